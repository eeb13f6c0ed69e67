package org.backflow.training.kernel;

import static org.backflow.training.kernel.WordVectors.INTS;
import static org.backflow.training.kernel.WordVectors.WIDTH;
import static org.backflow.training.kernel.WordVectors.bits;
import static org.backflow.training.kernel.WordVectors.even;
import static org.backflow.training.kernel.WordVectors.load;
import static org.backflow.training.kernel.WordVectors.odd;
import static org.backflow.training.kernel.WordVectors.rounded;
import static org.backflow.training.kernel.WordVectors.step;
import static org.backflow.training.kernel.WordVectors.stepAfter;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.backflow.fixedpoint.LaneConversion;
import org.backflow.fixedpoint.Lfsr;
import org.backflow.fixedpoint.RandomBits;

/**
 * Products of words lane by lane, each converted by itself, for {@linkplain LaneConversion#uniform
 * uniform} conversions. A loop for every rounding, in a method of its own: a compiler gives up on
 * larger ones, and then keeps vectors in memory.
 */
final class WordProductLoops {

  private WordProductLoops() {}

  /**
   * Computes {@code lanes} products; all rows begin at {@code from}, and the registers at the
   * first.
   *
   * @param words receives the products; may be either factor
   */
  static void multiply(
      int[] left,
      int[] right,
      int from,
      int lanes,
      LaneProduct product,
      RandomBits random,
      int[] words) {
    LaneConversion conversion = product.conversion();
    if (!product.narrow() && conversion.isStochastic()) {
      multiplyWideStochastic(left, right, from, lanes, conversion, random, words);
    } else if (!product.narrow()) {
      multiplyWide(left, right, from, lanes, conversion, words);
    } else if (conversion.isStochastic()) {
      multiplyStochastic(left, right, from, lanes, conversion, random.states(), words);
    } else {
      multiplyRounded(left, right, from, lanes, conversion, words);
    }
  }

  private static void multiplyRounded(
      int[] left, int[] right, int from, int lanes, LaneConversion conversion, int[] words) {
    IntVector constant = IntVector.broadcast(INTS, (int) conversion.constant());
    IntVector shift = IntVector.broadcast(INTS, conversion.shift());
    IntVector lowest = IntVector.broadcast(INTS, conversion.lowest());
    IntVector highest = IntVector.broadcast(INTS, conversion.highest());
    for (int i = from; i < from + lanes; i += WIDTH) {
      load(left, i)
          .mul(load(right, i))
          .add(constant)
          .lanewise(VectorOperators.ASHR, shift)
          .min(highest)
          .max(lowest)
          .intoArray(words, i);
    }
  }

  private static void multiplyStochastic(
      int[] left,
      int[] right,
      int from,
      int lanes,
      LaneConversion conversion,
      int[] states,
      int[] words) {
    IntVector mask = IntVector.broadcast(INTS, conversion.randomMask());
    IntVector shift = IntVector.broadcast(INTS, conversion.shift());
    IntVector lowest = IntVector.broadcast(INTS, conversion.lowest());
    IntVector highest = IntVector.broadcast(INTS, conversion.highest());
    IntVector one = IntVector.broadcast(INTS, 1);
    IntVector taps = IntVector.broadcast(INTS, Lfsr.TAPS);
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector product = load(left, from + lane).mul(load(right, from + lane));
      IntVector state = load(states, lane);
      product
          .add(state.and(mask))
          .lanewise(VectorOperators.ASHR, shift)
          .min(highest)
          .max(lowest)
          .intoArray(words, from + lane);
      step(state, product.and(mask), one, taps).intoArray(states, lane);
    }
  }

  private static void multiplyWide(
      int[] left, int[] right, int from, int lanes, LaneConversion conversion, int[] words) {
    for (int i = from; i < from + lanes; i += WIDTH) {
      IntVector a = load(left, i);
      IntVector b = load(right, i);
      rounded(even(a).mul(even(b)), odd(a).mul(odd(b)), conversion).intoArray(words, i);
    }
  }

  private static void multiplyWideStochastic(
      int[] left,
      int[] right,
      int from,
      int lanes,
      LaneConversion conversion,
      RandomBits random,
      int[] words) {
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector a = load(left, from + lane);
      IntVector b = load(right, from + lane);
      IntVector bits = bits(conversion, random, lane);
      // Its low half, which tells whether bits are dropped.
      stepAfter(a.mul(b), conversion, random, lane);
      rounded(even(a).mul(even(b)), odd(a).mul(odd(b)), conversion, bits)
          .intoArray(words, from + lane);
    }
  }
}
