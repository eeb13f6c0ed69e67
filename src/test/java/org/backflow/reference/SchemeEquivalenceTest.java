package org.backflow.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backflow.feedback.FeedbackSchemes.BACKPROP;
import static org.backflow.feedback.FeedbackSchemes.DIRECT;
import static org.backflow.feedback.FeedbackSchemes.DIRECT_ONE_HOT;
import static org.backflow.feedback.FeedbackSchemes.ONE_HOT;
import static org.backflow.feedback.FeedbackSchemes.RANDOM;
import static org.backflow.feedback.FeedbackSchemes.SIGN;
import static org.backflow.feedback.FeedbackSchemes.SIGN_SYMMETRIC;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.backflow.feedback.FeedbackOperator;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.function.Precision;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.plan.Operation;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.plan.TrainingCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where two schemes are the same arithmetic, they give the same bits. */
class SchemeEquivalenceTest {
  private static final double ETA = 0.7;

  static Stream<TrainingCase> cases() {
    return LongStream.range(100, 130).mapToObj(TrainingCase::of);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void random_withTheTransposedWeights_isBackpropForOneStep(TrainingCase training) {
    for (Precision precision : Precision.values()) {
      FloatInterpreter backprop =
          TrainedInFloat.start(
              training, training.plan(BACKPROP), precision, training::randomFeedback);
      FloatInterpreter random =
          TrainedInFloat.start(
              training,
              training.plan(RANDOM),
              precision,
              layer -> TrainingCase.transposedWithoutBias(training.weights(layer + 1)));
      backprop.step(training.inputs(0), training.targets(0), ETA);
      random.step(training.inputs(0), training.targets(0), ETA);
      assertSame(training.plan(BACKPROP), random, backprop);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void oneHot_equalsRandomWithTheSameMatrix(TrainingCase training) {
    for (Precision precision : Precision.values()) {
      for (double scale : new double[] {1.0, Math.log(3 + Math.E)}) {
        StepPlan.Options options = new StepPlan.Options(scale != 1.0, false);
        StepPlan selecting = training.plan(ONE_HOT, options);
        FloatInterpreter oneHot =
            TrainedInFloat.start(
                training, selecting, precision, layer -> training.oneHotFeedback(layer, scale));
        FloatInterpreter random =
            TrainedInFloat.start(
                training,
                training.plan(RANDOM, options),
                precision,
                layer -> training.oneHotFeedback(layer, scale));
        for (int step = 0; step < 4; step++) {
          oneHot.step(training.inputs(step), training.targets(step), ETA);
          random.step(training.inputs(step), training.targets(step), ETA);
          assertSame(selecting, oneHot, random);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sparse_equalsRandomWithTheSameMatrix(TrainingCase training) {
    for (FeedbackScheme scheme : training.schemes()) {
      if (scheme.operator() == FeedbackOperator.SPARSE) {
        assertEqual(training, scheme, RANDOM, layer -> training.feedback(scheme, layer, 1.3), 1.0);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sparseWithAllConnections_drawsAndComputesWhatRandomDoes(TrainingCase seeded) {
    NetworkShape square = NetworkShape.of(seeded.network().inputs(), 4, 4, 4);
    TrainingCase training = new TrainingCase(seeded.seed(), square, seeded.batch());
    FeedbackScheme sparse = FeedbackSchemes.sparse(4);
    assertThat(training.feedback(sparse, 1, 1.0)).isEqualTo(training.randomFeedback(1));
    assertEqual(training, sparse, RANDOM, training::randomFeedback, 1.0);
  }

  /** The magnitude is a power of two, so taking it out of the sum changes no bit. */
  @ParameterizedTest
  @MethodSource("cases")
  void sign_equalsRandomWithTheMatrixOfItsSigns(TrainingCase training) {
    assertEqual(training, SIGN, RANDOM, layer -> training.feedback(SIGN, layer, 1.0), 1.0);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void direct_ofTwoLayers_equalsRandom(TrainingCase seeded) {
    NetworkShape network = NetworkShape.of(seeded.network().inputs(), 5, 3);
    TrainingCase training = new TrainingCase(seeded.seed(), network, seeded.batch());
    assertThat(training.feedback(DIRECT, 1, 1.0)).isEqualTo(training.randomFeedback(1));
    assertEqual(training, DIRECT, RANDOM, training::randomFeedback, 1.0);
    assertThat(training.feedback(DIRECT_ONE_HOT, 1, 1.0)).isEqualTo(training.oneHotFeedback(1, 1));
    assertEqual(
        training, DIRECT_ONE_HOT, ONE_HOT, layer -> training.oneHotFeedback(layer, 1.0), 1.0);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void directOneHot_equalsDirectWithTheSameMatrix(TrainingCase training) {
    for (double scale : new double[] {1.0, Math.log(3 + Math.E)}) {
      assertEqual(
          training,
          DIRECT_ONE_HOT,
          DIRECT,
          layer -> training.feedback(DIRECT_ONE_HOT, layer, scale),
          scale);
    }
  }

  /** Trains both, the second with the matrix that the first stands for, to the same bits. */
  private static void assertEqual(
      TrainingCase training,
      FeedbackScheme special,
      FeedbackScheme dense,
      TrainedInFloat.Feedback feedback,
      double scale) {
    StepPlan.Options options = new StepPlan.Options(scale != 1.0, false);
    StepPlan plan = training.plan(special, options);
    for (Precision precision : Precision.values()) {
      FloatInterpreter left = TrainedInFloat.start(training, plan, precision, feedback);
      FloatInterpreter right =
          TrainedInFloat.start(
              training,
              training.plan(dense, options),
              precision,
              layer -> shifted(feedback.of(layer), special.shift(training.network(), layer)));
      for (int step = 0; step < 4; step++) {
        left.step(training.inputs(step), training.targets(step), ETA);
        right.step(training.inputs(step), training.targets(step), ETA);
        assertSame(plan, left, right);
      }
    }
  }

  private static Matrix shifted(Matrix matrix, int shift) {
    Matrix shifted = matrix.copy();
    for (int i = 0; i < shifted.values().length; i++) {
      shifted.values()[i] = Math.scalb(shifted.values()[i], -shift);
    }
    return shifted;
  }

  /** For one step: the update takes the weights off their common magnitude. */
  @ParameterizedTest
  @MethodSource("cases")
  void signSymmetric_withWeightsOfItsMagnitude_isBackpropForOneStep(TrainingCase training) {
    for (Precision precision : Precision.values()) {
      FloatInterpreter signs =
          TrainedInFloat.start(
              training, training.plan(SIGN_SYMMETRIC), precision, training::randomFeedback);
      FloatInterpreter backprop =
          TrainedInFloat.start(
              training, training.plan(BACKPROP), precision, training::randomFeedback);
      for (int layer = 2; layer <= training.network().layers(); layer++) {
        int shift = SIGN_SYMMETRIC.shift(training.network(), layer - 1);
        Matrix weights = training.weights(layer);
        for (int i = 0; i < weights.values().length; i++) {
          weights.values()[i] = Math.copySign(Math.scalb(1.0, -shift), weights.values()[i]);
        }
        signs.put(Tensor.weight(layer), weights);
        backprop.put(Tensor.weight(layer), weights);
      }
      signs.step(training.inputs(0), training.targets(0), ETA);
      backprop.step(training.inputs(0), training.targets(0), ETA);
      assertSame(training.plan(SIGN_SYMMETRIC), signs, backprop);
    }
  }

  @Test
  void oneHot_withAScaleOfZero_leavesTheHiddenLayersAsTheyAre() {
    // ln(t + 1) is zero in the first epoch, and so is the whole scaled matrix.
    TrainingCase training = new TrainingCase(1, NetworkShape.of(4, 5, 3, 2), 2);
    StepPlan plan = training.plan(ONE_HOT, new StepPlan.Options(true, false));
    FloatInterpreter interpreter =
        TrainedInFloat.start(
            training, plan, Precision.DOUBLE, layer -> training.oneHotFeedback(layer, 0.0));
    interpreter.step(training.inputs(0), training.targets(0), ETA);
    assertThat(interpreter.get(Tensor.weight(1))).isEqualTo(training.weights(1));
    assertThat(interpreter.get(Tensor.weight(2))).isEqualTo(training.weights(2));
    assertThat(interpreter.get(Tensor.weight(3))).isNotEqualTo(training.weights(3));
  }

  @Test
  void oneHot_withAMatrixThatSelectsNothingOrTwice_isRefused() {
    TrainingCase training = new TrainingCase(1, NetworkShape.of(4, 2, 3), 2);
    for (double[] second : new double[][] {{0, 0, 0}, {1, 0, 1}}) {
      Matrix feedback = new Matrix(3, 2, new double[] {0, second[0], 1, second[1], 0, second[2]});
      FloatInterpreter interpreter =
          TrainedInFloat.start(
              training, training.plan(ONE_HOT), Precision.DOUBLE, layer -> feedback);
      int found = (int) (second[0] + second[1] + second[2]);
      assertThatThrownBy(() -> interpreter.step(training.inputs(0), training.targets(0), ETA))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("feedback.1 selects %d elements for unit 1 of layer 1; expected one", found);
    }
  }

  private static void assertSame(StepPlan plan, FloatInterpreter left, FloatInterpreter right) {
    for (Operation operation : plan.operations()) {
      assertThat(left.get(operation.result()).values())
          .as(operation.name())
          .containsExactly(right.get(operation.result()).values());
    }
  }
}
