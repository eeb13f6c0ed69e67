package org.backflow.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Wilcoxon's signed-rank test (F. Wilcoxon, "Individual comparisons by ranking methods", Biometrics
 * Bulletin 1, 1945): whether paired differences lie around zero, whatever their distribution.
 *
 * <p>By the rules of R's {@code wilcox.test}: differences of zero are left out and equal magnitudes
 * share their mean rank. The probability is exact for fewer than {@value #EXACT_BELOW} differences
 * that are neither zero nor equal in magnitude; otherwise it is that of the normal distribution,
 * corrected for ties and for continuity.
 */
public final class WilcoxonSignedRank {

  private static final int EXACT_BELOW = 50;
  private static final double RESOLUTION = 1e12;

  private WilcoxonSignedRank() {}

  /** Returns the outcome; nothing when no difference is left, or one is not a number. */
  public static Optional<TestOutcome> of(List<Double> differences) {
    double[] left =
        differences.stream()
            .mapToDouble(WilcoxonSignedRank::withoutRoundingErrors)
            .filter(d -> d != 0.0)
            .toArray();
    if (left.length == 0 || Arrays.stream(left).anyMatch(Double::isNaN)) {
      return Optional.empty();
    }
    double[] magnitudes = Arrays.stream(left).map(Math::abs).sorted().toArray();
    double positive = Arrays.stream(left).filter(d -> d > 0.0).map(d -> rank(magnitudes, d)).sum();
    boolean untied = Arrays.stream(magnitudes).distinct().count() == magnitudes.length;
    boolean exact = untied && left.length == differences.size() && differences.size() < EXACT_BELOW;
    double p = exact ? exactP(left.length, positive) : normalP(magnitudes, positive);
    return Optional.of(new TestOutcome(positive, p));
  }

  /** Returns the smallest probability of so many differences: that of all of one sign. */
  public static double smallestP(int differences) {
    return Math.min(1.0, Math.scalb(2.0, -differences));
  }

  /**
   * Returns the multiple of 10<sup>-12</sup> nearest to {@code difference}: 0.94 - 0.93 and 0.92 -
   * 0.91 are ties, although their last bits differ.
   */
  private static double withoutRoundingErrors(double difference) {
    return Math.rint(difference * RESOLUTION);
  }

  /** Returns the mean rank, from one, of those of {@code sorted} that equal {@code magnitude}. */
  private static double rank(double[] sorted, double magnitude) {
    long below = Arrays.stream(sorted).filter(each -> each < magnitude).count();
    long equal = Arrays.stream(sorted).filter(each -> each == magnitude).count();
    return below + (equal + 1) / 2.0;
  }

  /**
   * Counts, of the 2<sup>n</sup> equally likely signs of the ranks 1 to n, those whose positive
   * ranks add up to each sum: a rank doubles the ways, once without and once with itself. Below 50
   * ranks every count is below 2<sup>50</sup> and so exact in a double.
   */
  private static double exactP(int n, double positive) {
    int largest = n * (n + 1) / 2;
    double[] ways = new double[largest + 1];
    ways[0] = 1.0;
    for (int rank = 1; rank <= n; rank++) {
      for (int sum = largest; sum >= rank; sum--) {
        ways[sum] += ways[sum - rank];
      }
    }
    int extreme = (int) Math.min(positive, largest - positive);
    double atMost = Arrays.stream(ways, 0, extreme + 1).sum();
    return Math.min(1.0, Math.scalb(2.0 * atMost, -n));
  }

  private static double normalP(double[] magnitudes, double positive) {
    double n = magnitudes.length;
    double ties = 0.0;
    for (double magnitude : Arrays.stream(magnitudes).distinct().toArray()) {
      double equal = Arrays.stream(magnitudes).filter(each -> each == magnitude).count();
      ties += equal * equal * equal - equal;
    }
    double deviation = Math.sqrt(n * (n + 1) * (2 * n + 1) / 24.0 - ties / 48.0);
    double distance = Math.abs(positive - n * (n + 1) / 4.0);
    double z = Math.max(0.0, distance - 0.5) / deviation;
    return Math.min(1.0, 2.0 * new NormalDistribution(null, 0.0, 1.0).cumulativeProbability(-z));
  }
}
