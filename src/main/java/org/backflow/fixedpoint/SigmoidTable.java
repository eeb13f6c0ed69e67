package org.backflow.fixedpoint;

/** The logistic function as a table; sigmoid(-z) = 1 - sigmoid(z). */
public final class SigmoidTable extends SymmetricTable {

  /**
   * Builds the table.
   *
   * @throws IllegalArgumentException when an argument is outside what {@link SymmetricTable} says
   */
  public SigmoidTable(
      int words, int domain, Rounding addressRounding, FixedPointFormat activation) {
    super("sigmoid table", SigmoidTable::sigmoid, 1, words, domain, addressRounding, activation);
  }

  /**
   * Builds the table whose address is a code of {@code address}.
   *
   * @throws IllegalArgumentException when there is no such table
   */
  public static SigmoidTable addressedBy(
      FixedPointFormat address, Rounding addressRounding, FixedPointFormat activation) {
    return new SigmoidTable(
        words("sigmoid table", address), domain(address), addressRounding, activation);
  }

  /** Returns 1 / (1 + exp(-z)), the same bits on every machine. */
  public static double sigmoid(double z) {
    return 1.0 / (1.0 + StrictMath.exp(-z));
  }
}
