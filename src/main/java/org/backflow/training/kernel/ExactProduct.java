package org.backflow.training.kernel;

import org.backflow.fixedpoint.Conversion;
import org.backflow.fixedpoint.LaneConversion;

/**
 * A sum of products of codes, accumulated exactly and converted once.
 *
 * <p>That the whole sum fits 64 bits is proven for the plan by {@link
 * org.backflow.quantized.AccumulatorProof}. Lanes of 32 bits hold the sum of some products; then
 * they are added to wide ones.
 *
 * @param split how lanes of 32 bits hold sums, and of how many products
 * @param conversion from the accumulator to a word
 * @param shortProducts how many of them can be summed and converted within 32 bits
 */
public record ExactProduct(SplitSum split, LaneConversion conversion, int shortProducts) {

  /**
   * Returns the sum of products of codes whose magnitudes reach {@code left} and {@code right},
   * summed over all rows of a matrix.
   *
   * @param left at least 1
   * @param right at least 1
   */
  public static ExactProduct of(long left, long right, Conversion conversion) {
    LaneConversion lane = LaneConversion.of(conversion);
    return of(SplitSum.whole(left, right, lane.uniform() ? lane.shift() : 0), lane);
  }

  /** Returns the same, summed over the rows that pixels name. */
  public static ExactProduct ofPixels(long left, long right, Conversion conversion) {
    return of(SplitSum.cut(left, right), LaneConversion.of(conversion));
  }

  private static ExactProduct of(SplitSum split, LaneConversion lane) {
    return new ExactProduct(split, lane, split.productsInShort(lane));
  }
}
