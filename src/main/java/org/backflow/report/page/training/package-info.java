/** Sections about what was learned: accuracy, loss, alignment, statistics. */
@NullMarked
package org.backflow.report.page.training;

import org.jspecify.annotations.NullMarked;
