/** Results as trees and rows for programs, and results read back from files. */
@NullMarked
package org.backflow.report.result;

import org.jspecify.annotations.NullMarked;
