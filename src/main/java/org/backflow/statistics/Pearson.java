package org.backflow.statistics;

import java.util.OptionalDouble;

/** The linear correlation of paired figures. */
public final class Pearson {

  private Pearson() {}

  /**
   * Returns Pearson's r of the pairs, -1 to 1; nothing when either figure is constant, or there are
   * no pairs.
   *
   * @throws IllegalArgumentException when the lengths differ
   */
  public static OptionalDouble correlation(double[] left, double[] right) {
    if (left.length != right.length) {
      throw new IllegalArgumentException(
          left.length + " and " + right.length + " figures are not pairs");
    }
    double leftMean = mean(left);
    double rightMean = mean(right);
    double products = 0.0;
    double leftSquares = 0.0;
    double rightSquares = 0.0;
    for (int i = 0; i < left.length; i++) {
      double x = left[i] - leftMean;
      double y = right[i] - rightMean;
      products += x * y;
      leftSquares += x * x;
      rightSquares += y * y;
    }
    double scale = Math.sqrt(leftSquares * rightSquares);
    return scale > 0.0
        ? OptionalDouble.of(Math.max(-1.0, Math.min(1.0, products / scale)))
        : OptionalDouble.empty();
  }

  private static double mean(double[] figures) {
    double sum = 0.0;
    for (double figure : figures) {
      sum += figure;
    }
    return figures.length == 0 ? 0.0 : sum / figures.length;
  }
}
