/** The page of a sweep. */
@NullMarked
package org.backflow.report.page.sweep;

import org.jspecify.annotations.NullMarked;
