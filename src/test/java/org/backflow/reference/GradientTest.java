package org.backflow.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.function.Precision;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.plan.TrainingCase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradientTest {
  private static final double STEP = 1e-3;

  @ParameterizedTest
  @CsvSource({
    "4-3, 1, 1",
    "4-3, 5, 2",
    "3-5-2, 2, 3",
    "5-7-6-4-3, 1, 4",
    "5-7-6-4-3, 3, 5",
    "2-1-1-1, 2, 6"
  })
  void step_ofBackprop_descendsTheGradientOfTheHalfSquaredError(
      String network, int batch, long seed) {
    TrainingCase training = new TrainingCase(seed, NetworkShape.parse(network), batch);
    StepPlan plan = training.plan(FeedbackSchemes.BACKPROP);
    FloatInterpreter interpreter =
        TrainedInFloat.start(training, plan, Precision.DOUBLE, training::randomFeedback);
    List<Matrix> weights = new ArrayList<>();
    for (int layer = 1; layer <= training.network().layers(); layer++) {
      weights.add(interpreter.get(Tensor.weight(layer)));
    }
    interpreter.step(training.inputs(0), training.targets(0), 1.0);

    for (int layer = 1; layer <= weights.size(); layer++) {
      Matrix before = weights.get(layer - 1);
      Matrix after = interpreter.get(Tensor.weight(layer));
      double largest = 0;
      for (int i = 0; i < before.values().length; i++) {
        double gradient = before.values()[i] - after.values()[i];
        double difference = difference(training, weights, before.values(), i);
        assertThat(Math.abs(gradient - difference))
            .as("%s, layer %d, weight %d: %s", training, layer, i, gradient)
            .isLessThan(1e-6 * Math.abs(difference) + 1e-12);
        largest = Math.max(largest, Math.abs(gradient));
      }
      assertThat(largest).as("rounding errors of 1e-12 are no excuse").isGreaterThan(1e-4);
    }
  }

  /** Returns the derivative by the central differences of fourth order, whose error is h^4. */
  private static double difference(
      TrainingCase training, List<Matrix> weights, double[] values, int i) {
    double value = values[i];
    double[] losses = new double[5];
    for (int k = -2; k <= 2; k++) {
      values[i] = value + k * STEP;
      losses[k + 2] = loss(training, weights);
    }
    values[i] = value;
    return (losses[0] - 8 * losses[1] + 8 * losses[3] - losses[4]) / (12 * STEP);
  }

  /** Returns half the squared error of the minibatch, computed sample by sample. */
  private static double loss(TrainingCase training, List<Matrix> weights) {
    double loss = 0;
    for (int sample = 0; sample < training.batch(); sample++) {
      double[] a = row(training.inputs(0), sample);
      for (Matrix w : weights) {
        double[] next = new double[w.columns()];
        for (int unit = 0; unit < next.length; unit++) {
          double z = w.get(a.length, unit);
          for (int k = 0; k < a.length; k++) {
            z += a[k] * w.get(k, unit);
          }
          next[unit] = 1 / (1 + Math.exp(-z));
        }
        a = next;
      }
      for (int output = 0; output < a.length; output++) {
        loss += Math.pow(a[output] - training.targets(0).get(sample, output), 2) / 2;
      }
    }
    return loss;
  }

  private static double[] row(Matrix matrix, int row) {
    double[] values = new double[matrix.columns()];
    for (int column = 0; column < values.length; column++) {
      values[column] = matrix.get(row, column);
    }
    return values;
  }
}
