package org.backflow.training.kernel;

import java.util.Arrays;
import org.backflow.data.NonZeroPixels;
import org.backflow.fixedpoint.LaneConversion;
import org.backflow.fixedpoint.RandomBits;

/**
 * {@link FixedPointKernels} in vector registers; the sums over pixels are in {@link
 * FixedPointRowLoops}. Formats, roundings and overflows that have no {@linkplain
 * LaneConversion#uniform uniform} or {@linkplain RowUpdate#narrow narrow} form go the plain way.
 */
final class VectorFixedPointKernels implements FixedPointKernels {

  private final FixedPointKernels scalar = new ScalarFixedPointKernels();
  private final SumBuffers buffers = new SumBuffers();
  private final CutCodes cut = new CutCodes();
  private final SparseRow entries = new SparseRow();
  private final FactorColumn factors = new FactorColumn();

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
    SplitSum split = product.split();
    LaneConversion conversion = product.conversion();
    if (split.productsPerInt() == 0 || !conversion.uniform()) {
      scalar.multiply(inputs, image, weights, lanes, product, random, words, to);
      return;
    }
    NonZeroPixels pixels = inputs.pixels();
    int begin = pixels.starts()[image];
    int end = pixels.starts()[image + 1];
    int bias = weights.length - lanes;
    cut.cut(inputs.codes(), split);
    if (end - begin < product.shortProducts()) {
      SplitSums parts = buffers.split(lanes);
      entries.at(pixels.positions(), pixels.values(), begin, end);
      FixedPointRowLoops.sum(entries, cut, weights, lanes, parts);
      DenseSumLoops.add(inputs.one(), split, weights, bias, lanes, parts);
      ShortSumLoops.store(parts, lanes, split.lowBits(), conversion, random, 0, words, to);
      return;
    }
    long[] sums = sumWide(pixels.positions(), pixels.values(), begin, end, split, weights, lanes);
    WideSumLoops.add(inputs.one(), split, weights, bias, lanes, sums);
    WideSumLoops.store(sums, lanes, conversion, random, 0, words, to);
  }

  /** Returns the sums over any number of pixels, whose codes are cut. */
  private long[] sumWide(
      char[] rows, byte[] values, int begin, int end, SplitSum split, int[] matrix, int lanes) {
    long[] sums = buffers.wide(lanes);
    SplitSums parts = buffers.split(lanes);
    int from = begin;
    do {
      int stop = Math.min(end, from + split.productsPerInt());
      FixedPointRowLoops.sum(entries.at(rows, values, from, stop), cut, matrix, lanes, parts);
      WideSumLoops.widen(parts, lanes, split.lowBits(), from == begin, sums);
      from = stop;
    } while (from < end);
    return sums;
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
    SplitSum split = product.split();
    LaneConversion conversion = product.conversion();
    if (split.productsPerInt() == 0 || !conversion.uniform()) {
      scalar.multiply(a, from, blocks, one, weights, product, random, register, words, to);
      return;
    }
    int lanes = blocks.lanes();
    int inputs = blocks.inputs();
    int bias = blocks.at(inputs, 0);
    if (inputs < product.shortProducts()) {
      SplitSums parts = buffers.split(lanes);
      sumInputs(a, from, blocks, 0, inputs, split, weights, parts);
      if (one != 0) {
        DenseSumLoops.add(one, split, weights, bias, lanes, parts);
      }
      ShortSumLoops.store(parts, lanes, split.lowBits(), conversion, random, register, words, to);
      return;
    }
    long[] sums = sumInputsWide(a, from, blocks, split, weights);
    if (one != 0) {
      WideSumLoops.add(one, split, weights, bias, lanes, sums);
    }
    WideSumLoops.store(sums, lanes, conversion, random, register, words, to);
  }

  /** Sums over the inputs from {@code first} to before {@code stop}, of every network. */
  private void sumInputs(
      int[] a,
      int from,
      Blocks blocks,
      int first,
      int stop,
      SplitSum split,
      int[] weights,
      SplitSums parts) {
    int row = blocks.at(first, 0);
    for (int network = 0; network < blocks.networks(); network++) {
      DenseSumLoops.sum(
          factors.at(a, blocks.inputAt(from, network, 0) + first, 1, stop - first),
          split,
          weights,
          row,
          blocks.lanes(),
          blocks.at(0, network),
          blocks.at(0, network + 1),
          parts);
    }
  }

  /** Returns the sums over all inputs. */
  private long[] sumInputsWide(int[] a, int from, Blocks blocks, SplitSum split, int[] weights) {
    int lanes = blocks.lanes();
    SplitSums parts = buffers.split(lanes);
    long[] sums = buffers.wide(lanes);
    for (int first = 0; first < blocks.inputs(); ) {
      int stop = Math.min(blocks.inputs(), first + split.productsPerInt());
      sumInputs(a, from, blocks, first, stop, split, weights, parts);
      WideSumLoops.widen(parts, lanes, split.lowBits(), first == 0, sums);
      first = stop;
    }
    return sums;
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
    WordProductLoops.multiply(
        activations, deltas, from, lanes, products.derivative(), random, deltas);
    WordProductLoops.multiply(errors, deltas, from, lanes, products.delta(), random, deltas);
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
    WordProductLoops.multiply(words, deltas, from, lanes, product, random, words);
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
    WordUpdateLoops.subtract(
        inputs, image, weights, lanes, g, update.conversion(), random.states());
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
    WordUpdateLoops.subtract(
        a, from, blocks, one, weights, g, update.conversion(), random.states());
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
    SplitSums parts = buffers.split(lanes);
    SplitSum split = update.split();
    LaneConversion conversion = update.conversion();
    char[] samples = batch.samples();
    byte[] values = batch.values();
    cut.cut(inputs.codes(), split);
    for (int row = 0; row < batch.rows(); row++) {
      int begin = batch.starts()[row];
      int end = batch.starts()[row + 1];
      int to = Lanes.FIRST + row * lanes;
      if (end - begin > update.shortProducts()) {
        long[] sums = sumWide(samples, values, begin, end, split, g, lanes);
        WideSumLoops.subtractFrom(weights, to, lanes, conversion.shift(), sums);
        WideSumLoops.store(sums, lanes, conversion, random, 0, weights, to);
      } else if (begin < end) {
        FixedPointRowLoops.sum(entries.at(samples, values, begin, end), cut, g, lanes, parts);
        ShortSumLoops.subtract(parts, lanes, split.lowBits(), conversion, random, weights, to);
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
    SplitSum split = update.split();
    LaneConversion conversion = update.conversion();
    int lanes = blocks.lanes();
    SplitSums parts = buffers.split(lanes);
    long[] sums = buffers.wide(lanes);
    int[] bias = {one};
    int atOnce = Math.min(samples, split.productsPerInt());
    for (int row = 0; row <= blocks.inputs(); row++) {
      boolean isBias = row == blocks.inputs();
      int to = blocks.at(row, 0);
      for (int first = 0; first < samples; first += atOnce) {
        int count = Math.min(atOnce, samples - first);
        for (int network = 0; network < blocks.networks(); network++) {
          DenseSumLoops.sum(
              isBias
                  ? factors.at(bias, 0, 0, count)
                  : factors.at(
                      a, blocks.inputAt(from, network, first) + row, blocks.sampleStride(), count),
              split,
              g,
              first * lanes,
              lanes,
              blocks.at(0, network),
              blocks.at(0, network + 1),
              parts);
        }
        if (samples > update.shortProducts()) {
          WideSumLoops.widen(parts, lanes, split.lowBits(), first == 0, sums);
        }
      }
      if (samples > update.shortProducts()) {
        WideSumLoops.subtractFrom(weights, to, lanes, conversion.shift(), sums);
        WideSumLoops.store(sums, lanes, conversion, random, 0, weights, to);
      } else {
        ShortSumLoops.subtract(parts, lanes, split.lowBits(), conversion, random, weights, to);
      }
    }
  }
}
