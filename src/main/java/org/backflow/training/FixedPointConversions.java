package org.backflow.training;

import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.RandomBits;
import org.backflow.fixedpoint.Role;
import org.backflow.fixedpoint.SigmoidTable;
import org.backflow.training.kernel.DeltaProducts;
import org.backflow.training.kernel.FixedPointKernels;
import org.backflow.training.kernel.LaneProduct;

/**
 * The elementwise operations of a step in fixed point, on whole rows of lanes: activation,
 * derivative, deltas and steps. Every unit converts, and so draws, in the order of the fixed-point
 * interpreter.
 */
final class FixedPointConversions {

  private final FixedPointArithmetic arithmetic;
  private final FixedPointKernels kernels;
  private final DeltaProducts outputDeltas;
  private final DeltaProducts hiddenDeltas;
  private final int one;

  /** The activation of every address, from the lowest. */
  private final int[] sigmoid;

  FixedPointConversions(FixedPointArithmetic arithmetic, FixedPointKernels kernels) {
    this.arithmetic = arithmetic;
    this.kernels = kernels;
    int a = arithmetic.format(Role.ACTIVATION).fractionBits();
    int slope = arithmetic.format(Role.DERIVATIVE).fractionBits();
    int delta = arithmetic.format(Role.DELTA).fractionBits();
    long largestSlope = arithmetic.format(Role.DERIVATIVE).maxMagnitude();
    long largestError = arithmetic.format(Role.DELTA).maxMagnitude();
    this.one = arithmetic.sigmoid().one();
    // Activations, their complements and a - t lie within the code of 1.
    LaneProduct derivative = LaneProduct.of(one, one, arithmetic.derivative().from(2 * a));
    this.outputDeltas =
        new DeltaProducts(
            one, derivative, LaneProduct.of(one, largestSlope, arithmetic.delta().from(a + slope)));
    this.hiddenDeltas =
        new DeltaProducts(
            one,
            derivative,
            LaneProduct.of(largestError, largestSlope, arithmetic.delta().from(delta + slope)));
    this.sigmoid = activations(arithmetic.sigmoid());
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

  /**
   * Computes delta = e a (1 - a), the derivative first, of {@code samples} rows.
   *
   * @param errors of the outputs, where {@code ofOutputs}, their differences a - t
   */
  void deltas(
      boolean ofOutputs,
      int[] errors,
      int[] activations,
      int samples,
      int lanes,
      RandomBits random,
      int[] deltas) {
    DeltaProducts products = ofOutputs ? outputDeltas : hiddenDeltas;
    for (int sample = 0; sample < samples; sample++) {
      kernels.deltas(errors, activations, sample * lanes, lanes, products, random, deltas);
    }
  }

  /**
   * How eta multiplies deltas.
   *
   * @param code the significand of eta
   */
  record Eta(int code, LaneProduct gradient) {}

  /** Returns how {@code eta} multiplies deltas. */
  Eta eta(LearningRate eta) {
    int fractionBits = arithmetic.format(Role.DELTA).fractionBits() + eta.fractionBits();
    return new Eta(
        eta.code(),
        LaneProduct.of(
            eta.code(),
            arithmetic.format(Role.DELTA).maxMagnitude(),
            arithmetic.gradient().from(fractionBits)));
  }

  /** Computes g = eta delta of {@code samples} rows. */
  void gradients(
      Eta eta, int[] deltas, int samples, int lanes, RandomBits random, int[] gradients) {
    for (int sample = 0; sample < samples; sample++) {
      kernels.scale(eta.code(), deltas, sample * lanes, lanes, eta.gradient(), random, gradients);
    }
  }
}
