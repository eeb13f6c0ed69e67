package org.backflow.training.kernel;

import static org.backflow.training.kernel.WordVectors.INTS;
import static org.backflow.training.kernel.WordVectors.WIDTH;
import static org.backflow.training.kernel.WordVectors.load;
import static org.backflow.training.kernel.WordVectors.step;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.backflow.data.NonZeroPixels;
import org.backflow.fixedpoint.LaneConversion;
import org.backflow.fixedpoint.Lfsr;

/**
 * The update of weights after a single sample, in the {@linkplain RowUpdate#narrow narrow} form:
 * every element takes in one product and is converted. A loop for every rounding, in a method of
 * its own: a compiler gives up on larger ones, and then keeps vectors in memory.
 */
final class WordUpdateLoops {

  private WordUpdateLoops() {}

  /** Subtracts the products of an image's inputs and g from the rows of its non-zero pixels. */
  static void subtract(
      InputCodes inputs,
      int image,
      int[] weights,
      int lanes,
      int[] g,
      LaneConversion conversion,
      int[] states) {
    NonZeroPixels pixels = inputs.pixels();
    char[] rows = pixels.positions();
    byte[] values = pixels.values();
    int[] codes = inputs.codes();
    int begin = pixels.starts()[image];
    int end = pixels.starts()[image + 1];
    int bias = weights.length - lanes;
    int lane = 0;
    if (conversion.isStochastic()) {
      for (; lane <= lanes - 2 * WIDTH; lane += 2 * WIDTH) {
        subtractTwo(rows, values, begin, end, codes, weights, lanes, lane, g, conversion, states);
      }
      for (; lane < lanes; lane += WIDTH) {
        subtractOne(rows, values, begin, end, codes, weights, lanes, lane, g, conversion, states);
      }
      subtractRow(inputs.one(), weights, bias, lanes, g, conversion, states);
    } else {
      for (; lane <= lanes - 4 * WIDTH; lane += 4 * WIDTH) {
        subtractFour(rows, values, begin, end, codes, weights, lanes, lane, g, conversion);
      }
      for (; lane < lanes; lane += WIDTH) {
        subtractOne(rows, values, begin, end, codes, weights, lanes, lane, g, conversion);
      }
      subtractRow(inputs.one(), weights, bias, lanes, g, conversion);
    }
  }

  private static void subtractFour(
      char[] rows,
      byte[] values,
      int begin,
      int end,
      int[] codes,
      int[] weights,
      int lanes,
      int lane,
      int[] g,
      LaneConversion conversion) {
    IntVector g0 = load(g, lane);
    IntVector g1 = load(g, lane + WIDTH);
    IntVector g2 = load(g, lane + 2 * WIDTH);
    IntVector g3 = load(g, lane + 3 * WIDTH);
    IntVector constant = IntVector.broadcast(INTS, (int) conversion.constant());
    IntVector shift = IntVector.broadcast(INTS, conversion.shift());
    IntVector lowest = IntVector.broadcast(INTS, conversion.lowest());
    IntVector highest = IntVector.broadcast(INTS, conversion.highest());
    for (int p = begin; p < end; p++) {
      IntVector x = IntVector.broadcast(INTS, codes[values[p] & 0xFF]);
      int row = Lanes.FIRST + rows[p] * lanes + lane;
      IntVector step0 = constant.sub(g0.mul(x)).lanewise(VectorOperators.ASHR, shift);
      IntVector step1 = constant.sub(g1.mul(x)).lanewise(VectorOperators.ASHR, shift);
      IntVector step2 = constant.sub(g2.mul(x)).lanewise(VectorOperators.ASHR, shift);
      IntVector step3 = constant.sub(g3.mul(x)).lanewise(VectorOperators.ASHR, shift);
      IntVector word0 = IntVector.fromArray(INTS, weights, row).add(step0);
      word0.min(highest).max(lowest).intoArray(weights, row);
      IntVector word1 = IntVector.fromArray(INTS, weights, row + WIDTH).add(step1);
      word1.min(highest).max(lowest).intoArray(weights, row + WIDTH);
      IntVector word2 = IntVector.fromArray(INTS, weights, row + 2 * WIDTH).add(step2);
      word2.min(highest).max(lowest).intoArray(weights, row + 2 * WIDTH);
      IntVector word3 = IntVector.fromArray(INTS, weights, row + 3 * WIDTH).add(step3);
      word3.min(highest).max(lowest).intoArray(weights, row + 3 * WIDTH);
    }
  }

