package org.backflow.fixedpoint;

/**
 * The one way from an exact accumulator to a stored word: shift or divide, round, limit.
 *
 * <p>The arithmetic contract: a sum is accumulated exactly and converted once. A conversion whose
 * dropped bits are all zero is exact under every rounding, and an exact conversion draws no random
 * bits. Rows whose input is zero therefore leave both the weight and the register untouched, and
 * selecting a word equals multiplying by a stored one, also under {@link Rounding#STOCHASTIC}.
 *
 * <p>An accumulator may be divided by a constant on the way, as a mean is; the quotient is rounded
 * once.
 *
 * @param sourceFractionBits the fraction bits of the accumulator
 * @param target the format of the result
 * @param rounding what happens to the dropped bits
 * @param overflow what happens outside the range of {@code target}
 * @param divisor an odd number; powers of two are fraction bits
 */
public record Conversion(
    int sourceFractionBits,
    FixedPointFormat target,
    Rounding rounding,
    Overflow overflow,
    int divisor) {

  /** The largest shift, so that {@code accumulator + 2^shift} cannot overflow 64 bits. */
  public static final int MAX_SHIFT = 61;

  /** The largest shift to the left of a remainder, which is less than 2<sup>31</sup>. */
  private static final int MAX_REMAINDER_SHIFT = 30;

  /** Checks that the shift is one that the rounding can perform. */
  public Conversion {
    if (divisor < 1 || divisor % 2 == 0) {
      throw new IllegalArgumentException("divisor " + divisor + "; expected a positive odd number");
    }
    int shift = sourceFractionBits - target.fractionBits();
    int largest = rounding == Rounding.STOCHASTIC ? Lfsr.BITS : MAX_SHIFT;
    if (divisor > 1) {
      largest = largest - Integer.SIZE + Integer.numberOfLeadingZeros(divisor);
    }
    if (shift > largest) {
      throw new IllegalArgumentException(
          "a conversion to "
              + target
              + " with "
              + rounding
              + (divisor > 1 ? " divides by " + divisor + " and" : "")
              + " drops "
              + shift
              + " bits; at most "
              + largest
              + " can be dropped");
    }
    if (shift < (divisor > 1 ? -MAX_REMAINDER_SHIFT : -MAX_SHIFT)) {
      throw new IllegalArgumentException(
          "a conversion to " + target + " shifts left by " + -shift + " bits");
    }
  }

  /** Creates one that divides by powers of two alone. */
  public Conversion(
      int sourceFractionBits, FixedPointFormat target, Rounding rounding, Overflow overflow) {
    this(sourceFractionBits, target, rounding, overflow, 1);
  }

  /**
   * Returns the conversion of an accumulator that is divided by {@code constant}, too.
   *
   * @throws IllegalArgumentException when {@code constant} is not positive, or drops more bits than
   *     the rounding can
   */
  public Conversion dividedBy(int constant) {
    if (constant < 1) {
      throw new IllegalArgumentException("divisor " + constant + "; expected a positive number");
    }
    int odd = Math.multiplyExact(divisor, constant >> Integer.numberOfTrailingZeros(constant));
    return new Conversion(
        sourceFractionBits + Integer.numberOfTrailingZeros(constant),
        target,
        rounding,
        overflow,
        odd);
  }

  /** Returns whether the accumulator is divided by other than a power of two. */
  public boolean divides() {
    return divisor > 1;
  }

  /** Returns the number of bits dropped; negative when the result is shifted left instead. */
  public int shift() {
    return sourceFractionBits - target.fractionBits();
  }

  /** Returns whether converting {@code accumulator} loses bits, and so draws random ones. */
  public boolean isInexact(long accumulator) {
    int shift = shift();
    if (divides()) {
      return accumulator % (shift > 0 ? (long) divisor << shift : divisor) != 0;
    }
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
    if (divides()) {
      return quotient(accumulator, random, unit);
    }
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

  private long quotient(long accumulator, RandomBits random, int unit) {
    int left = Math.max(-shift(), 0);
    long whole = (long) divisor << Math.max(shift(), 0);
    long remainder = Math.floorMod(accumulator, whole) << left;
    long shifted = shiftLeft(Math.floorDiv(accumulator, whole), left);
    long rest = remainder % whole;
    long floor = shifted + remainder / whole;
    if (rest == 0) {
      return floor;
    }
    int bits = rounding == Rounding.STOCHASTIC ? random.draw(unit) : 0;
    return rounding.isUp(floor, rest, whole, bits) ? floor + 1 : floor;
  }

  private long shiftLeft(long accumulator, int bits) {
    long shifted = accumulator << bits;
    if (shifted >> bits == accumulator || overflow == Overflow.WRAP) {
      return shifted;
    }
    return accumulator < 0 ? Long.MIN_VALUE / 2 : Long.MAX_VALUE / 2;
  }
}
