package org.backflow.training.kernel;

import static org.backflow.training.kernel.WordVectors.LONGS;
import static org.backflow.training.kernel.WordVectors.WIDTH;
import static org.backflow.training.kernel.WordVectors.bits;
import static org.backflow.training.kernel.WordVectors.even;
import static org.backflow.training.kernel.WordVectors.joined;
import static org.backflow.training.kernel.WordVectors.load;
import static org.backflow.training.kernel.WordVectors.odd;
import static org.backflow.training.kernel.WordVectors.rounded;
import static org.backflow.training.kernel.WordVectors.shiftLeft;
import static org.backflow.training.kernel.WordVectors.stepAfter;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import org.backflow.fixedpoint.LaneConversion;
import org.backflow.fixedpoint.RandomBits;

/**
 * Sums that need 64 bits: in every vector of them the even lanes come first, then the odd ones. A
 * loop for every step and rounding, in a method of its own: a compiler gives up on larger ones, and
 * then keeps vectors in memory.
 */
final class WideSumLoops {

  private WideSumLoops() {}

  /** Adds 2<sup>lowBits</sup> high + low to the sums, which are zero before the first time. */
  static void widen(SplitSums parts, int lanes, int lowBits, boolean first, long[] sums) {
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector high = load(parts.highs(), lane);
      IntVector low = load(parts.lows(), lane);
      LongVector even = even(high, low, lowBits);
      LongVector odd = odd(high, low, lowBits);
      if (!first) {
        even = even.add(LongVector.fromArray(LONGS, sums, lane));
        odd = odd.add(LongVector.fromArray(LONGS, sums, lane + WIDTH / 2));
      }
      even.intoArray(sums, lane);
      odd.intoArray(sums, lane + WIDTH / 2);
    }
  }

  /**
   * Adds x times one row to the sums.
   *
   * @param x not negative
   */
  static void add(int x, SplitSum split, int[] matrix, int row, int lanes, long[] sums) {
    int high = x >> split.lowBits();
    int low = x & split.lowMask();
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector words = load(matrix, row + lane);
      int odds = lane + WIDTH / 2;
      even(words.mul(high), words.mul(low), split.lowBits())
          .add(LongVector.fromArray(LONGS, sums, lane))
          .intoArray(sums, lane);
      odd(words.mul(high), words.mul(low), split.lowBits())
          .add(LongVector.fromArray(LONGS, sums, odds))
          .intoArray(sums, odds);
    }
  }

  /** Makes the sums 2<sup>shift</sup> word - sum, so that converted they are the updated words. */
  static void subtractFrom(int[] words, int from, int lanes, int shift, long[] sums) {
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector word = load(words, from + lane);
      int odds = lane + WIDTH / 2;
      shiftLeft(even(word), shift)
          .sub(LongVector.fromArray(LONGS, sums, lane))
          .intoArray(sums, lane);
      shiftLeft(odd(word), shift)
          .sub(LongVector.fromArray(LONGS, sums, odds))
          .intoArray(sums, odds);
    }
  }

  /** Converts all sums to the words from {@code to} on. */
  static void store(
      long[] sums,
      int lanes,
      LaneConversion conversion,
      RandomBits random,
      int register,
      int[] words,
      int to) {
    if (conversion.isStochastic()) {
      storeStochastic(sums, lanes, conversion, random, register, words, to);
    } else {
      storeRounded(sums, lanes, conversion, words, to);
    }
  }

  private static void storeRounded(
      long[] sums, int lanes, LaneConversion conversion, int[] words, int to) {
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      LongVector even = LongVector.fromArray(LONGS, sums, lane);
      LongVector odd = LongVector.fromArray(LONGS, sums, lane + WIDTH / 2);
      rounded(even, odd, conversion).intoArray(words, to + lane);
    }
  }

  private static void storeStochastic(
      long[] sums,
      int lanes,
      LaneConversion conversion,
      RandomBits random,
      int register,
      int[] words,
      int to) {
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      LongVector even = LongVector.fromArray(LONGS, sums, lane);
      LongVector odd = LongVector.fromArray(LONGS, sums, lane + WIDTH / 2);
      IntVector bits = bits(conversion, random, register + lane);
      rounded(even, odd, conversion, bits).intoArray(words, to + lane);
    }
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      LongVector even = LongVector.fromArray(LONGS, sums, lane);
      LongVector odd = LongVector.fromArray(LONGS, sums, lane + WIDTH / 2);
      stepAfter(joined(even, odd), conversion, random, register + lane);
    }
  }
}
