package org.backflow.statistics;

import org.apache.commons.math3.distribution.TDistribution;

/** Student's distribution, which the mean of few runs follows. */
final class StudentT {

  /** The confidence of every interval. */
  static final double CONFIDENCE = 0.95;

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
}
