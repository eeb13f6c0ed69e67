/** Files that a report writes, each whole or not at all. */
@NullMarked
package org.backflow.report.output;

import org.jspecify.annotations.NullMarked;
