package org.backflow.quantized;

import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.plan.Operation;
import org.backflow.plan.StepPlan;

/**
 * The proof, made once when a plan meets an arithmetic, that no accumulator can overflow.
 *
 * <p>A sum of K products of codes with magnitudes up to A and B stays within K A B, whatever the
 * data. A sum of K added or subtracted codes stays within K A. See {@link AccumulatorBound}. Every
 * kind of operation states its bound, so none is proven that the proof does not know.
 */
public final class AccumulatorProof {

  private AccumulatorProof() {}

  /**
   * Returns the accumulator bits, sign included, that {@code plan} needs at most, whether or not
   * the arithmetic has them: for a step that is priced only.
   */
  public static int bitsNeeded(StepPlan plan, FixedPointArithmetic arithmetic) {
    AccumulatorBound bound = new AccumulatorBound(arithmetic);
    return plan.operations().stream().mapToInt(operation -> bits(operation, bound)).max().orElse(0);
  }

  /**
   * Returns the same for a step that is computed, which needs no more than there are.
   *
   * @throws IllegalArgumentException when that is more than the arithmetic has, naming the
   *     operation, its sum and what would help
   */
  public static int requireSufficient(StepPlan plan, FixedPointArithmetic arithmetic) {
    AccumulatorBound bound = new AccumulatorBound(arithmetic);
    int most = 0;
    for (Operation operation : plan.operations()) {
      int bits = bits(operation, bound);
      if (bits > arithmetic.accumulatorBits()) {
        throw new IllegalArgumentException(
            operation.name()
                + work(operation)
                + " and needs an accumulator of "
                + bits
                + " bits; accumulatorBits is "
                + arithmetic.accumulatorBits()
                + "; use narrower formats, a smaller minibatch or a wider accumulator (at most "
                + FixedPointArithmetic.MAX_ACCUMULATOR_BITS
                + ")");
      }
      most = Math.max(most, bits);
    }
    return most;
  }

  private static int bits(Operation operation, AccumulatorBound bound) {
    return operation.accept(bound).bitLength() + 1;
  }

  private static String work(Operation operation) {
    int terms = operation.extent().k();
    if (terms == 1) {
      return " multiplies";
    }
    return " sums " + terms + (operation.macs() > 0 ? " products" : " errors");
  }
}
