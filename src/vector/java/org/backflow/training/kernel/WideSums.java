package org.backflow.training.kernel;

import static org.backflow.training.kernel.WordVectors.INTS;
import static org.backflow.training.kernel.WordVectors.LONGS;
import static org.backflow.training.kernel.WordVectors.WIDTH;
import static org.backflow.training.kernel.WordVectors.converted;
import static org.backflow.training.kernel.WordVectors.even;
import static org.backflow.training.kernel.WordVectors.load;
import static org.backflow.training.kernel.WordVectors.odd;
import static org.backflow.training.kernel.WordVectors.shiftLeft;

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
      store(even, odd, conversion, random, lane, words, to + lane);
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

  /** Computes the words of a W, as {@link FixedPointKernels} says. */
  static void multiply(
      int[] a,
      int from,
      Blocks blocks,
      int one,
      int[] weights,
      ExactProduct product,
      RandomBits random,
      int register,
      int[] words,
      int to) {
    for (int network = 0; network < blocks.networks(); network++) {
      int x = blocks.inputAt(from, network, 0);
      int end = blocks.at(0, network + 1);
      for (int lane = blocks.at(0, network); lane < end; lane += WIDTH) {
        multiply(a, x, blocks, one, weights, lane, product, random, register, words, to);
      }
    }
  }

  /** Computes a vector of words from lane {@code lane} on. */
  private static void multiply(
      int[] a,
      int from,
      Blocks blocks,
      int one,
      int[] weights,
      int lane,
      ExactProduct product,
      RandomBits random,
      int register,
      int[] words,
      int to) {
    int atOnce = product.split().productsPerInt();
    int lowBits = product.split().lowBits();
    int lowMask = product.split().lowMask();
    int lanes = blocks.lanes();
    int inputs = blocks.inputs();
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
    store(even, odd, product.conversion(), random, register + lane, words, to + lane);
  }

  /** Subtracts from W what a minibatch says, as {@link FixedPointKernels} says. */
  static void subtract(
      int[] a,
      int from,
      Blocks blocks,
      int one,
      int samples,
      int[] weights,
      int[] g,
      RowUpdate update,
      RandomBits random) {
    int lanes = blocks.lanes();
    for (int network = 0; network < blocks.networks(); network++) {
      int x = blocks.inputAt(from, network, 0);
      int end = blocks.at(0, network + 1);
      for (int lane = blocks.at(0, network); lane < end; lane += WIDTH) {
        for (int i = 0; i < blocks.inputs(); i++) {
          subtractSum(
              a, x + i, blocks, samples, weights, i * lanes + lane, lane, g, update, random);
        }
        LongVector even = LongVector.zero(LONGS);
        LongVector odd = even;
        for (int sample = 0; sample < samples; sample++) {
          IntVector product = load(g, sample * lanes + lane).mul(one);
          even = even.add(even(product));
          odd = odd.add(odd(product));
        }
        int to = blocks.inputs() * lanes + lane;
        subtractSums(even, odd, weights, to, update.conversion(), random, lane);
      }
    }
  }

  /** Subtracts from a vector of weights the sum over the samples of their input times g. */
  private static void subtractSum(
      int[] a,
      int from,
      Blocks blocks,
      int samples,
      int[] weights,
      int to,
      int lane,
      int[] g,
      RowUpdate update,
      RandomBits random) {
    int lowBits = update.split().lowBits();
    int lowMask = update.split().lowMask();
    int lanes = blocks.lanes();
    int stride = blocks.sampleStride();
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
    subtractSums(even, odd, weights, to, update.conversion(), random, lane);
  }

  /** Subtracts exact sums from the words from {@code to} on. */
  private static void subtractSums(
      LongVector even,
      LongVector odd,
      int[] words,
      int to,
      LaneConversion conversion,
      RandomBits random,
      int register) {
    IntVector word = load(words, to);
    // Aligned, so that the words come out as one conversion of the whole accumulator.
    LongVector evenWord = shiftLeft(even(word), conversion.shift());
    LongVector oddWord = shiftLeft(odd(word), conversion.shift());
    store(evenWord.sub(even), oddWord.sub(odd), conversion, random, register, words, to);
  }

  /** Converts exact sums to the words from {@code to} on. */
  private static void store(
      LongVector even,
      LongVector odd,
      LaneConversion conversion,
      RandomBits random,
      int register,
      int[] words,
      int to) {
    converted(even, odd, conversion, random, register).intoArray(words, to);
  }
}
