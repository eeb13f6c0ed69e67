package org.backflow.report.chart;

import org.backflow.report.text.Decimals;

/**
 * A unit of an axis of energies.
 *
 * @param symbol as {@link Decimals#energy} writes it
 * @param picojoules how much one of it is
 */
public record EnergyUnit(String symbol, double picojoules) {

  private static final String[] SYMBOLS = {"pJ", "nJ", "uJ", "mJ", "J"};

  /** Returns the unit in which {@code picojoules} is a number from 1 to 1000, if there is one. */
  public static EnergyUnit fitting(double picojoules) {
    double unit = 1.0;
    int symbol = 0;
    while (picojoules >= 1000.0 * unit && symbol < SYMBOLS.length - 1) {
      unit *= 1000.0;
      symbol++;
    }
    return new EnergyUnit(SYMBOLS[symbol], unit);
  }
}
