package org.backflow.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backflow.feedback.FeedbackSchemes.BACKPROP;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.backflow.function.FloatSigmoid;
import org.backflow.function.Precision;
import org.backflow.network.Matrix;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.plan.TrainingCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link Precision#SINGLE} against the same step written out in {@code float}, bit for bit. */
class SinglePrecisionTest {
  private static final float ETA = 0.07f;

  static Stream<TrainingCase> cases() {
    return LongStream.range(200, 220).mapToObj(TrainingCase::of);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void step_inSingle_isTheStepOfFloatArithmetic(TrainingCase training) {
    FloatInterpreter interpreter =
        TrainedInFloat.start(
            training, training.plan(BACKPROP), Precision.SINGLE, training::randomFeedback);
    int layers = training.network().layers();
    float[][][] weights = new float[layers + 1][][];
    for (int layer = 1; layer <= layers; layer++) {
      weights[layer] = floats(training.weights(layer));
    }
    for (int step = 0; step < 3; step++) {
      interpreter.step(training.inputs(step), training.targets(step), 0.07);
      step(weights, floats(training.inputs(step)), floats(training.targets(step)));
      for (int layer = 1; layer <= layers; layer++) {
        assertThat(floats(interpreter.get(Tensor.weight(layer))))
            .as("weights of layer %d after step %d", layer, step)
            .isDeepEqualTo(weights[layer]);
      }
    }
  }

  @Test
  void step_inSingle_leavesOnlySingles() {
    TrainingCase training = TrainingCase.of(203);
    StepPlan plan = training.plan(BACKPROP);
    FloatInterpreter interpreter =
        TrainedInFloat.start(training, plan, Precision.SINGLE, training::randomFeedback);
    interpreter.step(training.inputs(0), training.targets(0), 0.07);
    plan.operations()
        .forEach(
            operation -> {
              for (double value : interpreter.get(operation.result()).values()) {
                assertThat(value).as(operation.name()).isEqualTo((float) value);
              }
            });
  }

  @Test
  void round_ofEachPrecision_isToItsNearestNumber() {
    assertThat(Precision.SINGLE.round(0.1)).isEqualTo(0.1f).isNotEqualTo(0.1);
    assertThat(Precision.DOUBLE.round(0.1)).isEqualTo(0.1);
  }

  /**
   * Trains on one minibatch; {@code w[l]} has the bias in its last row, {@code w[0]} is not used.
   */
  private static void step(float[][][] w, float[][] inputs, float[][] targets) {
    int last = w.length - 1;
    int batch = inputs.length;
    float[][][] a = new float[w.length][batch][];
    float[][][] g = new float[w.length][batch][];
    for (int n = 0; n < batch; n++) {
      a[0][n] = inputs[n];
      for (int l = 1; l <= last; l++) {
        a[l][n] = forward(w[l], a[l - 1][n]);
      }
      float[] delta = new float[a[last][n].length];
      for (int j = 0; j < delta.length; j++) {
        float y = a[last][n][j];
        delta[j] = (y - targets[n][j]) * (y * (1 - y));
      }
      for (int l = last; l >= 1; l--) {
        g[l][n] = scaled(delta);
        delta = l > 1 ? back(w[l], delta, a[l - 1][n]) : delta;
      }
    }
    for (int l = 1; l <= last; l++) {
      for (int i = 0; i < w[l].length; i++) {
        for (int j = 0; j < w[l][i].length; j++) {
          float sum = 0;
          for (int n = 0; n < batch; n++) {
            sum += (i < a[l - 1][n].length ? a[l - 1][n][i] : 1f) * g[l][n][j];
          }
          w[l][i][j] -= sum;
        }
      }
    }
  }

  private static float[] forward(float[][] w, float[] a) {
    float[] next = new float[w[0].length];
    for (int j = 0; j < next.length; j++) {
      float z = 0;
      for (int k = 0; k < a.length; k++) {
        z += a[k] * w[k][j];
      }
      z += w[a.length][j];
      next[j] = FloatSigmoid.of(z);
    }
    return next;
  }

  private static float[] back(float[][] w, float[] delta, float[] a) {
    float[] result = new float[a.length];
    for (int j = 0; j < a.length; j++) {
      float error = 0;
      for (int k = 0; k < delta.length; k++) {
        error += delta[k] * w[j][k];
      }
      result[j] = error * (a[j] * (1 - a[j]));
    }
    return result;
  }

  private static float[] scaled(float[] delta) {
    float[] result = new float[delta.length];
    for (int j = 0; j < delta.length; j++) {
      result[j] = ETA * delta[j];
    }
    return result;
  }

  private static float[][] floats(Matrix matrix) {
    float[][] result = new float[matrix.rows()][matrix.columns()];
    for (int row = 0; row < matrix.rows(); row++) {
      for (int column = 0; column < matrix.columns(); column++) {
        result[row][column] = (float) matrix.get(row, column);
      }
    }
    return result;
  }
}
