package org.backflow.fixedpoint;

/**
 * The one way from an exact accumulator to a stored word: shift, round, limit.
 *
 * <p>The arithmetic contract: a sum is accumulated exactly and converted once. A conversion whose
 * dropped bits are all zero is exact under every rounding, and an exact conversion draws no random
 * bits. Rows whose input is zero therefore leave both the weight and the register untouched, and
 * selecting a word equals multiplying by a stored one, also under {@link Rounding#STOCHASTIC}.
 *
 * @param sourceFractionBits the fraction bits of the accumulator
 * @param target the format of the result
 * @param rounding what happens to the dropped bits
 * @param overflow what happens outside the range of {@code target}
 */
public record Conversion(
    int sourceFractionBits, FixedPointFormat target, Rounding rounding, Overflow overflow) {

  /** The largest shift, so that {@code accumulator + 2^shift} cannot overflow 64 bits. */
  public static final int MAX_SHIFT = 61;

  /** Checks that the shift is one that the rounding can perform. */
  public Conversion {
    int shift = sourceFractionBits - target.fractionBits();
    int largest = rounding == Rounding.STOCHASTIC ? Lfsr.BITS : MAX_SHIFT;
    if (shift > largest) {
      throw new IllegalArgumentException(
          "a conversion to "
              + target
              + " with "
              + rounding
              + " drops "
              + shift
              + " bits; at most "
              + largest
              + " can be dropped");
    }
    if (shift < -MAX_SHIFT) {
      throw new IllegalArgumentException(
          "a conversion to " + target + " shifts left by " + -shift + " bits");
    }
  }

  /** Returns the number of bits dropped; negative when the result is shifted left instead. */
  public int shift() {
    return sourceFractionBits - target.fractionBits();
  }

  /** Returns whether converting {@code accumulator} loses bits, and so draws random ones. */
  public boolean isInexact(long accumulator) {
    int shift = shift();
    return shift > 0 && (accumulator & ((1L << shift) - 1)) != 0;
  }

  /**
   * Returns the rounded code before it is limited. Where a left shift exceeds 64 bits, it is a code
   * that limits to the same word as the exact one.
   *
   * @param accumulator at most 62 bits, sign included
   * @param random the register of the unit; steps once if the conversion is inexact and stochastic
   * @param unit the unit whose register is used
   */
  public long round(long accumulator, RandomBits random, int unit) {
    int shift = shift();
    if (shift <= 0) {
      return shiftLeft(accumulator, -shift);
    }
    if (!isInexact(accumulator)) {
      return accumulator >> shift;
    }
    int bits = rounding == Rounding.STOCHASTIC ? random.draw(unit) : 0;
    return rounding.shiftRight(accumulator, shift, bits);
  }

  /** Returns {@code code} brought into the range of the target. */
  public long limit(long code) {
    return overflow.limit(code, target);
  }

  /** Returns the stored word: {@code limit(round(accumulator))}. */
  public long apply(long accumulator, RandomBits random, int unit) {
    return limit(round(accumulator, random, unit));
  }

  private long shiftLeft(long accumulator, int bits) {
    long shifted = accumulator << bits;
    if (shifted >> bits == accumulator || overflow == Overflow.WRAP) {
      return shifted;
    }
    return accumulator < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }
}
