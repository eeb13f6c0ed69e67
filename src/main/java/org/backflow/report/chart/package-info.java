/** Drawings as SVG, each beside the table of what it draws. */
@NullMarked
package org.backflow.report.chart;

import org.jspecify.annotations.NullMarked;
