/**
 * What is said about repeated runs.
 *
 * <p>Start at {@link org.backflow.statistics.Summary}. The formulas are those of commons-math3. The
 * runs themselves travel with their summary, so that any other statistic can be formed from a
 * report.
 */
@NullMarked
package org.backflow.statistics;

import org.jspecify.annotations.NullMarked;
