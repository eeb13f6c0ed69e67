package org.backflow.statistics;

/**
 * What a two-sided test found.
 *
 * @param statistic t, or the sum of the ranks of the positive differences
 * @param p the probability of a statistic at least as extreme if there is no difference
 */
public record TestOutcome(double statistic, double p) {

  /** The probability below which a difference is called significant. */
  public static final double SIGNIFICANT = 0.05;
}
