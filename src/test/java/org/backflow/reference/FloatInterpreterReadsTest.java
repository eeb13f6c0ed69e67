package org.backflow.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.function.Precision;
import org.backflow.network.Matrix;
import org.backflow.plan.RecordedTensors;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.plan.TrainingCase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the plan says that an operation reads and writes is what the interpreter reads and writes.
 */
class FloatInterpreterReadsTest {
  static Stream<TrainingCase> cases() {
    return LongStream.range(0, 12).mapToObj(TrainingCase::of);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void step_ofAnyPlan_readsAndWritesWhatThePlanStates(TrainingCase training) {
    for (FeedbackScheme scheme : training.schemes()) {
      StepPlan plan = training.plan(scheme);
      RecordedTensors<Matrix> tensors = new RecordedTensors<>();
      FloatInterpreter interpreter = new FloatInterpreter(plan, Precision.SINGLE, 1, tensors);
      for (int layer = 1; layer <= training.network().layers(); layer++) {
        interpreter.put(Tensor.weight(layer), training.weights(layer));
        if (layer < training.network().layers() && scheme.operator().storesFeedback()) {
          interpreter.put(Tensor.feedback(layer), training.feedback(scheme, layer, 1.0));
        }
      }
      interpreter.step(training.inputs(0), training.targets(0), 0.5);
      assertThat(tensors.last(plan.operations().size()))
          .as("%s", scheme.name())
          .isEqualTo(RecordedTensors.stated(plan));
    }
  }
}
