package org.backflow.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The mean and spread of one figure over independent runs.
 *
 * @param runs the figure of each run, in the order of the runs; at least one
 */
public record Summary(List<Double> runs) {

  /** Copies the list. */
  public Summary {
    runs = List.copyOf(runs);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("a summary of no runs");
    }
  }

  /** Returns the arithmetic mean. */
  public double mean() {
    return StatUtils.mean(array());
  }

  /** Returns the sample standard deviation (divisor n - 1); empty for a single run. */
  public OptionalDouble standardDeviation() {
    return runs.size() < 2
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.sqrt(StatUtils.variance(array())));
  }

  /** Returns the median: of an even number of runs, the mean of the two in the middle. */
  public double median() {
    double[] sorted = array();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
  }

  /** Returns the 95 % confidence interval of the mean, by Student's t; nothing for a single run. */
  public Optional<Interval> interval() {
    return around(1.0 / runs.size());
  }

  /**
   * Returns where, with 95 % confidence, the mean of {@code others} further runs of the same kind
   * falls: mean &plusmn; t s sqrt(1/n + 1/m). Nothing for a single run.
   *
   * @param others how many further runs, m; at least 1
   */
  public Optional<Interval> predictionOfMean(int others) {
    return around(1.0 / runs.size() + 1.0 / others);
  }

  /**
   * Returns how far the mean of {@code others} further runs must lie from this one so that {@link
   * #predictionOfMean} leaves it out with a power of 80 %: (t(0.975) + t(0.8)) s sqrt(1/n + 1/m).
   * Nothing for a single run.
   *
   * @param others how many further runs, m; at least 1
   */
  public OptionalDouble smallestDetectableMean(int others) {
    return standardDeviation().stream()
        .map(deviation -> deviation * Math.sqrt(1.0 / runs.size() + 1.0 / others))
        .map(error -> error * StudentT.detectable(runs.size() - 1.0))
        .findFirst();
  }

  private Optional<Interval> around(double varianceFactor) {
    return standardDeviation().stream()
        .map(deviation -> deviation * Math.sqrt(varianceFactor))
        .map(error -> error * StudentT.reach(runs.size() - 1.0))
        .mapToObj(reach -> new Interval(mean() - reach, mean() + reach))
        .findFirst();
  }

  private double[] array() {
    return runs.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
