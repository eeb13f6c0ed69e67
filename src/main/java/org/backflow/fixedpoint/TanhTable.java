package org.backflow.fixedpoint;

/** The hyperbolic tangent as a table; tanh(-z) = -tanh(z). */
public final class TanhTable extends SymmetricTable {

  /**
   * Builds the table.
   *
   * @throws IllegalArgumentException when an argument is outside what {@link SymmetricTable} says
   */
  public TanhTable(int words, int domain, Rounding addressRounding, FixedPointFormat activation) {
    super("tanh table", StrictMath::tanh, 0, words, domain, addressRounding, activation);
  }

  /**
   * Builds the table whose address is a code of {@code address}.
   *
   * @throws IllegalArgumentException when there is no such table
   */
  public static TanhTable addressedBy(
      FixedPointFormat address, Rounding addressRounding, FixedPointFormat activation) {
    return new TanhTable(
        words("tanh table", address), domain(address), addressRounding, activation);
  }
}
