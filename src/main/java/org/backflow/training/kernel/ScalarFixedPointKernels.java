package org.backflow.training.kernel;

import java.util.Arrays;
import org.backflow.data.NonZeroPixels;
import org.backflow.fixedpoint.LaneConversion;
import org.backflow.fixedpoint.Lfsr;
import org.backflow.fixedpoint.RandomBits;

/**
 * The plain meaning of {@link FixedPointKernels}. Only the innermost loop has a second form, within
 * 32 bits, that a compiler may vectorise by itself.
 */
final class ScalarFixedPointKernels implements FixedPointKernels {

  private final SumBuffers buffers = new SumBuffers();

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
    long[] sums = zeros(lanes);
    NonZeroPixels pixels = inputs.pixels();
    for (int p = pixels.starts()[image]; p < pixels.starts()[image + 1]; p++) {
      long x = inputs.codes()[pixels.values()[p] & 0xFF];
      addRow(x, weights, Lanes.FIRST + pixels.positions()[p] * lanes, sums, 0, lanes);
    }
    addRow(inputs.one(), weights, weights.length - lanes, sums, 0, lanes);
    convert(sums, lanes, product.conversion(), random, 0, words, to);
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
    long[] sums = zeros(blocks.lanes());
    for (int network = 0; network < blocks.networks(); network++) {
      int first = blocks.inputAt(from, network, 0);
      int sum = blocks.at(0, network);
      for (int i = 0; i < blocks.inputs(); i++) {
        addRow(a[first + i], weights, blocks.at(i, network), sums, sum, blocks.block());
      }
      if (one != 0) {
        addRow(one, weights, blocks.at(blocks.inputs(), network), sums, sum, blocks.block());
      }
    }
    convert(sums, blocks.lanes(), product.conversion(), random, register, words, to);
  }

  private long[] zeros(int lanes) {
    long[] sums = buffers.wide(lanes);
    Arrays.fill(sums, 0, lanes, 0L);
    return sums;
  }

  private static void convert(
      long[] sums,
      int lanes,
      LaneConversion lane,
      RandomBits random,
      int register,
      int[] words,
      int to) {
    for (int i = 0; i < lanes; i++) {
      words[to + i] = (int) lane.conversion().apply(sums[i], random, register + i);
    }
  }

  /** Adds x row to sums, lane by lane. */
  private static void addRow(long x, int[] rows, int row, long[] sums, int sum, int lanes) {
    assert sums.length >= sum + lanes : "sums of " + sums.length + ", row at " + sum;
    for (int lane = 0; lane < lanes; lane++) {
      sums[sum + lane] += x * rows[row + lane];
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
    LaneConversion derivative = products.derivative().conversion();
    LaneConversion delta = products.delta().conversion();
    for (int lane = 0; lane < lanes; lane++) {
      long a = activations[from + lane];
      long slope = derivative.conversion().apply(a * (products.one() - a), random, lane);
      deltas[from + lane] =
          (int) delta.conversion().apply(errors[from + lane] * slope, random, lane);
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
    for (int lane = 0; lane < lanes; lane++) {
      long exact = (long) factor * deltas[from + lane];
      words[from + lane] = (int) product.conversion().conversion().apply(exact, random, lane);
    }
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
    NonZeroPixels pixels = inputs.pixels();
    for (int p = pixels.starts()[image]; p < pixels.starts()[image + 1]; p++) {
      int x = inputs.codes()[pixels.values()[p] & 0xFF];
      int row = Lanes.FIRST + pixels.positions()[p] * lanes;
      subtractRow(weights, row, 0, lanes, x, g, update, random);
    }
    subtractRow(weights, weights.length - lanes, 0, lanes, inputs.one(), g, update, random);
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
    for (int network = 0; network < blocks.networks(); network++) {
      int first = blocks.inputAt(from, network, 0);
      int rows = one == 0 ? blocks.inputs() : blocks.inputs() + 1;
      for (int i = 0; i < rows; i++) {
        int x = i < blocks.inputs() ? a[first + i] : one;
        int lane = blocks.at(0, network);
        subtractRow(weights, blocks.at(i, network), lane, blocks.block(), x, g, update, random);
      }
    }
  }

  /** Subtracts x g from a row of weights, the lanes from {@code first} on. */
  private static void subtractRow(
      int[] weights,
      int row,
      int first,
      int lanes,
      int x,
      int[] g,
      RowUpdate update,
      RandomBits random) {
    if (!update.narrow()) {
      for (int lane = 0; lane < lanes; lane++) {
        long product = (long) x * g[first + lane];
        weights[row + lane] = update.updated(weights[row + lane], product, random, first + lane);
      }
    } else if (update.conversion().isStochastic()) {
      subtractStochastic(weights, row, first, lanes, x, g, update.conversion(), random.states());
    } else {
      LaneConversion conversion = update.conversion();
      int constant = (int) conversion.constant();
      int shift = conversion.shift();
      int lowest = conversion.lowest();
      int highest = conversion.highest();
      for (int lane = 0; lane < lanes; lane++) {
        int updated = weights[row + lane] + ((constant - x * g[first + lane]) >> shift);
        weights[row + lane] = Math.max(lowest, Math.min(highest, updated));
      }
    }
  }

  private static void subtractStochastic(
      int[] weights,
      int row,
      int first,
      int lanes,
      int x,
      int[] g,
      LaneConversion conversion,
      int[] states) {
    int shift = conversion.shift();
    int mask = conversion.randomMask();
    int lowest = conversion.lowest();
    int highest = conversion.highest();
    for (int lane = 0; lane < lanes; lane++) {
      int product = x * g[first + lane];
      int state = states[first + lane];
      int updated = weights[row + lane] + (((state & mask) - product) >> shift);
      weights[row + lane] = Math.max(lowest, Math.min(highest, updated));
      // All ones where bits are dropped, and the register therefore steps.
      int dropped = product & mask;
      int inexact = (dropped | -dropped) >> (Integer.SIZE - 1);
      states[first + lane] = state ^ ((state ^ Lfsr.next(state)) & inexact);
    }
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
    for (int row = 0; row < batch.rows(); row++) {
      long[] sums = zeros(lanes);
      for (int p = batch.starts()[row]; p < batch.starts()[row + 1]; p++) {
        long x = inputs.codes()[batch.values()[p] & 0xFF];
        addRow(x, g, Lanes.FIRST + batch.samples()[p] * lanes, sums, 0, lanes);
      }
      subtractSums(sums, lanes, weights, Lanes.FIRST + row * lanes, update, random);
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
    for (int row = 0; row <= blocks.inputs(); row++) {
      long[] sums = zeros(blocks.lanes());
      for (int sample = 0; sample < samples; sample++) {
        for (int network = 0; network < blocks.networks(); network++) {
          int x = blocks.inputAt(from, network, sample) + row;
          long input = row < blocks.inputs() ? a[x] : one;
          int sum = blocks.at(0, network);
          addRow(input, g, blocks.at(sample, network), sums, sum, blocks.block());
        }
      }
      subtractSums(sums, blocks.lanes(), weights, blocks.at(row, 0), update, random);
    }
  }

  private static void subtractSums(
      long[] sums, int lanes, int[] weights, int row, RowUpdate update, RandomBits random) {
    for (int lane = 0; lane < lanes; lane++) {
      if (sums[lane] != 0) {
        weights[row + lane] = update.updated(weights[row + lane], sums[lane], random, lane);
      }
    }
  }
}
