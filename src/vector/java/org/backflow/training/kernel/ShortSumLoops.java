package org.backflow.training.kernel;

import static org.backflow.training.kernel.WordVectors.INTS;
import static org.backflow.training.kernel.WordVectors.WIDTH;
import static org.backflow.training.kernel.WordVectors.bits;
import static org.backflow.training.kernel.WordVectors.exact;
import static org.backflow.training.kernel.WordVectors.limited;
import static org.backflow.training.kernel.WordVectors.load;
import static org.backflow.training.kernel.WordVectors.shifted;
import static org.backflow.training.kernel.WordVectors.stepAfter;

import jdk.incubator.vector.IntVector;
import org.backflow.fixedpoint.LaneConversion;
import org.backflow.fixedpoint.RandomBits;

/**
 * Sums 2<sup>lowBits</sup> high + low that are converted {@linkplain SplitSum#productsInShort
 * within 32 bits}. A loop for every rounding, in a method of its own: a compiler gives up on larger
 * ones, and then keeps vectors in memory.
 */
final class ShortSumLoops {

  private ShortSumLoops() {}

  /** Converts all sums to the words from {@code to} on. */
  static void store(
      SplitSums parts,
      int lanes,
      int lowBits,
      LaneConversion conversion,
      RandomBits random,
      int register,
      int[] words,
      int to) {
    if (conversion.isStochastic()) {
      storeStochastic(parts, lanes, lowBits, conversion, random, register, words, to);
    } else {
      storeRounded(parts, lanes, lowBits, conversion, words, to);
    }
  }

  private static void storeRounded(
      SplitSums parts, int lanes, int lowBits, LaneConversion conversion, int[] words, int to) {
    int constant = (int) conversion.constant();
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector low = load(parts.lows(), lane).add(constant);
      limited(shifted(load(parts.highs(), lane), low, lowBits, conversion), conversion)
          .intoArray(words, to + lane);
    }
  }

  private static void storeStochastic(
      SplitSums parts,
      int lanes,
      int lowBits,
      LaneConversion conversion,
      RandomBits random,
      int register,
      int[] words,
      int to) {
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector high = load(parts.highs(), lane);
      IntVector low = load(parts.lows(), lane);
      IntVector rounding = bits(conversion, random, register + lane);
      limited(shifted(high, low.add(rounding), lowBits, conversion), conversion)
          .intoArray(words, to + lane);
      stepAfter(exact(high, low, lowBits), conversion, random, register + lane);
    }
  }

  /** Subtracts all sums from the words from {@code to} on. */
  static void subtract(
      SplitSums parts,
      int lanes,
      int lowBits,
      LaneConversion conversion,
      RandomBits random,
      int[] words,
      int to) {
    if (conversion.isStochastic()) {
      subtractStochastic(parts, lanes, lowBits, conversion, random, words, to);
    } else {
      subtractRounded(parts, lanes, lowBits, conversion, words, to);
    }
  }

  private static void subtractRounded(
      SplitSums parts, int lanes, int lowBits, LaneConversion conversion, int[] words, int to) {
    IntVector constant = IntVector.broadcast(INTS, (int) conversion.constant());
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector low = constant.sub(load(parts.lows(), lane));
      IntVector step = shifted(load(parts.highs(), lane).neg(), low, lowBits, conversion);
      limited(load(words, to + lane).add(step), conversion).intoArray(words, to + lane);
    }
  }

  private static void subtractStochastic(
      SplitSums parts,
      int lanes,
      int lowBits,
      LaneConversion conversion,
      RandomBits random,
      int[] words,
      int to) {
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector high = load(parts.highs(), lane);
      IntVector low = load(parts.lows(), lane);
      IntVector rounding = bits(conversion, random, lane);
      IntVector step = shifted(high.neg(), rounding.sub(low), lowBits, conversion);
      limited(load(words, to + lane).add(step), conversion).intoArray(words, to + lane);
      stepAfter(exact(high, low, lowBits), conversion, random, lane);
    }
  }
}
