package org.backflow.training.kernel;

import static org.backflow.training.kernel.WordVectors.INTS;
import static org.backflow.training.kernel.WordVectors.LONGS;
import static org.backflow.training.kernel.WordVectors.WIDTH;
import static org.backflow.training.kernel.WordVectors.even;
import static org.backflow.training.kernel.WordVectors.load;
import static org.backflow.training.kernel.WordVectors.odd;
import static org.backflow.training.kernel.WordVectors.subtractSums;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import org.backflow.fixedpoint.RandomBits;

/**
 * Sums that leave 32 bits, in lanes of 64. Arrays of them hold, of every vector of words, the lanes
 * with even numbers and then those with odd ones.
 */
final class WideSums {

  private WideSums() {}

  /** Adds a row times 2<sup>lowBits</sup> high + low. */
  static void add(int[] weights, int row, int high, int low, int lowBits, long[] sums) {
    for (int lane = 0; lane < sums.length; lane += WIDTH) {
      IntVector words = load(weights, row + lane);
      int odds = lane + WIDTH / 2;
      even(words.mul(high), words.mul(low), lowBits)
          .add(LongVector.fromArray(LONGS, sums, lane))
          .intoArray(sums, lane);
      odd(words.mul(high), words.mul(low), lowBits)
          .add(LongVector.fromArray(LONGS, sums, odds))
          .intoArray(sums, odds);
    }
  }

  /** Converts all sums to the words from {@code to} on. */
  static void store(
      long[] sums, LaneConversion conversion, RandomBits random, int[] words, int to) {
    for (int lane = 0; lane < sums.length; lane += WIDTH) {
      LongVector even = LongVector.fromArray(LONGS, sums, lane);
      LongVector odd = LongVector.fromArray(LONGS, sums, lane + WIDTH / 2);
      WordVectors.store(even, odd, conversion, random, lane, words, to + lane);
    }
  }

  /** Subtracts all sums from the words from {@code to} on. */
  static void subtract(
      long[] sums, int[] weights, int to, LaneConversion conversion, RandomBits random) {
    for (int lane = 0; lane < sums.length; lane += WIDTH) {
      LongVector even = LongVector.fromArray(LONGS, sums, lane);
      LongVector odd = LongVector.fromArray(LONGS, sums, lane + WIDTH / 2);
      subtractSums(even, odd, weights, to + lane, conversion, random, lane);
    }
  }

  /** Computes the {@code lanes} words of a W, as {@link FixedPointKernels} says. */
  static void multiply(
      int[] a,
      int from,
      int inputs,
      int one,
      int[] weights,
      int lanes,
      ExactProduct product,
      RandomBits random,
      int register,
      int[] words,
      int to) {
    LaneConversion conversion = product.conversion();
    int atOnce = product.split().productsPerInt();
    int lowBits = product.split().lowBits();
    int lowMask = product.split().lowMask();
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      LongVector even = LongVector.zero(LONGS);
      LongVector odd = even;
      for (int i = 0; i < inputs; ) {
        int stop = Math.min(inputs, i + atOnce);
        IntVector high = IntVector.zero(INTS);
        IntVector low = high;
        for (; i < stop; i++) {
          IntVector row = load(weights, i * lanes + lane);
          high = high.add(row.mul(a[from + i] >> lowBits));
          low = low.add(row.mul(a[from + i] & lowMask));
        }
        even = even.add(even(high, low, lowBits));
        odd = odd.add(odd(high, low, lowBits));
      }
      if (one != 0) {
        IntVector bias = load(weights, inputs * lanes + lane);
        IntVector high = bias.mul(one >> lowBits);
        IntVector low = bias.mul(one & lowMask);
        even = even.add(even(high, low, lowBits));
        odd = odd.add(odd(high, low, lowBits));
      }
      WordVectors.store(even, odd, conversion, random, register + lane, words, to + lane);
    }
  }

  /** Subtracts from W what a minibatch says, as {@link FixedPointKernels} says. */
  static void subtract(
      int[] a,
      int from,
      int stride,
      int inputs,
      int one,
      int samples,
      int[] weights,
      int lanes,
      int[] g,
      RowUpdate update,
      RandomBits random) {
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      for (int i = 0; i < inputs; i++) {
        subtractSum(a, from + i, stride, samples, weights, lanes, i, lane, g, update, random);
      }
      LongVector even = LongVector.zero(LONGS);
      LongVector odd = even;
      for (int sample = 0; sample < samples; sample++) {
        IntVector product = load(g, sample * lanes + lane).mul(one);
        even = even.add(even(product));
        odd = odd.add(odd(product));
      }
      int to = inputs * lanes + lane;
      subtractSums(even, odd, weights, to, update.conversion(), random, lane);
    }
  }

  /** Subtracts from a vector of row {@code row} the sum over the samples of its input times g. */
  private static void subtractSum(
      int[] a,
      int from,
      int stride,
      int samples,
      int[] weights,
      int lanes,
      int row,
      int lane,
      int[] g,
      RowUpdate update,
      RandomBits random) {
    int lowBits = update.split().lowBits();
    int lowMask = update.split().lowMask();
    LongVector even = LongVector.zero(LONGS);
    LongVector odd = even;
    for (int sample = 0; sample < samples; ) {
      int stop = Math.min(samples, sample + update.split().productsPerInt());
      IntVector high = IntVector.zero(INTS);
      IntVector low = high;
      for (; sample < stop; sample++) {
        int x = a[from + sample * stride];
        IntVector step = load(g, sample * lanes + lane);
        high = high.add(step.mul(x >> lowBits));
        low = low.add(step.mul(x & lowMask));
      }
      even = even.add(even(high, low, lowBits));
      odd = odd.add(odd(high, low, lowBits));
    }
    subtractSums(even, odd, weights, row * lanes + lane, update.conversion(), random, lane);
  }
}
