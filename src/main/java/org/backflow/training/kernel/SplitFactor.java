package org.backflow.training.kernel;

/**
 * A factor a cut in two, a = 2<sup>lowBits</sup> high + low with low not negative, so that a lane
 * of 32 bits holds the sum of many products high b, and another that of low b, where it would hold
 * few of a b: three of 16 x 15 bits, but 511 of each of their parts.
 *
 * @param lowBits the bits of low
 * @param productsPerInt how many products of either part stay within a lane together; zero where
 *     not one does
 */
public record SplitFactor(int lowBits, int productsPerInt) {

  /** Returns how to cut factors up to {@code left} in magnitude, for others up to {@code right}. */
  public static SplitFactor of(long left, long right) {
    int lowBits = (Long.SIZE - Long.numberOfLeadingZeros(left)) / 2;
    long low = (1L << lowBits) - 1;
    long high = (left + low) >> lowBits;
    long products = Integer.MAX_VALUE / Math.multiplyExact(Math.max(high, low), right);
    return new SplitFactor(lowBits, left <= Integer.MAX_VALUE ? (int) products : 0);
  }

  /** Returns the bits that are low. */
  int lowMask() {
    return (1 << lowBits) - 1;
  }
}
