package org.backflow.statistics;

/**
 * An interval that a figure is said to lie in.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {

  /**
   * Returns what of it lies between 0 and 1, where a share of samples and every mean of shares lie.
   * That leaves the confidence what it was: nothing is cut off that the figure could be.
   */
  public Interval ofShares() {
    return new Interval(Math.max(0.0, Math.min(low, 1.0)), Math.min(1.0, Math.max(high, 0.0)));
  }

  /** Returns whether {@code figure} lies in it, the ends included. */
  public boolean contains(double figure) {
    return low <= figure && figure <= high;
  }
}
