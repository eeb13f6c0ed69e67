/**
 * What is said about repeated runs.
 *
 * <p>Start at {@link org.backflow.statistics.Summary}, and at {@link
 * org.backflow.statistics.PairedDifference} for what two of them say about each other. The runs
 * themselves travel with their summary, so that any other statistic can be formed from a report.
 */
@NullMarked
package org.backflow.statistics;

import org.jspecify.annotations.NullMarked;
