package org.backflow.execution;

import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.plan.StepPlan;

/** {@link CodeMachine} whose products run in vector registers. */
final class VectorCodeMachine extends CodeMachine {

  VectorCodeMachine(StepPlan plan, FixedPointArithmetic arithmetic, long seed) {
    super(plan, arithmetic, seed);
  }

  @Override
  public void multiply(
      Strides strides, double[] left, double[] right, int columns, double[] sums, int to) {
    CodeProductLoops.multiply(strides, left, right, columns, sums, to);
  }

  @Override
  public void combine(
      int[] terms,
      double[] factors,
      int count,
      double[] right,
      int columns,
      double[] sums,
      int to) {
    CodeProductLoops.combine(terms, factors, count, right, columns, sums, to);
  }
}
