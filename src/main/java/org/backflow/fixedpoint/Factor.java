package org.backflow.fixedpoint;

/**
 * A constant that words are multiplied by, as the hardware holds it: a sign and {@value #BITS}
 * significant bits, code 2<sup>-fractionBits</sup>. A power of two is exact and needs a shift only.
 *
 * @param code the signed significand; 1 or -1 for a power of two, 0 for zero
 * @param fractionBits the bits behind the binary point; negative for large constants
 */
public record Factor(int code, int fractionBits) {

  /** The significant bits of the register that holds it. */
  public static final int BITS = SignificantBits.BITS;

  /** Checks the significand, from which the width of the multiplier is proven. */
  public Factor {
    if (Math.abs(code) >= 1 << BITS) {
      throw new IllegalArgumentException(
          "code of a factor is " + code + "; expected a magnitude below " + (1 << BITS));
    }
  }

  /**
   * Returns the factor nearest to {@code value}.
   *
   * @throws IllegalArgumentException when the magnitude of {@code value} is neither zero nor within
   *     2<sup>-64</sup> to 2<sup>64</sup>
   */
  public static Factor of(double value) {
    if (value == 0.0) {
      return new Factor(0, 0);
    }
    SignificantBits magnitude = SignificantBits.of("factor", Math.abs(value));
    return new Factor(value < 0.0 ? -magnitude.code() : magnitude.code(), magnitude.fractionBits());
  }

  /** Returns whether multiplying by it is a shift. */
  public boolean isShift() {
    return Math.abs(code) <= 1;
  }
}
