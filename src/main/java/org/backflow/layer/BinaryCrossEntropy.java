package org.backflow.layer;

import java.util.List;
import org.backflow.function.LinearCombination;
import org.backflow.function.Logistic;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Extent;
import org.backflow.plan.Phase;
import org.backflow.plan.Tensor;

/**
 * Minus the sum of t ln a + (1 - t) ln(1 - a) over logistic outputs. The derivative of the logistic
 * function cancels, so the error of a sum is a - t.
 */
public record BinaryCrossEntropy() implements Loss {

  private static final String ACTIVATION = new Logistic().name();

  @Override
  public String name() {
    return "binary-cross-entropy";
  }

  @Override
  public void requireFit(Output output) {
    if (output.activation().filter(function -> function.name().equals(ACTIVATION)).isEmpty()) {
      throw new IllegalArgumentException(
          name() + " after " + output.described() + "; expected activation " + ACTIVATION);
    }
  }

  @Override
  public void emit(Lowering step, Output output) {
    step.emit(
        new Elementwise(
            "error." + output.layer(),
            Phase.OUTPUT_ERROR,
            output.layer(),
            LinearCombination.DIFFERENCE,
            List.of(output.tensor(), Tensor.target(output.layer())),
            Tensor.delta(output.layer()),
            new Extent(step.batch(), output.values(), 1)));
  }

  @Override
  public double value(double[] output, double[] target) {
    double sum = 0.0;
    for (int i = 0; i < output.length; i++) {
      sum -= part(target[i], output[i]) + part(1.0 - target[i], 1.0 - output[i]);
    }
    return sum;
  }

  /** Nothing is lost where nothing is expected. */
  private static double part(double expected, double found) {
    return expected == 0.0 ? 0.0 : expected * StrictMath.log(found);
  }
}
