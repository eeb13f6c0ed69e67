package org.backflow.layer;

import java.util.List;
import org.backflow.function.Activation;
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
  public void emit(Lowering step, int layer, WeightedLayer last, Value output) {
    Activation activation =
        last.activation()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        name()
                            + " after "
                            + last.title()
                            + " without an activation; expected one"));
    step.emit(
        new Elementwise(
            "error." + layer,
            Phase.OUTPUT_ERROR,
            layer,
            new GatedDifference(activation.slope()),
            List.of(output.tensor(), Tensor.target(layer)),
            Tensor.delta(layer),
            new Extent(step.batch(), output.shape().values(), 1)));
  }
}
