/**
 * What is said about repeated runs.
 *
 * <p>Start at {@link org.backflow.statistics.Summary}, and at {@link
 * org.backflow.statistics.PairedDifference} for what two of them say about each other. The runs
 * themselves travel with their summary, so that any other statistic can be formed from a report.
 *
 * <p>Distributions, means and variances are those of commons-math3. Its tests are not used. Its
 * signed-rank test corrects no ties. Its t test rounds in another order, which moves the last digit
 * of p: stored reports would no longer come out as stored.
 */
@NullMarked
package org.backflow.statistics;

import org.jspecify.annotations.NullMarked;
