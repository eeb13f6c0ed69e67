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
      int[] highs,
      int[] lows,
      int lanes,
      int lowBits,
      LaneConversion conversion,
      RandomBits random,
      int register,
      int[] words,
      int to) {
    if (conversion.isStochastic()) {
      storeStochastic(highs, lows, lanes, lowBits, conversion, random, register, words, to);
    } else {
      storeRounded(highs, lows, lanes, lowBits, conversion, words, to);
    }
  }

  private static void storeRounded(
      int[] highs,
      int[] lows,
      int lanes,
      int lowBits,
      LaneConversion conversion,
      int[] words,
      int to) {
    int constant = (int) conversion.constant();
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector low = load(lows, lane).add(constant);
      limited(shifted(load(highs, lane), low, lowBits, conversion), conversion)
          .intoArray(words, to + lane);
    }
  }

  private static void storeStochastic(
      int[] highs,
      int[] lows,
      int lanes,
      int lowBits,
      LaneConversion conversion,
      RandomBits random,
      int register,
      int[] words,
      int to) {
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector high = load(highs, lane);
      IntVector low = load(lows, lane);
      IntVector rounding = bits(conversion, random, register + lane);
      limited(shifted(high, low.add(rounding), lowBits, conversion), conversion)
          .intoArray(words, to + lane);
      stepAfter(exact(high, low, lowBits), conversion, random, register + lane);
    }
  }

  /** Subtracts all sums from the words from {@code to} on. */
  static void subtract(
      int[] highs,
      int[] lows,
      int lanes,
      int lowBits,
      LaneConversion conversion,
      RandomBits random,
      int[] words,
      int to) {
    if (conversion.isStochastic()) {
      subtractStochastic(highs, lows, lanes, lowBits, conversion, random, words, to);
    } else {
      subtractRounded(highs, lows, lanes, lowBits, conversion, words, to);
    }
  }

  private static void subtractRounded(
      int[] highs,
      int[] lows,
      int lanes,
      int lowBits,
      LaneConversion conversion,
      int[] words,
      int to) {
    IntVector constant = IntVector.broadcast(INTS, (int) conversion.constant());
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector low = constant.sub(load(lows, lane));
      IntVector step = shifted(load(highs, lane).neg(), low, lowBits, conversion);
      limited(load(words, to + lane).add(step), conversion).intoArray(words, to + lane);
    }
  }

  private static void subtractStochastic(
      int[] highs,
      int[] lows,
      int lanes,
      int lowBits,
      LaneConversion conversion,
      RandomBits random,
      int[] words,
      int to) {
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector high = load(highs, lane);
      IntVector low = load(lows, lane);
      IntVector rounding = bits(conversion, random, lane);
      IntVector step = shifted(high.neg(), rounding.sub(low), lowBits, conversion);
      limited(load(words, to + lane).add(step), conversion).intoArray(words, to + lane);
      stepAfter(exact(high, low, lowBits), conversion, random, lane);
    }
  }
}
