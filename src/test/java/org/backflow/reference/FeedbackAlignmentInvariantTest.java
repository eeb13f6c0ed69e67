package org.backflow.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.backflow.feedback.FeedbackSchemes;
import org.backflow.function.Precision;
import org.backflow.layer.DensePlan;
import org.backflow.network.Initialization;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In a linear network that learns by a fixed random matrix, B W + W<sup>T</sup> B<sup>T</sup> -
 * W<sub>0</sub> W<sub>0</sub><sup>T</sup> stays what it was, in the limit of small steps
 * (Lillicrap, Cownden, Tweed, Akerman 2014, arXiv 1411.0247, supplement; their W is the upper,
 * W<sub>0</sub> the lower layer, and a row of W<sub>0</sub> is a unit).
 *
 * <p>The interpreter has sigmoids. Near zero a sigmoid is linear, (z + 2) / 4, up to z<sup>3</sup>
 * / 48, so a network with weights of 1e-7 is the linear network whose hidden biases are 2 greater.
 * The deltas of the output may be anything: that they go through B is all that the proof needs.
 * With Euler steps the invariant drifts by the sum of dW<sub>0</sub> dW<sub>0</sub><sup>T</sup>,
 * which is proportional to the step for the same time.
 */
class FeedbackAlignmentInvariantTest {
  private static final NetworkShape NETWORK = NetworkShape.of(6, 5, 3);
  private static final int BATCH = 4;
  private static final double SMALL = 1e-7;
  private static final double TIME = 400;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void invariant_ofALinearNetwork_driftsInProportionToTheStep(long seed) {
    Matrix feedback = feedback(seed, "feedback");
    Drift coarse = drift(seed, 0.8, feedback, feedback);
    Drift middle = drift(seed, 0.4, feedback, feedback);
    Drift fine = drift(seed, 0.2, feedback, feedback);
    assertThat(coarse.invariant() / middle.invariant())
        .as("seed %d", seed)
        .isCloseTo(2, within(0.05));
    assertThat(middle.invariant() / fine.invariant())
        .as("seed %d", seed)
        .isCloseTo(2, within(0.05));
    // What has moved meanwhile: both terms, by far more than their difference.
    assertThat(fine.invariant()).isLessThan(1e-3 * fine.lower()).isLessThan(1e-5 * fine.upper());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void invariant_ofAnotherMatrixThanTheOneFedBack_doesNotHold(long seed) {
    Matrix feedback = feedback(seed, "feedback");
    Drift fine = drift(seed, 0.4, feedback, feedback(seed, "another"));
    assertThat(fine.invariant()).as("seed %d", seed).isGreaterThan(0.1 * fine.upper());
  }

  /**
   * How far the invariant and its two terms have moved, as the largest element.
   *
   * @param upper of B W + its transpose
   * @param lower of W0 W0 transposed, without the constant of the biases
   */
  private record Drift(double invariant, double upper, double lower) {}

  private static Drift drift(long seed, double eta, Matrix fedBack, Matrix measured) {
    StepPlan plan = DensePlan.of(NETWORK, FeedbackSchemes.RANDOM, BATCH, StepPlan.Options.PLAIN);
    FloatInterpreter interpreter = new FloatInterpreter(plan, Precision.DOUBLE);
    for (int layer = 1; layer <= 2; layer++) {
      Matrix weights =
          Initialization.UNIFORM_FAN_IN.weights(
              NETWORK, layer, RandomStream.of(seed, "weights", layer));
      interpreter.put(Tensor.weight(layer), scaled(weights, SMALL));
    }
    interpreter.put(Tensor.feedback(1), fedBack);
    double[] before = terms(interpreter, measured);
    RandomStream data = RandomStream.of(seed, "data");
    Matrix inputs = Matrix.zeros(BATCH, 6);
    for (int i = 0; i < inputs.values().length; i++) {
      inputs.values()[i] = data.nextGaussian();
    }
    Matrix targets = Matrix.zeros(BATCH, 3);
    for (int i = 0; i < targets.values().length; i++) {
      targets.values()[i] = 0.5 + SMALL * data.nextGaussian();
    }
    for (int step = 0; step < Math.round(TIME / eta); step++) {
      interpreter.step(inputs, targets, eta);
    }
    double[] after = terms(interpreter, measured);
    int size = before.length / 3;
    return new Drift(
        largest(before, after, 0, size),
        largest(before, after, size, 2 * size),
        largest(before, after, 2 * size, 3 * size));
  }

  private static Matrix feedback(long seed, String purpose) {
    return FeedbackSchemes.RANDOM
        .draw(NETWORK, 1, Initialization.UNIFORM_FAN_IN, RandomStream.of(seed, purpose))
        .orElseThrow();
  }

  /** Returns, for every pair of hidden units, the invariant, its upper and its lower term. */
  private static double[] terms(FloatInterpreter interpreter, Matrix feedback) {
    Matrix lower = interpreter.get(Tensor.weight(1));
    Matrix upper = interpreter.get(Tensor.weight(2));
    int units = feedback.columns();
    double[] terms = new double[3 * units * units];
    for (int i = 0; i < units; i++) {
      for (int j = 0; j < units; j++) {
        double up = 0;
        for (int k = 0; k < feedback.rows(); k++) {
          up += feedback.get(k, i) * upper.get(j, k) + feedback.get(k, j) * upper.get(i, k);
        }
        double low = 0;
        for (int k = 0; k < lower.rows(); k++) {
          low += lower.get(k, i) * lower.get(k, j);
        }
        // (b_i + 2) (b_j + 2) = b_i b_j + 2 (b_i + b_j) + 4, the constant left out.
        double bias = 2 * (lower.get(lower.rows() - 1, i) + lower.get(lower.rows() - 1, j));
        terms[i * units + j] = up - low - bias;
        terms[units * units + i * units + j] = up;
        terms[2 * units * units + i * units + j] = low;
      }
    }
    return terms;
  }

  private static double largest(double[] before, double[] after, int from, int to) {
    double largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(after[i] - before[i]));
    }
    return largest;
  }

  private static Matrix scaled(Matrix matrix, double factor) {
    Matrix result = matrix.copy();
    for (int i = 0; i < result.values().length; i++) {
      result.values()[i] *= factor;
    }
    return result;
  }
}
