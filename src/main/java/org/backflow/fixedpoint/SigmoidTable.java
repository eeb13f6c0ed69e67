package org.backflow.fixedpoint;

import org.jspecify.annotations.Nullable;

/**
 * The logistic function as a table over a bounded, symmetric domain.
 *
 * <p>Word i holds sigmoid(i step), step = domain / words; sigmoid(-z) = 1 - sigmoid(z) gives the
 * other half, so a table of {@code words} words serves 2 words - 1 addresses. The address is the
 * pre-activation itself, converted to {@link #addressFormat()} and limited symmetrically: the table
 * decides the format of z, and no second conversion is needed.
 */
public final class SigmoidTable {

  /** The most fraction bits of an activation, so that the code of 1.0 fits an {@code int}. */
  public static final int MAX_FRACTION_BITS = 30;

  private final int domain;
  private final Rounding addressRounding;
  private final FixedPointFormat addressFormat;
  private final FixedPointFormat activation;
  private final int words;

  /** The words, once asked for: what counts cycles needs their number alone. */
  private volatile int @Nullable [] codes;

  /**
   * Builds the table.
   *
   * @param words stored words, a power of two from 2 to 65,536
   * @param domain the table covers -domain &lt; z &lt; domain; a power of two from 1 to 64
   * @param addressRounding how z is rounded to an address; not {@code STOCHASTIC}, because the
   *     forward pass of an evaluation must not depend on what was evaluated before
   * @param activation the format of the words; must hold 1 exactly, with at most {@value
   *     #MAX_FRACTION_BITS} fraction bits
   * @throws IllegalArgumentException when an argument is outside what is said above
   */
  public SigmoidTable(
      int words, int domain, Rounding addressRounding, FixedPointFormat activation) {
    requirePowerOfTwo("words", words, 2, 65_536);
    requirePowerOfTwo("domain", domain, 1, 64);
    if (addressRounding == Rounding.STOCHASTIC) {
      throw new IllegalArgumentException(
          "the address of the sigmoid table cannot be rounded by STOCHASTIC: evaluation would"
              + " depend on its order; expected one of TRN, RND, RND_CONV, RND_ZERO");
    }
    if (!activation.represents(1.0)) {
      throw new IllegalArgumentException(
          "the activation format "
              + activation
              + " cannot hold 1.0, the constant input of the bias; try "
              + activation.holdingOne());
    }
    if (activation.fractionBits() > MAX_FRACTION_BITS) {
      throw new IllegalArgumentException(
          "the activation format "
              + activation
              + " has "
              + activation.fractionBits()
              + " fraction bits; expected at most "
              + MAX_FRACTION_BITS);
    }
    this.domain = domain;
    this.addressRounding = addressRounding;
    this.activation = activation;
    int addressBits = Integer.numberOfTrailingZeros(words);
    this.addressFormat =
        FixedPointFormat.fixed(addressBits + 1, Integer.numberOfTrailingZeros(domain) + 1);
    this.words = words;
  }

  /** Returns 1 / (1 + exp(-z)), the same bits on every machine. */
  public static double sigmoid(double z) {
    return 1.0 / (1.0 + StrictMath.exp(-z));
  }

  /** Returns the format of the pre-activation: one code per address. */
  public FixedPointFormat addressFormat() {
    return addressFormat;
  }

  /** Returns how an accumulator becomes an address. */
  public Quantization address() {
    return new Quantization(addressFormat, addressRounding, Overflow.SAT_SYM);
  }

  /** Returns the format of the stored words. */
  public FixedPointFormat activation() {
    return activation;
  }

  /** Returns the number of stored words. */
  public int words() {
    return words;
  }

  /** Returns the domain: the table covers -domain &lt; z &lt; domain. */
  public int domain() {
    return domain;
  }

  /** Returns the code of 1.0 in the activation format. */
  public int one() {
    return 1 << activation.fractionBits();
  }

  /** Returns the activation code at {@code address}, which lies within (-words, words). */
  public int lookup(int address) {
    int[] stored = codes();
    return address >= 0 ? stored[address] : one() - stored[-address];
  }

  /** Returns word {@code index} as it is stored. */
  public int word(int index) {
    return codes()[index];
  }

  /** Two threads may both compute them, and come to the same. */
  private int[] codes() {
    int[] known = codes;
    if (known == null) {
      known = new int[words];
      for (int i = 0; i < words; i++) {
        known[i] = (int) activation.nearestCode(sigmoid(addressFormat.toDouble(i)));
      }
      codes = known;
    }
    return known;
  }

  /**
   * Returns the largest absolute difference between the table and the exact function, over all real
   * z: at the edges of the cell that each address stands for, and beyond the domain.
   */
  public double maxAbsoluteError() {
    double step = Math.scalb(1.0, -addressFormat.fractionBits());
    double below = addressRounding == Rounding.TRN ? 0.0 : 0.5;
    double largest = 0.0;
    for (int address = 1 - words; address < words; address++) {
      double value = activation.toDouble(lookup(address));
      double low = address == 1 - words ? Double.NEGATIVE_INFINITY : (address - below) * step;
      double high = address == words - 1 ? Double.POSITIVE_INFINITY : (address + 1 - below) * step;
      largest = Math.max(largest, Math.abs(value - sigmoid(low)));
      largest = Math.max(largest, Math.abs(value - sigmoid(high)));
    }
    return largest;
  }

  private static void requirePowerOfTwo(String name, int value, int smallest, int largest) {
    if (value < smallest || value > largest || Integer.bitCount(value) != 1) {
      throw new IllegalArgumentException(
          name
              + " of the sigmoid table is "
              + value
              + "; expected a power of two from "
              + smallest
              + " to "
              + largest);
    }
  }
}
