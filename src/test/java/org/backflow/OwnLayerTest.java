package org.backflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.backflow.data.ImageShape;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.function.Relu;
import org.backflow.layer.Dense;
import org.backflow.layer.Flatten;
import org.backflow.layer.Layer;
import org.backflow.layer.LayeredNetwork;
import org.backflow.layer.Lowering;
import org.backflow.layer.SoftmaxCrossEntropy;
import org.backflow.layer.Value;
import org.backflow.plan.Operation;
import org.backflow.plan.StepPlan;
import org.junit.jupiter.api.Test;

/** A layer of another package, as a user's jar has it. */
class OwnLayerTest {

  /** An image read as one row of pixels. */
  private record Unrolled() implements Layer {
    @Override
    public String kind() {
      return "unrolled";
    }

    @Override
    public String title() {
      return kind();
    }

    @Override
    public ImageShape output(ImageShape input) {
      return new ImageShape(1, input.height() * input.width(), input.channels());
    }

    @Override
    public boolean hasWeights() {
      return false;
    }

    @Override
    public Value forward(Lowering step, int layer, Value input) {
      return input.as(output(input.shape()));
    }

    @Override
    public void backward(Lowering step, int layer, Value input, Value output) {
      // The words are the same, and so is their error.
    }

    @Override
    public void update(Lowering step, int layer, Value input, Value output) {
      assertThat(step.batch()).isEqualTo(2);
    }
  }

  private static StepPlan plan(Layer second) {
    return new LayeredNetwork(
            new ImageShape(3, 4, 1),
            List.of(new Dense(6, Optional.of(new Relu())), second, new Dense(5, Optional.empty())),
            new SoftmaxCrossEntropy())
        .plan(FeedbackSchemes.BACKPROP, 2, StepPlan.Options.PLAIN);
  }

  @Test
  void layer_ofAnotherPackage_lowersAsOneOfOurs() {
    List<Operation> own = plan(new Unrolled()).operations();
    assertThat(own).isNotEmpty().isEqualTo(plan(new Flatten()).operations());
  }
}
