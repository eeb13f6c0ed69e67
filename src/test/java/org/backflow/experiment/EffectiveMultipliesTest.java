package org.backflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.backflow.accelerator.OperationCost;
import org.backflow.experiment.file.ExperimentFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Effective multiplications that are known without counting. */
final class EffectiveMultipliesTest {
  @TempDir static Path folder;

  @BeforeAll
  static void writeImages() throws IOException {
    TinyImages.write(folder);
  }

  /** Returns the named operation of a step by random feedback that is scaled by ln(t + 1). */
  private static OperationCost operation(String name, int epochs, String numerics, String rate) {
    Experiment experiment =
        ExperimentFile.load(
            Path.of("data/experiments/mnist-20.yaml"),
            "data.path=" + folder,
            "layers=36-8-4",
            "runs=1",
            "schemes=[random]",
            "protocol.feedbackScale=ln(t+1)",
            "protocol.learningRate=" + rate,
            "protocol.epochs=" + epochs,
            "numerics=" + numerics,
            "accelerator.zeroGating=true");
    return new Comparison(experiment)
        .run().schemes().get(0).cost().operations().stream()
            .filter(operation -> operation.name().equals(name))
            .findFirst()
            .orElseThrow();
  }

  // After one epoch the scale is that of epoch 0, ln 1 = 0: no product with B has an effect, and
  // the errors that it carries back are zero, so that of the two products of delta.1 at most the
  // slope is left.
  @Test
  void feedback_afterOneEpochOfLnTPlusOne_multipliesByZeroOnly() {
    OperationCost feedback = operation("feedback.1", 1, "fixed", "0.5");
    assertThat(feedback.work().multiplies()).isEqualTo(32);
    assertThat(feedback.work().effectiveMultiplies()).isZero();
    OperationCost delta = operation("delta.1", 1, "fixed", "0.5");
    assertThat(delta.work().multiplies()).isEqualTo(16);
    assertThat(delta.work().effectiveMultiplies()).isBetween(1L, 8L);
  }

  // After two it is that of epoch 1, ln 2.
  @Test
  void feedback_afterTwoEpochsOfLnTPlusOne_multiplies() {
    assertThat(operation("feedback.1", 2, "fixed", "0.5").work().effectiveMultiplies())
        .isPositive();
  }

  // Float weights that a rate of 10^30 made infinite less infinite are no numbers: nothing is held
  // back, since nothing is known.
  @Test
  void network_whoseWeightsAreNoNumbers_isPricedWithoutGating() {
    OperationCost forward = operation("forward.1", 2, "float", "1e19");
    assertThat(forward.work().effectiveMultiplies()).isPositive();
  }
}
