package org.backflow.fixedpoint;

import org.jspecify.annotations.Nullable;

/**
 * exp(-d) as a table over 0 &lt;= d &lt; domain: word i holds exp(-i step), step = domain / words.
 * Beyond the domain the last word is taken. Softmax subtracts the largest sum of a row first, so no
 * other argument occurs.
 */
public final class ExponentialTable {

  /** The most stored words. */
  public static final int MAX_WORDS = 1 << 17;

  private static final int MAX_DOMAIN = 128;

  private final Quantization address;
  private final FixedPointFormat result;

  /** The words, once asked for: what counts cycles needs their number alone. */
  private volatile int @Nullable [] codes;

  /**
   * Builds the table.
   *
   * @param words stored words, a power of two from 2 to {@value #MAX_WORDS}
   * @param domain a power of two from 1 to 128
   * @param addressRounding how d is rounded to an address; not {@code STOCHASTIC}
   * @param result the format of the words; must hold 1 exactly, with at most {@value
   *     SymmetricTable#MAX_FRACTION_BITS} fraction bits
   * @throws IllegalArgumentException when an argument is outside what is said above
   */
  public ExponentialTable(
      int words, int domain, Rounding addressRounding, FixedPointFormat result) {
    SymmetricTable.requirePowerOfTwo("words of the exponential table", words, 2, MAX_WORDS);
    SymmetricTable.requirePowerOfTwo("domain of the exponential table", domain, 1, MAX_DOMAIN);
    if (addressRounding == Rounding.STOCHASTIC) {
      throw new IllegalArgumentException(
          "the address of the exponential table cannot be rounded by STOCHASTIC; expected one of"
              + " TRN, TRN_ZERO, RND, RND_CONV, RND_ZERO");
    }
    if (!result.represents(1.0) || result.fractionBits() > SymmetricTable.MAX_FRACTION_BITS) {
      throw new IllegalArgumentException(
          "the format of exponentials is "
              + result
              + "; expected one that holds 1.0, with at most "
              + SymmetricTable.MAX_FRACTION_BITS
              + " fraction bits, as "
              + FixedPointFormat.ufixed(Math.min(result.width(), 16), 1));
    }
    this.address =
        new Quantization(
            FixedPointFormat.ufixed(
                Integer.numberOfTrailingZeros(words), Integer.numberOfTrailingZeros(domain)),
            addressRounding,
            Overflow.SAT);
    this.result = result;
  }

  /** Returns how d becomes an address. */
  public Quantization address() {
    return address;
  }

  /** Returns the number of stored words. */
  public int words() {
    return (int) address.format().maxCode() + 1;
  }

  /** Returns the domain: the table covers 0 to it. */
  public int domain() {
    return 1 << address.format().integerBits();
  }

  /** Returns the format of the stored words. */
  public FixedPointFormat result() {
    return result;
  }

  /** Returns the code of the exponential at {@code address}, which lies within 0 and the words. */
  public int lookup(int address) {
    return codes()[address];
  }

  /**
   * Returns the largest absolute difference between the table and exp(-d), over all d &gt;= 0: at
   * the edges of the cell that each address stands for, and beyond the domain.
   */
  public double maxAbsoluteError() {
    FixedPointFormat step = address.format();
    boolean cutsOff = address.rounding() == Rounding.TRN || address.rounding() == Rounding.TRN_ZERO;
    double half = cutsOff ? 0.0 : 0.5;
    double largest = 0.0;
    for (int i = 0; i < words(); i++) {
      double value = result.toDouble(lookup(i));
      double low = Math.max(0.0, Math.scalb(i - half, -step.fractionBits()));
      double high =
          i == words() - 1
              ? Double.POSITIVE_INFINITY
              : Math.scalb(i + 1 - half, -step.fractionBits());
      largest = Math.max(largest, Math.abs(value - StrictMath.exp(-low)));
      largest = Math.max(largest, Math.abs(value - StrictMath.exp(-high)));
    }
    return largest;
  }

  /** Two threads may both compute them, and come to the same. */
  private int[] codes() {
    int[] known = codes;
    if (known == null) {
      known = new int[words()];
      for (int i = 0; i < known.length; i++) {
        known[i] = (int) result.nearestCode(StrictMath.exp(-address.format().toDouble(i)));
      }
      codes = known;
    }
    return known;
  }
}
