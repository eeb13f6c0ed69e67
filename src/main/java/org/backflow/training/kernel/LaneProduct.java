package org.backflow.training.kernel;

import org.backflow.fixedpoint.Conversion;
import org.backflow.fixedpoint.LaneConversion;

/**
 * Products of codes, lane by lane, each converted by itself.
 *
 * @param conversion from the product to a word
 * @param narrow whether the product, and what rounding adds to it, stay within 32 bits
 */
public record LaneProduct(LaneConversion conversion, boolean narrow) {

  /** Returns the product of codes whose magnitudes reach {@code left} and {@code right}. */
  public static LaneProduct of(long left, long right, Conversion conversion) {
    LaneConversion lane = LaneConversion.of(conversion);
    boolean narrow =
        lane.uniform()
            && Math.multiplyExact(left, right) + (1L << lane.shift()) <= Integer.MAX_VALUE;
    return new LaneProduct(lane, narrow);
  }
}
