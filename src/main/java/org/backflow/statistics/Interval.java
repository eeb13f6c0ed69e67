package org.backflow.statistics;

/**
 * An interval that a figure is said to lie in.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {

  /** Returns whether {@code figure} lies in it, the ends included. */
  public boolean contains(double figure) {
    return low <= figure && figure <= high;
  }
}
