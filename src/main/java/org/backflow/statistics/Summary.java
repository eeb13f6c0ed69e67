package org.backflow.statistics;

import java.util.List;
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

  private double[] array() {
    return runs.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
