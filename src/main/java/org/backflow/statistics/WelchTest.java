package org.backflow.statistics;

import java.util.Optional;

/**
 * Welch's t test of two independent samples whose variances may differ (B. L. Welch, "The
 * generalization of 'Student's' problem when several different population variances are involved",
 * Biometrika 34, 1947).
 */
public final class WelchTest {

  private WelchTest() {}

  /** Returns the outcome; nothing for samples of one, or when neither varies. */
  public static Optional<TestOutcome> of(Summary first, Summary second) {
    if (first.runs().size() < 2 || second.runs().size() < 2) {
      return Optional.empty();
    }
    double firstError = squaredError(first);
    double secondError = squaredError(second);
    double squared = firstError + secondError;
    if (!(squared > 0.0)) {
      return Optional.empty();
    }
    double t = (first.mean() - second.mean()) / Math.sqrt(squared);
    double degreesOfFreedom =
        squared
            * squared
            / (firstError * firstError / (first.runs().size() - 1)
                + secondError * secondError / (second.runs().size() - 1));
    return Optional.of(new TestOutcome(t, StudentT.twoSided(t, degreesOfFreedom)));
  }

  private static double squaredError(Summary summary) {
    double deviation = summary.standardDeviation().orElseThrow();
    return deviation * deviation / summary.runs().size();
  }
}
