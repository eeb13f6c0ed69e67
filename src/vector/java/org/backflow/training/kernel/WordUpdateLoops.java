package org.backflow.training.kernel;

import static org.backflow.training.kernel.WordVectors.INTS;
import static org.backflow.training.kernel.WordVectors.WIDTH;
import static org.backflow.training.kernel.WordVectors.load;
import static org.backflow.training.kernel.WordVectors.step;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.backflow.data.NonZeroPixels;
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
    boolean stochastic = conversion.isStochastic();
    int lane = 0;
    for (; lane <= lanes - 2 * WIDTH && !stochastic; lane += 2 * WIDTH) {
      subtractTwo(inputs, image, weights, lanes, lane, g, conversion);
    }
    for (; lane < lanes; lane += WIDTH) {
      if (stochastic) {
        subtractStochastic(inputs, image, weights, lanes, lane, g, conversion, states);
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
      int first = p < end ? Lanes.FIRST + positions[p] * lanes : weights.length - lanes;
      int row = first + lane;
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
      int first = p < end ? Lanes.FIRST + pixels.positions()[p] * lanes : weights.length - lanes;
      int row = first + lane;
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
      int first = p < end ? Lanes.FIRST + pixels.positions()[p] * lanes : weights.length - lanes;
      int row = first + lane;
      IntVector product = g0.mul(x);
      IntVector rounded = state.and(mask).sub(product).lanewise(VectorOperators.ASHR, shift);
      load(weights, row).add(rounded).min(highest).max(lowest).intoArray(weights, row);
      state = step(state, product.and(mask), one, taps);
    }
    state.intoArray(states, lane);
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
    int rows = one == 0 ? inputs : inputs + 1;
    for (int network = 0; network < blocks.networks(); network++) {
      int x = blocks.inputAt(from, network, 0);
      int end = blocks.at(0, network + 1);
      for (int lane = blocks.at(0, network); lane < end; lane += WIDTH) {
        if (conversion.isStochastic()) {
          subtractStochastic(a, x, inputs, rows, one, weights, lanes, lane, g, conversion, states);
        } else {
          subtractRounded(a, x, inputs, rows, one, weights, lanes, lane, g, conversion);
        }
      }
    }
  }

  private static void subtractRounded(
      int[] a,
      int from,
      int inputs,
      int rows,
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
    for (int i = 0; i < rows; i++) {
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
      int rows,
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
    for (int i = 0; i < rows; i++) {
      IntVector product = g0.mul(i < inputs ? a[from + i] : one);
      int row = i * lanes + lane;
      IntVector rounded = state.and(mask).sub(product).lanewise(VectorOperators.ASHR, shift);
      load(weights, row).add(rounded).min(highest).max(lowest).intoArray(weights, row);
      state = step(state, product.and(mask), least, taps);
    }
    state.intoArray(states, lane);
  }
}
