package org.backflow.training.kernel;

import static org.backflow.training.kernel.VectorWords.INTS;
import static org.backflow.training.kernel.VectorWords.LONGS;
import static org.backflow.training.kernel.VectorWords.WIDTH;
import static org.backflow.training.kernel.VectorWords.converted;
import static org.backflow.training.kernel.VectorWords.even;
import static org.backflow.training.kernel.VectorWords.load;
import static org.backflow.training.kernel.VectorWords.odd;
import static org.backflow.training.kernel.VectorWords.step;
import static org.backflow.training.kernel.VectorWords.store;
import static org.backflow.training.kernel.VectorWords.subtractSums;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import org.backflow.data.NonZeroPixels;
import org.backflow.fixedpoint.Lfsr;
import org.backflow.fixedpoint.RandomBits;

/**
 * {@link FixedPointKernels} in vector registers; the sums over pixels are in {@link
 * VectorFixedPointRows}. Formats, roundings and overflows that have no {@linkplain
 * LaneConversion#uniform uniform} or {@linkplain RowUpdate#narrow narrow} form go the plain way.
 */
final class VectorFixedPointKernels implements FixedPointKernels {

  private final FixedPointKernels scalar = new ScalarFixedPointKernels();

  @Override
  public void multiply(
      InputCodes inputs,
      int image,
      int[] weights,
      int lanes,
      ExactProduct product,
      RandomBits random,
      int[] words,
      int to) {
    SplitFactor split = product.split();
    LaneConversion conversion = product.conversion();
    if (split.productsPerInt() == 0 || !conversion.uniform()) {
      scalar.multiply(inputs, image, weights, lanes, product, random, words, to);
      return;
    }
    NonZeroPixels pixels = inputs.pixels();
    int begin = pixels.starts()[image];
    int end = pixels.starts()[image + 1];
    int bias = weights.length - lanes;
    int high = inputs.one() >> split.lowBits();
    int low = inputs.one() & split.lowMask();
    if (end - begin < product.shortProducts()) {
      int[] highs = new int[lanes];
      int[] lows = new int[lanes];
      VectorFixedPointRows.sum(
          pixels.positions(),
          pixels.values(),
          begin,
          end,
          inputs.codes(),
          split,
          weights,
          lanes,
          highs,
          lows);
      for (int lane = 0; lane < lanes; lane += WIDTH) {
        IntVector row = load(weights, bias + lane);
        load(highs, lane).add(row.mul(high)).intoArray(highs, lane);
        load(lows, lane).add(row.mul(low)).intoArray(lows, lane);
      }
      ShortSums.store(highs, lows, split.lowBits(), conversion, random, 0, words, to);
      return;
    }
    long[] sums = new long[lanes];
    VectorFixedPointRows.sumWide(
        pixels.positions(),
        pixels.values(),
        begin,
        end,
        inputs.codes(),
        split,
        weights,
        lanes,
        sums);
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector row = load(weights, bias + lane);
      LongVector even = even(row.mul(high), row.mul(low), split.lowBits());
      LongVector odd = odd(row.mul(high), row.mul(low), split.lowBits());
      even = even.add(LongVector.fromArray(LONGS, sums, lane));
      odd = odd.add(LongVector.fromArray(LONGS, sums, lane + WIDTH / 2));
      store(even, odd, conversion, random, lane, words, to + lane);
    }
  }

  @Override
  public void multiply(
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
    if (product.split().productsPerInt() == 0 || !conversion.uniform()) {
      scalar.multiply(a, from, inputs, one, weights, lanes, product, random, register, words, to);
      return;
    }
    if (inputs >= product.shortProducts()) {
      multiplyWide(a, from, inputs, one, weights, lanes, product, random, register, words, to);
      return;
    }
    int[] highs = new int[lanes];
    int[] lows = new int[lanes];
    sumRows(a, from, inputs, one, weights, lanes, product.split(), highs, lows);
    ShortSums.store(
        highs, lows, product.split().lowBits(), conversion, random, register, words, to);
  }

  private static void sumRows(
      int[] a,
      int from,
      int inputs,
      int one,
      int[] weights,
      int lanes,
      SplitFactor split,
      int[] highs,
      int[] lows) {
    int lowBits = split.lowBits();
    int lowMask = split.lowMask();
    int rows = one == 0 ? inputs : inputs + 1;
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector high = IntVector.zero(INTS);
      IntVector low = high;
      for (int i = 0; i < rows; i++) {
        int x = i < inputs ? a[from + i] : one;
        IntVector row = load(weights, i * lanes + lane);
        high = high.add(row.mul(x >> lowBits));
        low = low.add(row.mul(x & lowMask));
      }
      high.intoArray(highs, lane);
      low.intoArray(lows, lane);
    }
  }

  private static void multiplyWide(
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
      store(even, odd, conversion, random, register + lane, words, to + lane);
    }
  }

  @Override
  public void deltas(
      int[] errors,
      int[] activations,
      int from,
      int lanes,
      DeltaProducts products,
      RandomBits random,
      int[] deltas) {
    if (!products.derivative().conversion().uniform() || !products.delta().conversion().uniform()) {
      scalar.deltas(errors, activations, from, lanes, products, random, deltas);
      return;
    }
    IntVector one = IntVector.broadcast(INTS, products.one());
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector a = load(activations, from + lane);
      IntVector slope = product(a, one.sub(a), products.derivative(), random, lane);
      product(load(errors, from + lane), slope, products.delta(), random, lane)
          .intoArray(deltas, from + lane);
    }
  }

  @Override
  public void scale(
      int factor,
      int[] deltas,
      int from,
      int lanes,
      LaneProduct product,
      RandomBits random,
      int[] words) {
    if (!product.conversion().uniform()) {
      scalar.scale(factor, deltas, from, lanes, product, random, words);
      return;
    }
    IntVector factors = IntVector.broadcast(INTS, factor);
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      product(factors, load(deltas, from + lane), product, random, lane)
          .intoArray(words, from + lane);
    }
  }

  private static IntVector product(
      IntVector left, IntVector right, LaneProduct product, RandomBits random, int register) {
    if (product.narrow()) {
      return converted(left.mul(right), product.conversion(), random, register);
    }
    LongVector even = even(left).mul(even(right));
    LongVector odd = odd(left).mul(odd(right));
    return converted(even, odd, product.conversion(), random, register);
  }

  @Override
  public void subtractOuter(
      InputCodes inputs,
      int image,
      int[] weights,
      int lanes,
      int[] g,
      RowUpdate update,
      RandomBits random) {
    if (!update.narrow()) {
      scalar.subtractOuter(inputs, image, weights, lanes, g, update, random);
      return;
    }
    LaneConversion conversion = update.conversion();
    boolean stochastic = conversion.isStochastic();
    int lane = 0;
    for (; lane <= lanes - 2 * WIDTH && !stochastic; lane += 2 * WIDTH) {
      subtractTwo(inputs, image, weights, lanes, lane, g, conversion);
    }
    for (; lane < lanes; lane += WIDTH) {
      if (stochastic) {
        subtractStochastic(inputs, image, weights, lanes, lane, g, conversion, random.states());
      } else {
        subtractOne(inputs, image, weights, lanes, lane, g, conversion);
      }
    }
  }

  /** Two vectors of every row at a time: for more, the compiler runs out of its own limits. */
  private static void subtractTwo(
      InputCodes inputs,
      int image,
      int[] weights,
      int lanes,
      int lane,
      int[] g,
      LaneConversion conversion) {
    NonZeroPixels pixels = inputs.pixels();
    char[] positions = pixels.positions();
    byte[] values = pixels.values();
    int[] codes = inputs.codes();
    int end = pixels.starts()[image + 1];
    IntVector g0 = load(g, lane);
    IntVector g1 = load(g, lane + WIDTH);
    IntVector constant = IntVector.broadcast(INTS, (int) conversion.constant());
    IntVector shift = IntVector.broadcast(INTS, conversion.shift());
    IntVector lowest = IntVector.broadcast(INTS, conversion.lowest());
    IntVector highest = IntVector.broadcast(INTS, conversion.highest());
    for (int p = pixels.starts()[image]; p <= end; p++) {
      int code = p < end ? codes[values[p] & 0xFF] : inputs.one();
      IntVector x = IntVector.broadcast(INTS, code);
      int row = (p < end ? positions[p] * lanes : weights.length - lanes) + lane;
      IntVector step0 = constant.sub(g0.mul(x)).lanewise(VectorOperators.ASHR, shift);
      IntVector step1 = constant.sub(g1.mul(x)).lanewise(VectorOperators.ASHR, shift);
      load(weights, row).add(step0).min(highest).max(lowest).intoArray(weights, row);
      load(weights, row + WIDTH)
          .add(step1)
          .min(highest)
          .max(lowest)
          .intoArray(weights, row + WIDTH);
    }
  }

  private static void subtractOne(
      InputCodes inputs,
      int image,
      int[] weights,
      int lanes,
      int lane,
      int[] g,
      LaneConversion conversion) {
    NonZeroPixels pixels = inputs.pixels();
    int end = pixels.starts()[image + 1];
    IntVector g0 = load(g, lane);
    IntVector constant = IntVector.broadcast(INTS, (int) conversion.constant());
    IntVector shift = IntVector.broadcast(INTS, conversion.shift());
    IntVector lowest = IntVector.broadcast(INTS, conversion.lowest());
    IntVector highest = IntVector.broadcast(INTS, conversion.highest());
    for (int p = pixels.starts()[image]; p <= end; p++) {
      int x = p < end ? inputs.codes()[pixels.values()[p] & 0xFF] : inputs.one();
      int row = (p < end ? pixels.positions()[p] * lanes : weights.length - lanes) + lane;
      IntVector step0 = constant.sub(g0.mul(x)).lanewise(VectorOperators.ASHR, shift);
      load(weights, row).add(step0).min(highest).max(lowest).intoArray(weights, row);
    }
  }

  private static void subtractStochastic(
      InputCodes inputs,
      int image,
      int[] weights,
      int lanes,
      int lane,
      int[] g,
      LaneConversion conversion,
      int[] states) {
    NonZeroPixels pixels = inputs.pixels();
    int end = pixels.starts()[image + 1];
    IntVector g0 = load(g, lane);
    IntVector state = load(states, lane);
    IntVector mask = IntVector.broadcast(INTS, conversion.randomMask());
    IntVector shift = IntVector.broadcast(INTS, conversion.shift());
    IntVector lowest = IntVector.broadcast(INTS, conversion.lowest());
    IntVector highest = IntVector.broadcast(INTS, conversion.highest());
    IntVector one = IntVector.broadcast(INTS, 1);
    IntVector taps = IntVector.broadcast(INTS, Lfsr.TAPS);
    for (int p = pixels.starts()[image]; p <= end; p++) {
      int x = p < end ? inputs.codes()[pixels.values()[p] & 0xFF] : inputs.one();
      int row = (p < end ? pixels.positions()[p] * lanes : weights.length - lanes) + lane;
      IntVector product = g0.mul(x);
      IntVector rounded = state.and(mask).sub(product).lanewise(VectorOperators.ASHR, shift);
      load(weights, row).add(rounded).min(highest).max(lowest).intoArray(weights, row);
      state = step(state, product.and(mask), one, taps);
    }
    state.intoArray(states, lane);
  }

  @Override
  public void subtractOuter(
      int[] a,
      int from,
      int inputs,
      int one,
      int[] weights,
      int lanes,
      int[] g,
      RowUpdate update,
      RandomBits random) {
    if (!update.narrow()) {
      scalar.subtractOuter(a, from, inputs, one, weights, lanes, g, update, random);
      return;
    }
    LaneConversion conversion = update.conversion();
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      if (conversion.isStochastic()) {
        int[] states = random.states();
        subtractStochastic(a, from, inputs, one, weights, lanes, lane, g, conversion, states);
      } else {
        subtractRounded(a, from, inputs, one, weights, lanes, lane, g, conversion);
      }
    }
  }

  private static void subtractRounded(
      int[] a,
      int from,
      int inputs,
      int one,
      int[] weights,
      int lanes,
      int lane,
      int[] g,
      LaneConversion conversion) {
    IntVector g0 = load(g, lane);
    IntVector constant = IntVector.broadcast(INTS, (int) conversion.constant());
    IntVector shift = IntVector.broadcast(INTS, conversion.shift());
    IntVector lowest = IntVector.broadcast(INTS, conversion.lowest());
    IntVector highest = IntVector.broadcast(INTS, conversion.highest());
    for (int i = 0; i <= inputs; i++) {
      int x = i < inputs ? a[from + i] : one;
      int row = i * lanes + lane;
      IntVector step0 = constant.sub(g0.mul(x)).lanewise(VectorOperators.ASHR, shift);
      load(weights, row).add(step0).min(highest).max(lowest).intoArray(weights, row);
    }
  }

  private static void subtractStochastic(
      int[] a,
      int from,
      int inputs,
      int one,
      int[] weights,
      int lanes,
      int lane,
      int[] g,
      LaneConversion conversion,
      int[] states) {
    IntVector g0 = load(g, lane);
    IntVector state = load(states, lane);
    IntVector mask = IntVector.broadcast(INTS, conversion.randomMask());
    IntVector shift = IntVector.broadcast(INTS, conversion.shift());
    IntVector lowest = IntVector.broadcast(INTS, conversion.lowest());
    IntVector highest = IntVector.broadcast(INTS, conversion.highest());
    IntVector least = IntVector.broadcast(INTS, 1);
    IntVector taps = IntVector.broadcast(INTS, Lfsr.TAPS);
    for (int i = 0; i <= inputs; i++) {
      IntVector product = g0.mul(i < inputs ? a[from + i] : one);
      int row = i * lanes + lane;
      IntVector rounded = state.and(mask).sub(product).lanewise(VectorOperators.ASHR, shift);
      load(weights, row).add(rounded).min(highest).max(lowest).intoArray(weights, row);
      state = step(state, product.and(mask), least, taps);
    }
    state.intoArray(states, lane);
  }

  @Override
  public void subtractOuter(
      InputCodes inputs,
      MinibatchPixels batch,
      int[] weights,
      int lanes,
      int[] g,
      RowUpdate update,
      RandomBits random) {
    if (!update.narrow()) {
      scalar.subtractOuter(inputs, batch, weights, lanes, g, update, random);
      return;
    }
    long[] sums = new long[lanes];
    int[] highs = new int[lanes];
    int[] lows = new int[lanes];
    SplitFactor split = update.split();
    int[] codes = inputs.codes();
    for (int row = 0; row < batch.rows(); row++) {
      int begin = batch.starts()[row];
      int end = batch.starts()[row + 1];
      int to = row * lanes;
      if (end - begin > update.shortProducts()) {
        VectorFixedPointRows.sumWide(
            batch.samples(), batch.values(), begin, end, codes, split, g, lanes, sums);
        subtractRow(sums, weights, to, update.conversion(), random);
      } else if (begin < end) {
        VectorFixedPointRows.sum(
            batch.samples(), batch.values(), begin, end, codes, split, g, lanes, highs, lows);
        ShortSums.subtract(highs, lows, split.lowBits(), update.conversion(), random, weights, to);
      }
    }
  }

  private static void subtractRow(
      long[] sums, int[] weights, int row, LaneConversion conversion, RandomBits random) {
    for (int lane = 0; lane < sums.length; lane += WIDTH) {
      LongVector even = LongVector.fromArray(LONGS, sums, lane);
      LongVector odd = LongVector.fromArray(LONGS, sums, lane + WIDTH / 2);
      subtractSums(even, odd, weights, row + lane, conversion, random, lane);
    }
  }

  @Override
  public void subtractOuter(
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
    if (!update.narrow()) {
      scalar.subtractOuter(
          a, from, stride, inputs, one, samples, weights, lanes, g, update, random);
      return;
    }
    if (samples <= update.shortProducts()) {
      int[] highs = new int[lanes];
      int[] lows = new int[lanes];
      int[] bias = {one};
      for (int i = 0; i <= inputs; i++) {
        if (i < inputs) {
          sumSamples(a, from + i, stride, samples, update.split(), g, lanes, highs, lows);
        } else {
          sumSamples(bias, 0, 0, samples, update.split(), g, lanes, highs, lows);
        }
        ShortSums.subtract(
            highs, lows, update.split().lowBits(), update.conversion(), random, weights, i * lanes);
      }
      return;
    }
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

  /** Computes both parts of the sums over the samples of their input times g. */
  private static void sumSamples(
      int[] a,
      int from,
      int stride,
      int samples,
      SplitFactor split,
      int[] g,
      int lanes,
      int[] highs,
      int[] lows) {
    int lowBits = split.lowBits();
    int lowMask = split.lowMask();
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector high = IntVector.zero(INTS);
      IntVector low = high;
      for (int sample = 0; sample < samples; sample++) {
        int x = a[from + sample * stride];
        IntVector step = load(g, sample * lanes + lane);
        high = high.add(step.mul(x >> lowBits));
        low = low.add(step.mul(x & lowMask));
      }
      high.intoArray(highs, lane);
      low.intoArray(lows, lane);
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
