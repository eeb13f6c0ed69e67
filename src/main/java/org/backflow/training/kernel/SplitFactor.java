package org.backflow.training.kernel;

/**
 * A factor a cut in two, a = 2<sup>lowBits</sup> high + low with low not negative, so that a lane
 * of 32 bits holds the sum of many products high b, and another that of low b, where it would hold
 * few of a b: three of 16 x 15 bits, but 511 of each of their parts.
 *
 * @param lowBits the bits of low
 * @param largestProduct the largest magnitude of high b and of low b
 */
public record SplitFactor(int lowBits, long largestProduct) {

  /** Factors of which so many products fit a lane whole are not cut. */
  private static final int ENOUGH_PRODUCTS = 1024;

  /** Returns how to cut factors up to {@code left} in magnitude, for others up to {@code right}. */
  public static SplitFactor of(long left, long right) {
    if (left <= Integer.MAX_VALUE / ENOUGH_PRODUCTS / right) {
      return new SplitFactor(0, left * right);
    }
    int lowBits = (Long.SIZE - Long.numberOfLeadingZeros(left)) / 2;
    long low = (1L << lowBits) - 1;
    long high = (left + low) >> lowBits;
    long largest = Math.multiplyExact(Math.max(high, low), right);
    return new SplitFactor(lowBits, left <= Integer.MAX_VALUE ? largest : Long.MAX_VALUE);
  }

  /**
   * Returns how many products of either part stay within a lane together; zero where not one does.
   */
  public int productsPerInt() {
    return (int) (Integer.MAX_VALUE / largestProduct);
  }

  /**
   * Returns how many products can be summed and {@code conversion} be applied without leaving 32
   * bits: floor((2<sup>k</sup> H + L + c) / 2<sup>s</sup>) = floor((H + floor((L + c) /
   * 2<sup>k</sup>)) / 2<sup>s-k</sup>), where c, a constant or random bits, is below 2<sup>s</sup>.
   * Zero where the conversion drops fewer bits than low has, or has no {@linkplain
   * LaneConversion#uniform uniform} form.
   */
  int productsInShort(LaneConversion conversion) {
    if (!conversion.uniform()
        || conversion.shift() < lowBits
        || largestProduct > Integer.MAX_VALUE) {
      return 0;
    }
    long room = Integer.MAX_VALUE - (1L << conversion.shift()) - 2;
    return (int) (room / (largestProduct + (largestProduct >> lowBits) + 1));
  }

  /** Returns the bits that are low. */
  int lowMask() {
    return (1 << lowBits) - 1;
  }
}