  private static void subtractOne(
      char[] rows,
      byte[] values,
      int begin,
      int end,
      int[] codes,
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
    for (int p = begin; p < end; p++) {
      IntVector x = IntVector.broadcast(INTS, codes[values[p] & 0xFF]);
      int row = Lanes.FIRST + rows[p] * lanes + lane;
      IntVector step0 = constant.sub(g0.mul(x)).lanewise(VectorOperators.ASHR, shift);
      IntVector word0 = IntVector.fromArray(INTS, weights, row).add(step0);
      word0.min(highest).max(lowest).intoArray(weights, row);
    }
  }

  private static void subtractTwo(
      char[] rows,
      byte[] values,
      int begin,
      int end,
      int[] codes,
      int[] weights,
      int lanes,
      int lane,
      int[] g,
      LaneConversion conversion,
      int[] states) {
    IntVector g0 = load(g, lane);
    IntVector state0 = load(states, lane);
    IntVector g1 = load(g, lane + WIDTH);
    IntVector state1 = load(states, lane + WIDTH);
    IntVector mask = IntVector.broadcast(INTS, conversion.randomMask());
    IntVector shift = IntVector.broadcast(INTS, conversion.shift());
    IntVector lowest = IntVector.broadcast(INTS, conversion.lowest());
    IntVector highest = IntVector.broadcast(INTS, conversion.highest());
    IntVector one = IntVector.broadcast(INTS, 1);
    IntVector taps = IntVector.broadcast(INTS, Lfsr.TAPS);
    for (int p = begin; p < end; p++) {
      IntVector x = IntVector.broadcast(INTS, codes[values[p] & 0xFF]);
      int row = Lanes.FIRST + rows[p] * lanes + lane;
      IntVector product0 = g0.mul(x);
      IntVector step0 = state0.and(mask).sub(product0).lanewise(VectorOperators.ASHR, shift);
      IntVector word0 = IntVector.fromArray(INTS, weights, row).add(step0);
      word0.min(highest).max(lowest).intoArray(weights, row);
      state0 = step(state0, product0.and(mask), one, taps);
      IntVector product1 = g1.mul(x);
      IntVector step1 = state1.and(mask).sub(product1).lanewise(VectorOperators.ASHR, shift);
      IntVector word1 = IntVector.fromArray(INTS, weights, row + WIDTH).add(step1);
      word1.min(highest).max(lowest).intoArray(weights, row + WIDTH);
      state1 = step(state1, product1.and(mask), one, taps);
    }
    state0.intoArray(states, lane);
    state1.intoArray(states, lane + WIDTH);
  }

  private static void subtractOne(
      char[] rows,
      byte[] values,
      int begin,
      int end,
      int[] codes,
      int[] weights,
      int lanes,
      int lane,
      int[] g,
      LaneConversion conversion,
      int[] states) {
    IntVector g0 = load(g, lane);
    IntVector state0 = load(states, lane);
    IntVector mask = IntVector.broadcast(INTS, conversion.randomMask());
    IntVector shift = IntVector.broadcast(INTS, conversion.shift());
    IntVector lowest = IntVector.broadcast(INTS, conversion.lowest());
    IntVector highest = IntVector.broadcast(INTS, conversion.highest());
    IntVector one = IntVector.broadcast(INTS, 1);
    IntVector taps = IntVector.broadcast(INTS, Lfsr.TAPS);
    for (int p = begin; p < end; p++) {
      IntVector x = IntVector.broadcast(INTS, codes[values[p] & 0xFF]);
      int row = Lanes.FIRST + rows[p] * lanes + lane;
      IntVector product0 = g0.mul(x);
      IntVector step0 = state0.and(mask).sub(product0).lanewise(VectorOperators.ASHR, shift);
      IntVector word0 = IntVector.fromArray(INTS, weights, row).add(step0);
      word0.min(highest).max(lowest).intoArray(weights, row);
      state0 = step(state0, product0.and(mask), one, taps);
    }
    state0.intoArray(states, lane);
  }

