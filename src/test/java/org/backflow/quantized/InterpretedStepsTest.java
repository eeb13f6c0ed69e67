package org.backflow.quantized;

import static org.assertj.core.api.Assertions.assertThat;

import org.backflow.feedback.FeedbackSchemes;
import org.backflow.layer.DensePlan;
import org.backflow.network.NetworkShape;
import org.backflow.plan.StepPlan;
import org.junit.jupiter.api.Test;

class InterpretedStepsTest {

  private static int steps(int batch, int most) {
    return InterpretedSteps.of(
        DensePlan.of(
            NetworkShape.of(784, 20, 10), FeedbackSchemes.BACKPROP, batch, StepPlan.Options.PLAIN),
        most);
  }

  /** A sample takes 15,700 + 210 multiply-accumulates forward, as many to update, 200 back. */
  @Test
  void steps_areFewOnlyWhereAStepIsLarge() {
    assertThat(steps(1, 50)).isEqualTo(50);
    assertThat(steps(624, 50)).isEqualTo(50);
    assertThat(steps(625, 50)).isEqualTo(2);
    assertThat(steps(625, 1)).isEqualTo(1);
  }
}
