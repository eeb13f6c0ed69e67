package org.backflow.fixedpoint;

/**
 * The one way from a division of two words to a stored word: divide, add, round, limit. The
 * remainder decides the rounding, so the result is that of the exact quotient, rounded once.
 *
 * <p>A restoring divider gives quotient and remainder by one subtraction of the divisor per bit of
 * the quotient.
 *
 * @param sourceFractionBits the fraction bits of the dividend less those of the divisor
 * @param target the format of the result
 * @param rounding what the remainder does
 * @param overflow what happens outside the range of {@code target}
 */
public record Quotient(
    int sourceFractionBits, FixedPointFormat target, Rounding rounding, Overflow overflow) {

  /** The largest shift to the left of a remainder, which is less than a divisor of 32 bits. */
  public static final int MAX_SHIFT = 30;

  /** Checks that bits are added to the quotient, not dropped, and no more than fit. */
  public Quotient {
    int shift = target.fractionBits() - sourceFractionBits;
    if (shift < 0 || shift > MAX_SHIFT) {
      throw new IllegalArgumentException(
          "a quotient with "
              + sourceFractionBits
              + " fraction bits becomes "
              + target
              + "; expected a format of "
              + sourceFractionBits
              + " to "
              + (sourceFractionBits + MAX_SHIFT)
              + " fraction bits");
    }
  }

  /** Returns the bits by which a dividend is shifted left. */
  public int shift() {
    return target.fractionBits() - sourceFractionBits;
  }

  /**
   * Returns the rounded code of {@code dividend / divisor + addend} before it is limited.
   *
   * @param dividend at most 32 bits
   * @param divisor 1 to 2<sup>32</sup> - 1
   * @param addend in fraction bits of the target
   * @param random the register of the unit; steps once if the division is inexact and stochastic
   * @param unit the unit whose register is used
   * @throws IllegalArgumentException when {@code divisor} is not positive
   */
  public long round(long dividend, long divisor, long addend, RandomBits random, int unit) {
    if (divisor < 1) {
      throw new IllegalArgumentException("division by " + divisor + "; expected 1 or more");
    }
    long shifted = Math.floorMod(dividend, divisor) << shift();
    long floor =
        (Math.floorDiv(dividend, divisor) << shift()) + Math.floorDiv(shifted, divisor) + addend;
    long rest = shifted % divisor;
    if (rest == 0) {
      return floor;
    }
    int bits = rounding == Rounding.STOCHASTIC ? random.draw(unit) : 0;
    return rounding.isUp(floor, rest, divisor, bits) ? floor + 1 : floor;
  }

  /** Returns {@code code} brought into the range of the target. */
  public long limit(long code) {
    return overflow.limit(code, target);
  }
}
