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
    if (!address.signed()
        || address.width() < 2
        || address.width() > Integer.numberOfTrailingZeros(MAX_WORDS) + 1
        || address.integerBits() < 1
        || address.integerBits() > 7) {
      throw new IllegalArgumentException(
          "the format of z is "
              + address
              + ", which addresses no tanh table; expected fixed<2,1> to fixed<17,7>");
    }
    return new TanhTable(
        1 << (address.width() - 1), 1 << (address.integerBits() - 1), addressRounding, activation);
  }
}
