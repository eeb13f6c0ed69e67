package org.backflow.quantized;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.plan.RecordedTensors;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the plan says that an operation reads and writes is what the interpreter reads and writes.
 */
class FixedPointInterpreterReadsTest {
  static Stream<FixedPointCase> cases() {
    return FixedPointCase.all(12);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void step_ofAnyPlan_readsAndWritesWhatThePlanStates(FixedPointCase test) {
    StepPlan plan = test.plan();
    RecordedTensors<CodeMatrix> tensors = new RecordedTensors<>();
    FixedPointInterpreter interpreter =
        new FixedPointInterpreter(
            plan, test.arithmetic(), LearningRate.of(test.rate()), test.training().seed(), tensors);
    for (int layer = 1; layer <= plan.network().layers(); layer++) {
      interpreter.put(Tensor.weight(layer), test.training().weights(layer));
      if (layer < plan.network().layers() && test.scheme().operator().storesFeedback()) {
        interpreter.put(Tensor.feedback(layer), test.feedback(layer));
      }
    }
    interpreter.step(test.training().inputs(0), test.training().targets(0));
    assertThat(tensors.last(plan.operations().size())).isEqualTo(RecordedTensors.stated(plan));
  }
}
