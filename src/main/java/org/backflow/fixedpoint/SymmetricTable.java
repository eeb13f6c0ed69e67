package org.backflow.fixedpoint;

import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A function as a table over a bounded, symmetric domain.
 *
 * <p>Word i holds f(i step), step = domain / words; f(-z) = c - f(z) gives the other half, so a
 * table of {@code words} words serves 2 words - 1 addresses. The address is the pre-activation
 * itself, converted to {@link #addressFormat()} and limited symmetrically: the table decides the
 * format of z, and no second conversion is needed.
 */
public abstract class SymmetricTable {

  /** The most fraction bits of an activation, so that the code of 1.0 fits an {@code int}. */
  public static final int MAX_FRACTION_BITS = 30;

  /** The most stored words. */
  public static final int MAX_WORDS = 65_536;

  private final DoubleUnaryOperator function;
  private final int mirror;
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
   * @param name what it is called in messages
   * @param function f
   * @param mirror c, a whole number
   * @param words stored words, a power of two from 2 to 65,536
   * @param domain the table covers -domain &lt; z &lt; domain; a power of two from 1 to 64
   * @param addressRounding how z is rounded to an address; not {@code STOCHASTIC}, because the
   *     forward pass of an evaluation must not depend on what was evaluated before
   * @param activation the format of the words; must hold 1 exactly, with at most {@value
   *     #MAX_FRACTION_BITS} fraction bits
   * @throws IllegalArgumentException when an argument is outside what is said above
   */
  protected SymmetricTable(
      String name,
      DoubleUnaryOperator function,
      int mirror,
      int words,
      int domain,
      Rounding addressRounding,
      FixedPointFormat activation) {
    requirePowerOfTwo("words of the " + name, words, 2, MAX_WORDS);
    requirePowerOfTwo("domain of the " + name, domain, 1, 64);
    if (addressRounding == Rounding.STOCHASTIC) {
      throw new IllegalArgumentException(
          "the address of the "
              + name
              + " cannot be rounded by STOCHASTIC: evaluation would"
              + " depend on its order; expected one of "
              + Rounding.REPEATABLE);
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
    this.function = function;
    this.mirror = mirror << activation.fractionBits();
    this.domain = domain;
    this.addressRounding = addressRounding;
    this.activation = activation;
    int addressBits = Integer.numberOfTrailingZeros(words);
    this.addressFormat =
        FixedPointFormat.fixed(addressBits + 1, Integer.numberOfTrailingZeros(domain) + 1);
    this.words = words;
  }

  /**
   * Returns the words of the table whose address is a code of {@code address}.
   *
   * @param name what the table is called in messages
   * @throws IllegalArgumentException when there is no such table
   */
  protected static int words(String name, FixedPointFormat address) {
    if (!address.signed()
        || address.width() < 2
        || address.width() > Integer.numberOfTrailingZeros(MAX_WORDS) + 1
        || address.integerBits() < 1
        || address.integerBits() > 7) {
      throw new IllegalArgumentException(
          "the format of z is "
              + address
              + ", which addresses no "
              + name
              + "; expected fixed<2,1> to fixed<17,7>");
    }
    return 1 << (address.width() - 1);
  }

  /** Returns the domain of the same table. */
  protected static int domain(FixedPointFormat address) {
    return 1 << (address.integerBits() - 1);
  }

  /** Returns the format of the pre-activation: one code per address. */
  public final FixedPointFormat addressFormat() {
    return addressFormat;
  }

  /** Returns how an accumulator becomes an address. */
  public final Quantization address() {
    return new Quantization(addressFormat, addressRounding, Overflow.SAT_SYM);
  }

  /** Returns the format of the stored words. */
  public final FixedPointFormat activation() {
    return activation;
  }

  /** Returns the number of stored words. */
  public final int words() {
    return words;
  }

  /** Returns the domain: the table covers -domain &lt; z &lt; domain. */
  public final int domain() {
    return domain;
  }

  /** Returns the code of 1.0 in the activation format. */
  public final int one() {
    return 1 << activation.fractionBits();
  }

  /** Returns the activation code at {@code address}, which lies within (-words, words). */
  public final int lookup(int address) {
    int[] stored = codes();
    return address >= 0 ? stored[address] : mirror - stored[-address];
  }

  /** Returns word {@code index} as it is stored. */
  public final int word(int index) {
    return codes()[index];
  }

  /** Two threads may both compute them, and come to the same. */
  private int[] codes() {
    int[] known = codes;
    if (known == null) {
      known = new int[words];
      for (int i = 0; i < words; i++) {
        known[i] = (int) activation.nearestCode(function.applyAsDouble(addressFormat.toDouble(i)));
      }
      codes = known;
    }
    return known;
  }

  /**
   * Returns the largest absolute difference between the table and the exact function, over all real
   * z: at the edges of the cell that each address stands for, and beyond the domain.
   */
  public final double maxAbsoluteError() {
    double step = Math.scalb(1.0, -addressFormat.fractionBits());
    double largest = 0.0;
    for (int address = 1 - words; address < words; address++) {
      double value = activation.toDouble(lookup(address));
      double low =
          address == 1 - words ? Double.NEGATIVE_INFINITY : (address - below(address)) * step;
      double high =
          address == words - 1
              ? Double.POSITIVE_INFINITY
              : (address + 1 - below(address + 1)) * step;
      largest = Math.max(largest, Math.abs(value - function.applyAsDouble(low)));
      largest = Math.max(largest, Math.abs(value - function.applyAsDouble(high)));
    }
    return largest;
  }

  /** Returns how far below {@code address} its cell begins, in steps. */
  private double below(int address) {
    return switch (addressRounding) {
      case TRN -> 0.0;
      case TRN_ZERO -> address > 0 ? 0.0 : 1.0;
      default -> 0.5;
    };
  }

  static void requirePowerOfTwo(String name, int value, int smallest, int largest) {
    if (value < smallest || value > largest || Integer.bitCount(value) != 1) {
      throw new IllegalArgumentException(
          name + " is " + value + "; expected a power of two from " + smallest + " to " + largest);
    }
  }
}
