package org.backflow.training;

import java.util.Arrays;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.RandomBits;
import org.backflow.fixedpoint.Role;
import org.backflow.fixedpoint.SigmoidTable;
import org.backflow.quantized.LearningRate;
import org.backflow.training.kernel.FixedPointKernels;
import org.backflow.training.kernel.LaneConversion;

/**
 * The elementwise operations of a step in fixed point, on whole rows of lanes: activation,
 * derivative, deltas and steps. Every unit converts, and so draws, in the order of the fixed-point
 * interpreter.
 */
final class FixedPointConversions {

  private final FixedPointArithmetic arithmetic;
  private final FixedPointKernels kernels;
  private final LaneConversion derivative;
  private final LaneConversion outputDelta;
  private final LaneConversion hiddenDelta;
  private final int one;

  /** The activation of every address, from the lowest. */
  private final int[] sigmoid;

  private final int[] complements;
  private final int[] derivatives;
  private final int[] rates;

  /**
   * Creates the operations.
   *
   * @param lanes of the longest row
   */
  FixedPointConversions(FixedPointArithmetic arithmetic, FixedPointKernels kernels, int lanes) {
    this.arithmetic = arithmetic;
    this.kernels = kernels;
    int a = arithmetic.format(Role.ACTIVATION).fractionBits();
    int slope = arithmetic.format(Role.DERIVATIVE).fractionBits();
    int delta = arithmetic.format(Role.DELTA).fractionBits();
    this.derivative = LaneConversion.of(arithmetic.derivative().from(2 * a));
    this.outputDelta = LaneConversion.of(arithmetic.delta().from(a + slope));
    this.hiddenDelta = LaneConversion.of(arithmetic.delta().from(delta + slope));
    this.one = arithmetic.sigmoid().one();
    this.sigmoid = activations(arithmetic.sigmoid());
    this.complements = new int[lanes];
    this.derivatives = new int[lanes];
    this.rates = new int[lanes];
  }

  private static int[] activations(SigmoidTable table) {
    int[] activations = new int[2 * table.words() - 1];
    for (int i = 0; i < activations.length; i++) {
      activations[i] = table.lookup(i - (table.words() - 1));
    }
    return activations;
  }

  /** Returns the code of 1 among the activations. */
  int one() {
    return one;
  }

  /** Replaces addresses of the sigmoid table by activations. */
  void activate(int[] words, int from, int to) {
    int zero = sigmoid.length / 2;
    for (int i = from; i < to; i++) {
      words[i] = sigmoid[words[i] + zero];
    }
  }

  /** Computes delta<sub>L</sub> = (a - t) a (1 - a), the derivative first, of one row. */
  void outputDeltas(
      int[] differences, int[] activations, int from, int lanes, RandomBits random, int[] deltas) {
    computeDerivatives(activations, from, lanes, random);
    kernels.multiply(
        differences, from, derivatives, 0, lanes, outputDelta, random, 0, deltas, from);
  }

  /** Computes delta = e a (1 - a), the derivative first, of one row. */
  void hiddenDeltas(
      int[] errors, int[] activations, int from, int lanes, RandomBits random, int[] deltas) {
    computeDerivatives(activations, from, lanes, random);
    kernels.multiply(errors, from, derivatives, 0, lanes, hiddenDelta, random, 0, deltas, from);
  }

  private void computeDerivatives(int[] activations, int from, int lanes, RandomBits random) {
    for (int lane = 0; lane < lanes; lane++) {
      complements[lane] = one - activations[from + lane];
    }
    kernels.multiply(
        activations, from, complements, 0, lanes, derivative, random, 0, derivatives, 0);
  }

  /** Computes g = eta delta of {@code samples} rows. */
  void gradients(
      LearningRate eta, int[] deltas, int samples, int lanes, RandomBits random, int[] gradients) {
    int fractionBits = arithmetic.format(Role.DELTA).fractionBits() + eta.fractionBits();
    LaneConversion conversion = LaneConversion.of(arithmetic.gradient().from(fractionBits));
    Arrays.fill(rates, eta.code());
    for (int sample = 0; sample < samples; sample++) {
      int from = sample * lanes;
      kernels.multiply(deltas, from, rates, 0, lanes, conversion, random, 0, gradients, from);
    }
  }
}
