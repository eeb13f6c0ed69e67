package org.backflow.training.kernel;

import org.backflow.fixedpoint.LaneConversion;

/**
 * An exact sum of products in two lanes of 32 bits: 2<sup>lowBits</sup> high + low. One lane would
 * hold few products, such as three of 16 x 15 bits.
 *
 * <p>There are two ways. In the first the factors a are cut: high sums floor(a /
 * 2<sup>lowBits</sup>) b, and low sums the rest of a times b. In the second products are added
 * whole, in groups. Of the sum t of a group floor(t / 2<sup>lowBits</sup>) is added to high, and t
 * to a lane that may overflow: low is less than 2<sup>31</sup>, so the last 32 bits of that lane
 * tell it. The second way takes fewer multiplications. It also takes more code than compilers keep
 * in registers where several sums are formed in one pass.
 *
 * @param group how many products are added whole, three or one; zero where factors are cut
 * @param lowBits the bits of low
 * @param largestHigh the largest magnitude that a product, or a group, adds to high
 * @param largestLow the same of low
 */
public record SplitSum(int group, int lowBits, long largestHigh, long largestLow) {

  private static final int GROUP = 3;

  /**
   * With 12 bits high takes 4095 groups of any size, and more conversions are short than with 16.
   */
  private static final int LOW_BITS = 12;

  /** Returns how to cut factors up to {@code left} in magnitude, for others up to {@code right}. */
  public static SplitSum cut(long left, long right) {
    int lowBits = (Long.SIZE - Long.numberOfLeadingZeros(left)) / 2;
    long low = (1L << lowBits) - 1;
    long high = (left + low) >> lowBits;
    if (left > Integer.MAX_VALUE) {
      return new SplitSum(0, lowBits, Long.MAX_VALUE, Long.MAX_VALUE);
    }
    return new SplitSum(
        0, lowBits, Math.multiplyExact(high, right), Math.multiplyExact(low, right));
  }

  /**
   * Returns how to add products of factors up to {@code left} and {@code right} in magnitude: whole
   * if they fit a lane.
   *
   * @param mostLowBits the most bits that low may have then
   */
  public static SplitSum whole(long left, long right, int mostLowBits) {
    long product = Math.multiplyExact(left, right);
    if (product > Integer.MAX_VALUE) {
      return cut(left, right);
    }
    int group = product <= Integer.MAX_VALUE / GROUP ? GROUP : 1;
    int lowBits = Math.min(LOW_BITS, mostLowBits);
    return new SplitSum(group, lowBits, ((group * product) >> lowBits) + 1, (1L << lowBits) - 1);
  }

  /** Returns how many products may be summed; zero where not one fits. */
  public int productsPerInt() {
    return products(most(Integer.MAX_VALUE, Math.max(largestHigh, largestLow)));
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
        || Math.max(largestHigh, largestLow) > Integer.MAX_VALUE) {
      return 0;
    }
    long room = Integer.MAX_VALUE - (1L << conversion.shift()) - 2;
    long additions = most(room, largestHigh + (largestLow >> lowBits) + 1);
    return products(Math.min(additions, most(room, largestLow)));
  }

  private static long most(long room, long largest) {
    return largest == 0 ? room : room / largest;
  }

  /**
   * Returns how many products make at most so many additions: groups, and up to two by themselves.
   */
  private int products(long additions) {
    long products = group == GROUP && additions > 2 ? GROUP * (additions - 2) + 2 : additions;
    return (int) Math.min(products, Integer.MAX_VALUE);
  }

  /** Returns the bits of a factor that is cut which are low. */
  int lowMask() {
    return (1 << lowBits) - 1;
  }
}