  /** Subtracts x g from one row. */
  private static void subtractRow(
      int x, int[] weights, int row, int lanes, int[] g, LaneConversion conversion) {
    IntVector constant = IntVector.broadcast(INTS, (int) conversion.constant());
    IntVector shift = IntVector.broadcast(INTS, conversion.shift());
    IntVector lowest = IntVector.broadcast(INTS, conversion.lowest());
    IntVector highest = IntVector.broadcast(INTS, conversion.highest());
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector step = constant.sub(load(g, lane).mul(x)).lanewise(VectorOperators.ASHR, shift);
      IntVector word = load(weights, row + lane).add(step);
      word.min(highest).max(lowest).intoArray(weights, row + lane);
    }
  }

  private static void subtractRow(
      int x, int[] weights, int row, int lanes, int[] g, LaneConversion conversion, int[] states) {
    IntVector mask = IntVector.broadcast(INTS, conversion.randomMask());
    IntVector shift = IntVector.broadcast(INTS, conversion.shift());
    IntVector lowest = IntVector.broadcast(INTS, conversion.lowest());
    IntVector highest = IntVector.broadcast(INTS, conversion.highest());
    IntVector one = IntVector.broadcast(INTS, 1);
    IntVector taps = IntVector.broadcast(INTS, Lfsr.TAPS);
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector product = load(g, lane).mul(x);
      IntVector state = load(states, lane);
      IntVector step = state.and(mask).sub(product).lanewise(VectorOperators.ASHR, shift);
      IntVector word = load(weights, row + lane).add(step);
      word.min(highest).max(lowest).intoArray(weights, row + lane);
      step(state, product.and(mask), one, taps).intoArray(states, lane);
    }
  }

  /**
   * Subtracts the products of a, and of one for the bias unless it is zero, and g from all rows.
   */
  static void subtract(
      int[] a,
      int from,
      Blocks blocks,
      int one,
      int[] weights,
      int[] g,
      LaneConversion conversion,
      int[] states) {
    int lanes = blocks.lanes();
    int inputs = blocks.inputs();
    for (int network = 0; network < blocks.networks(); network++) {
      int x = blocks.inputAt(from, network, 0);
      int end = blocks.at(0, network + 1);
      for (int lane = blocks.at(0, network); lane < end; lane += WIDTH) {
        if (conversion.isStochastic()) {
          subtractStochastic(a, x, inputs, weights, lanes, lane, g, conversion, states);
        } else {
          subtractRounded(a, x, inputs, weights, lanes, lane, g, conversion);
        }
      }
    }
    if (one != 0 && conversion.isStochastic()) {
      subtractRow(one, weights, blocks.at(inputs, 0), lanes, g, conversion, states);
    } else if (one != 0) {
      subtractRow(one, weights, blocks.at(inputs, 0), lanes, g, conversion);
    }
  }

  private static void subtractRounded(
      int[] a,
      int from,
      int inputs,
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
    for (int i = 0; i < inputs; i++) {
      int row = i * lanes + lane;
      IntVector step0 = constant.sub(g0.mul(a[from + i])).lanewise(VectorOperators.ASHR, shift);
      load(weights, row).add(step0).min(highest).max(lowest).intoArray(weights, row);
    }
  }

  private static void subtractStochastic(
      int[] a,
      int from,
      int inputs,
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
    for (int i = 0; i < inputs; i++) {
      IntVector product = g0.mul(a[from + i]);
      int row = i * lanes + lane;
      IntVector rounded = state.and(mask).sub(product).lanewise(VectorOperators.ASHR, shift);
      load(weights, row).add(rounded).min(highest).max(lowest).intoArray(weights, row);
      state = step(state, product.and(mask), least, taps);
    }
    state.intoArray(states, lane);
  }
}
