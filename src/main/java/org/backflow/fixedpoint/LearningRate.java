package org.backflow.fixedpoint;

/**
 * eta as the hardware holds it: {@value #BITS} significant bits, code 2<sup>-fractionBits</sup>. A
 * power of two is exact and needs a shift only.
 *
 * @param code the significand; 1 for a power of two
 * @param fractionBits the bits behind the binary point; negative for large rates
 */
public record LearningRate(int code, int fractionBits) {

  /** The significant bits of the register that holds eta. */
  public static final int BITS = 16;

  /** The exponent of the smallest and of the largest rate that a conversion could apply. */
  private static final int MAX_EXPONENT = 64;

  /** Checks the significand, from which the width of the multiplier is proven. */
  public LearningRate {
    if (code < 1 || code >= 1 << BITS) {
      throw new IllegalArgumentException(
          "code of a learning rate is " + code + "; expected 1 to " + ((1 << BITS) - 1));
    }
  }

  /**
   * Returns the rate nearest to {@code eta}.
   *
   * @throws IllegalArgumentException when {@code eta} is not positive, or not within
   *     2<sup>-64</sup> to 2<sup>64</sup>
   */
  public static LearningRate of(double eta) {
    if (!(eta > 0.0) || Double.isInfinite(eta)) {
      throw new IllegalArgumentException("learning rate " + eta + "; expected a positive number");
    }
    if (eta < Math.scalb(1.0, -MAX_EXPONENT) || eta > Math.scalb(1.0, MAX_EXPONENT)) {
      throw new IllegalArgumentException(
          "learning rate " + eta + "; expected 2^-" + MAX_EXPONENT + " to 2^" + MAX_EXPONENT);
    }
    int fractionBits = BITS - 1 - Math.getExponent(eta);
    int code = (int) Math.rint(Math.scalb(eta, fractionBits));
    int zeros = Integer.numberOfTrailingZeros(code);
    return Integer.bitCount(code) == 1
        ? new LearningRate(1, fractionBits - zeros)
        : new LearningRate(code, fractionBits);
  }

  /** Returns whether multiplying by the rate is a shift. */
  public boolean isShift() {
    return code == 1;
  }

  /** Returns the rate that is applied. */
  public double toDouble() {
    return Math.scalb((double) code, -fractionBits);
  }
}
