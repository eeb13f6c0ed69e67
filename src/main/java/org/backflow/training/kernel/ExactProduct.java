package org.backflow.training.kernel;

import org.backflow.fixedpoint.Conversion;

/**
 * A sum of products of codes, accumulated exactly and converted once.
 *
 * <p>That the whole sum fits 64 bits is proven for the plan by {@link
 * org.backflow.quantized.AccumulatorProof}. Lanes of 32 bits hold the sum of some products; then
 * they are added to wide ones.
 *
 * @param split how the left factor is cut, and how many products those are
 * @param conversion from the accumulator to a word
 * @param shortProducts how many of them can be summed and converted within 32 bits
 */
public record ExactProduct(SplitFactor split, LaneConversion conversion, int shortProducts) {

  /**
   * Returns the sum of products of codes whose magnitudes reach {@code left} and {@code right}.
   *
   * @param left at least 1
   * @param right at least 1
   */
  public static ExactProduct of(long left, long right, Conversion conversion) {
    SplitFactor split = SplitFactor.of(left, right);
    LaneConversion lane = LaneConversion.of(conversion);
    return new ExactProduct(split, lane, split.productsInShort(lane));
  }
}
