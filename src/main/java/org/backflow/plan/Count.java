package org.backflow.plan;

/** Arithmetic of counts, of operations, words, bits or cycles: exact, or refused. */
public final class Count {

  private Count() {}

  /**
   * Returns the sum of two counts.
   *
   * @throws CountLimitException when a {@code long} does not hold it
   */
  public static long sum(long first, long second) {
    try {
      return Math.addExact(first, second);
    } catch (ArithmeticException tooLarge) {
      throw new CountLimitException(first + " + " + second, tooLarge);
    }
  }

  /**
   * Returns the product of two counts.
   *
   * @throws CountLimitException when a {@code long} does not hold it
   */
  public static long product(long first, long second) {
    try {
      return Math.multiplyExact(first, second);
    } catch (ArithmeticException tooLarge) {
      throw new CountLimitException(first + " x " + second, tooLarge);
    }
  }

  /**
   * Returns the bits of an index among {@code choices}: the base-2 logarithm of their number,
   * rounded up, at least one.
   */
  static int indexBits(int choices) {
    return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(choices - 1));
  }

  /**
   * Returns how often {@code part} must be taken to reach {@code whole}: the quotient, rounded up.
   *
   * @param whole zero or more
   * @param part at least one
   */
  public static long parts(long whole, long part) {
    return whole == 0 ? 0 : (whole - 1) / part + 1;
  }
}
