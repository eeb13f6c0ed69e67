package org.backflow.layer;

import java.util.List;
import org.backflow.function.GatedDifference;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Extent;
import org.backflow.plan.Phase;
import org.backflow.plan.Tensor;

/** Half the sum of (a - t)<sup>2</sup> over the outputs. */
public record HalfSquaredError() implements Loss {

  @Override
  public String name() {
    return "half-squared-error";
  }

  @Override
  public void requireFit(Output output) {
    if (output.activation().isEmpty()) {
      throw new IllegalArgumentException(
          name()
              + " after "
              + output.described()
              + "; expected one, identity where the sums are the output");
    }
  }

  @Override
  public void emit(Lowering step, Output output) {
    step.emit(
        new Elementwise(
            "error." + output.layer(),
            Phase.OUTPUT_ERROR,
            output.layer(),
            new GatedDifference(output.activation().orElseThrow().slope()),
            List.of(output.tensor(), Tensor.target(output.layer())),
            Tensor.delta(output.layer()),
            new Extent(step.batch(), output.values(), 1)));
  }

  @Override
  public double value(double[] output, double[] target) {
    double sum = 0.0;
    for (int i = 0; i < output.length; i++) {
      sum += (output[i] - target[i]) * (output[i] - target[i]);
    }
    return sum / 2;
  }

  /** Returns the squared error, all of it. */
  @Override
  public double reported(double[] output, double[] target) {
    return 2.0 * value(output, target);
  }
}
