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
  public static final int BITS = SignificantBits.BITS;

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
    SignificantBits rate = SignificantBits.of("learning rate", eta);
    return new LearningRate(rate.code(), rate.fractionBits());
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
