package org.backflow.training.kernel;

import org.backflow.fixedpoint.Conversion;

/**
 * A sum of products of codes, accumulated exactly and converted once.
 *
 * <p>That the whole sum fits 64 bits is proven for the plan by {@link
 * org.backflow.quantized.AccumulatorProof}. Lanes of 32 bits hold the sum of so many products as
 * have K A B &lt; 2<sup>31</sup> for the largest magnitudes A and B of their words; then they are
 * added to wide ones.
 *
 * @param productsPerInt K; zero where not even one product fits
 * @param conversion from the accumulator to a word
 */
public record ExactProduct(int productsPerInt, LaneConversion conversion) {

  /**
   * Returns the sum of products of codes whose magnitudes reach {@code left} and {@code right}.
   *
   * @param left at least 1
   * @param right at least 1
   */
  public static ExactProduct of(long left, long right, Conversion conversion) {
    return new ExactProduct(
        (int) (Integer.MAX_VALUE / Math.multiplyExact(left, right)), LaneConversion.of(conversion));
  }
}
