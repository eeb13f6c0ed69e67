package org.backflow.statistics;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Welch's t test of two independent samples whose variances may differ (B. L. Welch, "The
 * generalization of 'Student's' problem when several different population variances are involved",
 * Biometrika 34, 1947).
 */
public final class WelchTest {

  private WelchTest() {}

  /** Returns the outcome; nothing for samples of one, or when neither varies. */
  public static Optional<TestOutcome> of(Summary first, Summary second) {
    return error(first, second)
        .map(
            error -> {
              double t = (first.mean() - second.mean()) / error.size();
              return new TestOutcome(t, StudentT.twoSided(t, error.degreesOfFreedom()));
            });
  }

  /**
   * Returns the smallest difference of the means that the test finds at 0.05 with a power of 80 %,
   * if the samples vary as these do; nothing where the test says nothing.
   */
  public static OptionalDouble smallestDetectable(Summary first, Summary second) {
    return error(first, second).stream()
        .mapToDouble(error -> error.size() * StudentT.detectable(error.degreesOfFreedom()))
        .findFirst();
  }

  /** The standard error of the difference of the means, and how well it is known. */
  private record StandardError(double size, double degreesOfFreedom) {}

  private static Optional<StandardError> error(Summary first, Summary second) {
    if (first.runs().size() < 2 || second.runs().size() < 2) {
      return Optional.empty();
    }
    double firstError = squaredError(first);
    double secondError = squaredError(second);
    double squared = firstError + secondError;
    if (!(squared > 0.0)) {
      return Optional.empty();
    }
    double degreesOfFreedom =
        squared
            * squared
            / (firstError * firstError / (first.runs().size() - 1)
                + secondError * secondError / (second.runs().size() - 1));
    return Optional.of(new StandardError(Math.sqrt(squared), degreesOfFreedom));
  }

  private static double squaredError(Summary summary) {
    double deviation = summary.standardDeviation().orElseThrow();
    return deviation * deviation / summary.runs().size();
  }
}
