package org.backflow.training.kernel;

import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.LaneConversion;
import org.backflow.fixedpoint.RandomBits;
import org.backflow.fixedpoint.Role;
import org.backflow.quantized.ProductAlignment;

/**
 * How a weight takes in a sum of products a g: aligned, subtracted and converted once.
 *
 * <p>The conversion drops exactly the bits by which the weight was aligned. Where it is {@linkplain
 * LaneConversion#uniform uniform}, convert(2<sup>s</sup> W - sum) = limit(W + floor((c - sum) /
 * 2<sup>s</sup>)), which needs no more bits than the sum. A single product then stays within 32
 * bits if |a g| + 2<sup>s</sup> is below 2<sup>31</sup> for every word of the formats: the narrow
 * form.
 *
 * @param alignment the common binary point
 * @param conversion from there to a weight
 * @param narrow whether single products take the narrow form
 * @param split how lanes of 32 bits hold sums of products
 * @param shortProducts how many products can be summed and taken in within 32 bits
 */
public record RowUpdate(
    ProductAlignment alignment,
    LaneConversion conversion,
    boolean narrow,
    SplitSum split,
    int shortProducts) {

  /**
   * Returns the update whose factor a has {@code role}.
   *
   * @param a the largest magnitude that it takes, the input of the bias included
   */
  public static RowUpdate of(FixedPointArithmetic arithmetic, Role role, long a) {
    ProductAlignment alignment = ProductAlignment.ofUpdate(arithmetic, role);
    LaneConversion conversion =
        LaneConversion.of(arithmetic.weight().from(alignment.fractionBits()));
    long g = arithmetic.format(Role.GRADIENT).maxMagnitude();
    boolean narrow =
        conversion.uniform()
            && conversion.shift() > 0
            && a * g + (1L << conversion.shift()) <= Integer.MAX_VALUE
            && arithmetic.format(Role.WEIGHT).width() < Integer.SIZE - 1;
    // What is added to a narrow weight must have lost a bit, so that it has at most 30 with its
    // sign.
    int mostLowBits = narrow ? conversion.shift() - 1 : 0;
    SplitSum split = role == Role.INPUT ? SplitSum.cut(a, g) : SplitSum.whole(a, g, mostLowBits);
    boolean isShort = narrow && split.lowBits() <= mostLowBits;
    int shortProducts = isShort ? split.productsInShort(conversion) : 0;
    return new RowUpdate(alignment, conversion, narrow, split, shortProducts);
  }

  /**
   * Returns the word that follows {@code weight} when {@code sum} is subtracted, of any formats.
   */
  int updated(int weight, long sum, RandomBits random, int lane) {
    long accumulator =
        ((long) weight << alignment.resultShift()) - (sum << alignment.productShift());
    return (int) conversion.conversion().apply(accumulator, random, lane);
  }
}
