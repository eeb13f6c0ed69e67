package org.backflow.training.kernel;

import static org.backflow.training.kernel.WordVectors.INTS;
import static org.backflow.training.kernel.WordVectors.WIDTH;
import static org.backflow.training.kernel.WordVectors.load;

import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import org.backflow.data.NonZeroPixels;
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
    WideSums.add(weights, bias, high, low, split.lowBits(), sums);
    WideSums.store(sums, conversion, random, words, to);
  }

  @Override
  public void multiply(
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
    LaneConversion conversion = product.conversion();
    if (product.split().productsPerInt() == 0 || !conversion.uniform()) {
      scalar.multiply(a, from, blocks, one, weights, product, random, register, words, to);
      return;
    }
    if (blocks.inputs() >= product.shortProducts()) {
      WideSums.multiply(a, from, blocks, one, weights, product, random, register, words, to);
      return;
    }
    int[] highs = new int[blocks.lanes()];
    int[] lows = new int[blocks.lanes()];
    for (int network = 0; network < blocks.networks(); network++) {
      int first = blocks.inputAt(from, network, 0);
      sumRows(a, first, blocks, network, one, weights, product.split(), highs, lows);
    }
    ShortSums.store(
        highs, lows, product.split().lowBits(), conversion, random, register, words, to);
  }

  /** Computes both parts of the sums of one network. */
  private static void sumRows(
      int[] a,
      int from,
      Blocks blocks,
      int network,
      int one,
      int[] weights,
      SplitFactor split,
      int[] highs,
      int[] lows) {
    int lowBits = split.lowBits();
    int lowMask = split.lowMask();
    int lanes = blocks.lanes();
    int inputs = blocks.inputs();
    int rows = one == 0 ? inputs : inputs + 1;
    int end = blocks.at(0, network + 1);
    for (int lane = blocks.at(0, network); lane < end; lane += WIDTH) {
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
    for (int i = from; i < from + lanes; i++) {
      deltas[i] = products.one() - activations[i];
    }
    WordProducts.multiply(activations, deltas, from, lanes, products.derivative(), random, deltas);
    WordProducts.multiply(errors, deltas, from, lanes, products.delta(), random, deltas);
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
    Arrays.fill(words, from, from + lanes, factor);
    WordProducts.multiply(words, deltas, from, lanes, product, random, words);
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
    WordUpdates.subtract(inputs, image, weights, lanes, g, update.conversion(), random.states());
  }

  @Override
  public void subtractOuter(
      int[] a,
      int from,
      Blocks blocks,
      int one,
      int[] weights,
      int[] g,
      RowUpdate update,
      RandomBits random) {
    if (!update.narrow()) {
      scalar.subtractOuter(a, from, blocks, one, weights, g, update, random);
      return;
    }
    WordUpdates.subtract(a, from, blocks, one, weights, g, update.conversion(), random.states());
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
      int to = Lanes.FIRST + row * lanes;
      if (end - begin > update.shortProducts()) {
        VectorFixedPointRows.sumWide(
            batch.samples(), batch.values(), begin, end, codes, split, g, lanes, sums);
        WideSums.subtract(sums, weights, to, update.conversion(), random);
      } else if (begin < end) {
        VectorFixedPointRows.sum(
            batch.samples(), batch.values(), begin, end, codes, split, g, lanes, highs, lows);
        ShortSums.subtract(highs, lows, split.lowBits(), update.conversion(), random, weights, to);
      }
    }
  }

  @Override
  public void subtractOuter(
      int[] a,
      int from,
      Blocks blocks,
      int one,
      int samples,
      int[] weights,
      int[] g,
      RowUpdate update,
      RandomBits random) {
    if (!update.narrow()) {
      scalar.subtractOuter(a, from, blocks, one, samples, weights, g, update, random);
      return;
    }
    if (samples > update.shortProducts()) {
      WideSums.subtract(a, from, blocks, one, samples, weights, g, update, random);
      return;
    }
    int[] highs = new int[blocks.lanes()];
    int[] lows = new int[blocks.lanes()];
    int[] bias = {one};
    int stride = blocks.sampleStride();
    for (int row = 0; row <= blocks.inputs(); row++) {
      for (int network = 0; network < blocks.networks(); network++) {
        int lane = blocks.at(0, network);
        int end = blocks.at(0, network + 1);
        if (row < blocks.inputs()) {
          int x = blocks.inputAt(from, network, 0) + row;
          sumSamples(a, x, stride, samples, update.split(), g, lane, end, highs, lows);
        } else {
          sumSamples(bias, 0, 0, samples, update.split(), g, lane, end, highs, lows);
        }
      }
      ShortSums.subtract(
          highs,
          lows,
          update.split().lowBits(),
          update.conversion(),
          random,
          weights,
          blocks.at(row, 0));
    }
  }

  /**
   * Computes both parts of the sums over the samples of their input times g, of the lanes from
   * {@code begin} to before {@code end}.
   */
  private static void sumSamples(
      int[] a,
      int from,
      int stride,
      int samples,
      SplitFactor split,
      int[] g,
      int begin,
      int end,
      int[] highs,
      int[] lows) {
    int lowBits = split.lowBits();
    int lowMask = split.lowMask();
    int lanes = highs.length;
    for (int lane = begin; lane < end; lane += WIDTH) {
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
}
