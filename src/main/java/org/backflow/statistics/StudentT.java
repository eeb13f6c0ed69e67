package org.backflow.statistics;

import org.apache.commons.math3.distribution.TDistribution;

/** Student's distribution, which the mean of few runs follows. */
final class StudentT {

  /** The confidence of every interval. */
  static final double CONFIDENCE = 0.95;

  /** How often a difference of the size that is called detectable would be found. */
  static final double POWER = 0.80;

  private StudentT() {}

  /** Returns how many standard errors an interval reaches from its middle. */
  static double reach(double degreesOfFreedom) {
    return new TDistribution(null, degreesOfFreedom)
        .inverseCumulativeProbability(0.5 + CONFIDENCE / 2.0);
  }

  /** Returns the probability of {@code t} or more, in either direction. */
  static double twoSided(double t, double degreesOfFreedom) {
    return 2.0 * new TDistribution(null, degreesOfFreedom).cumulativeProbability(-Math.abs(t));
  }

  /**
   * Returns how many standard errors a difference must have so that a two-sided test at the level
   * of the intervals finds it with a power of {@link #POWER}: t(0.975) + t(0.8), the usual
   * approximation of the non-central distribution (J. H. Zar, "Biostatistical analysis").
   */
  static double detectable(double degreesOfFreedom) {
    return reach(degreesOfFreedom)
        + new TDistribution(null, degreesOfFreedom).inverseCumulativeProbability(POWER);
  }
}
