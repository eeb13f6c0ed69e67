package org.backflow.fixedpoint;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fixed-point number format in the notation of {@code ap_fixed} and {@code ac_fixed}: {@code
 * fixed<W,I>} or {@code ufixed<W,I>}, W bits in all, I of them integer bits, the sign bit included.
 *
 * <p>A value is an integer <em>code</em> times 2<sup>-F</sup>, F = W - I. I may be negative or
 * larger than W, as in the Vitis HLS user guide (AMD UG1399).
 *
 * @param signed two's complement when true, natural binary when false
 * @param width bits in all, 1 to {@value #MAX_WIDTH}
 * @param integerBits integer bits, the sign included; F = width - integerBits must lie within
 *     {@value #MIN_FRACTION_BITS} to {@value #MAX_FRACTION_BITS}
 */
public record FixedPointFormat(boolean signed, int width, int integerBits) {

  /** The widest format: codes fit an {@code int} when signed. */
  public static final int MAX_WIDTH = 32;

  /** The fewest fraction bits: the LSB is then worth 65,536. */
  public static final int MIN_FRACTION_BITS = -16;

  /** The most fraction bits: the LSB is then worth 2<sup>-48</sup>. */
  public static final int MAX_FRACTION_BITS = 48;

  private static final Pattern NOTATION =
      Pattern.compile("\\s*(u?)fixed\\s*<\\s*(\\d{1,4})\\s*,\\s*(-?\\d{1,4})\\s*>\\s*");

  /** Checks the ranges. */
  public FixedPointFormat {
    if (width < 1 || width > MAX_WIDTH) {
      throw new IllegalArgumentException(
          "width of a format is " + width + " bits; expected 1 to " + MAX_WIDTH);
    }
    int fractionBits = width - integerBits;
    if (fractionBits < MIN_FRACTION_BITS || fractionBits > MAX_FRACTION_BITS) {
      throw new IllegalArgumentException(
          notation(signed, width, integerBits)
              + " has "
              + fractionBits
              + " fraction bits; expected "
              + MIN_FRACTION_BITS
              + " to "
              + MAX_FRACTION_BITS);
    }
  }

  /** Returns {@code fixed<width,integerBits>}. */
  public static FixedPointFormat fixed(int width, int integerBits) {
    return new FixedPointFormat(true, width, integerBits);
  }

  /** Returns {@code ufixed<width,integerBits>}. */
  public static FixedPointFormat ufixed(int width, int integerBits) {
    return new FixedPointFormat(false, width, integerBits);
  }

  /**
   * Reads {@code fixed<16,3>} or {@code ufixed<9,1>}.
   *
   * @throws IllegalArgumentException when the text is neither, or its numbers are out of range
   */
  public static FixedPointFormat parse(String text) {
    Matcher matcher = NOTATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a format; expected fixed<W,I> or ufixed<W,I>, as in fixed<16,3>");
    }
    return new FixedPointFormat(
        matcher.group(1).isEmpty(),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)));
  }

  /** Returns the format of as many integer bits that is {@code bits} wide. */
  public FixedPointFormat withWidth(int bits) {
    return new FixedPointFormat(signed, bits, integerBits);
  }

  /** Returns F, the number of bits behind the binary point; negative when the LSB exceeds one. */
  public int fractionBits() {
    return width - integerBits;
  }

  /** Returns the smallest code. */
  public long minCode() {
    return signed ? -(1L << (width - 1)) : 0;
  }

  /** Returns the largest code. */
  public long maxCode() {
    return (1L << (signed ? width - 1 : width)) - 1;
  }

  /** Returns the largest magnitude of a code, which every proof about accumulators starts from. */
  public long maxMagnitude() {
    return Math.max(maxCode(), -minCode());
  }

  /** Returns the value of {@code code}, exactly. */
  public double toDouble(long code) {
    return Math.scalb((double) code, -fractionBits());
  }

  /** Returns whether {@code value} is a value of this format, without any rounding. */
  public boolean represents(double value) {
    double code = Math.rint(Math.scalb(value, fractionBits()));
    // Compared as a value: a negative F scales the smallest doubles down to code zero.
    return code >= minCode() && code <= maxCode() && toDouble((long) code) == value;
  }

  /**
   * Returns the code nearest to {@code value}, ties up, limited to the range: how data, initial
   * weights and feedback matrices enter the fixed-point world.
   *
   * @throws IllegalArgumentException when {@code value} is not a number
   */
  public long nearestCode(double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("not a number has no code in " + this);
    }
    double scaled = Math.scalb(value, fractionBits());
    double below = Math.floor(scaled);
    // Not floor(scaled + 0.5): just below a half, that sum rounds up to one.
    double code = scaled - below < 0.5 ? below : below + 1.0;
    return (long) Math.max((double) minCode(), Math.min((double) maxCode(), code));
  }

  /** Returns the format to try instead where one is needed that represents 1.0. */
  public FixedPointFormat holdingOne() {
    int needed = signed ? 2 : 1;
    return new FixedPointFormat(signed, Math.max(width, needed), needed);
  }

  @Override
  public String toString() {
    return notation(signed, width, integerBits);
  }

  private static String notation(boolean signed, int width, int integerBits) {
    return (signed ? "fixed<" : "ufixed<") + width + "," + integerBits + ">";
  }
}
