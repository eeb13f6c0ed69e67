package org.backflow.fixedpoint;

/**
 * A positive constant as the hardware holds it: {@value #BITS} significant bits, code
 * 2<sup>-fractionBits</sup>. A power of two is exact and needs a shift only.
 *
 * @param code the significand; 1 for a power of two
 * @param fractionBits the bits behind the binary point; negative for large constants
 */
record SignificantBits(int code, int fractionBits) {

  /** The significant bits of the register that holds a constant. */
  static final int BITS = 16;

  /** The exponent of the smallest and of the largest constant that a conversion could apply. */
  private static final int MAX_EXPONENT = 64;

  /**
   * Returns the constant nearest to {@code value}.
   *
   * @param what how messages call it
   * @throws IllegalArgumentException when {@code value} is not positive, or not within
   *     2<sup>-64</sup> to 2<sup>64</sup>
   */
  static SignificantBits of(String what, double value) {
    if (!(value > 0.0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(what + " " + value + "; expected a positive number");
    }
    if (value < Math.scalb(1.0, -MAX_EXPONENT) || value > Math.scalb(1.0, MAX_EXPONENT)) {
      throw new IllegalArgumentException(
          what + " " + value + "; expected 2^-" + MAX_EXPONENT + " to 2^" + MAX_EXPONENT);
    }
    int fractionBits = BITS - 1 - Math.getExponent(value);
    int code = (int) Math.rint(Math.scalb(value, fractionBits));
    int zeros = Integer.numberOfTrailingZeros(code);
    return Integer.bitCount(code) == 1
        ? new SignificantBits(1, fractionBits - zeros)
        : new SignificantBits(code, fractionBits);
  }
}
