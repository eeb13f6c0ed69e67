package org.backflow.quantized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backflow.feedback.FeedbackSchemes.BACKPROP;
import static org.backflow.feedback.FeedbackSchemes.DIRECT;
import static org.backflow.feedback.FeedbackSchemes.DIRECT_ONE_HOT;
import static org.backflow.feedback.FeedbackSchemes.ONE_HOT;
import static org.backflow.feedback.FeedbackSchemes.RANDOM;
import static org.backflow.feedback.FeedbackSchemes.SIGN;
import static org.backflow.feedback.FeedbackSchemes.SIGN_SYMMETRIC;

import java.util.Arrays;
import java.util.stream.Stream;
import org.backflow.feedback.FeedbackOperator;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Rounding;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.plan.Operation;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.plan.TrainingCase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where two schemes are the same arithmetic, they give the same bits and draw the same ones. */
class FixedPointEquivalenceTest {
  private static final double ETA = 0.7;
  private static final int STEPS = 5;

  /**
   * A network that is trained with a rounding; minibatches of 1 and 3, one to three hidden layers.
   */
  record Case(TrainingCase training, Rounding rounding) {}

  static Stream<Case> cases() {
    return Stream.of("4-5-3", "3-6-4-2", "5-3-4-6-2", "2-1-1")
        .flatMap(
            network ->
                Stream.of(1, 3)
                    .map(
                        batch ->
                            new TrainingCase(network.length(), NetworkShape.parse(network), batch)))
        .flatMap(training -> Arrays.stream(Rounding.values()).map(r -> new Case(training, r)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void random_withTheTransposedWeights_isBackpropForOneStep(Case test) {
    TrainingCase training = test.training();
    for (Overflow overflow : Overflow.values()) {
      FixedPointArithmetic arithmetic = TrainedInFixedPoint.twelveBits(test.rounding(), overflow);
      FixedPointInterpreter backprop =
          TrainedInFixedPoint.start(
              training, training.plan(BACKPROP), arithmetic, ETA, training::randomFeedback);
      FixedPointInterpreter random =
          TrainedInFixedPoint.start(
              training,
              training.plan(RANDOM),
              arithmetic,
              ETA,
              layer -> TrainingCase.transposedWithoutBias(training.weights(layer + 1)));
      backprop.step(training.inputs(0), training.targets(0));
      random.step(training.inputs(0), training.targets(0));
      assertSame(training.plan(BACKPROP), random, backprop);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void oneHot_equalsRandomWithTheSameMatrix(Case test) {
    TrainingCase training = test.training();
    for (double scale : new double[] {1.0, 1.3, 0.0}) {
      StepPlan.Options options = new StepPlan.Options(scale != 1.0, false);
      FixedPointArithmetic arithmetic =
          TrainedInFixedPoint.twelveBits(test.rounding(), Overflow.SAT);
      StepPlan selecting = training.plan(ONE_HOT, options);
      FixedPointInterpreter oneHot =
          TrainedInFixedPoint.start(
              training, selecting, arithmetic, ETA, layer -> training.oneHotFeedback(layer, scale));
      FixedPointInterpreter random =
          TrainedInFixedPoint.start(
              training,
              training.plan(RANDOM, options),
              arithmetic,
              ETA,
              layer -> training.oneHotFeedback(layer, scale));
      for (int step = 0; step < STEPS; step++) {
        oneHot.step(training.inputs(step), training.targets(step));
        random.step(training.inputs(step), training.targets(step));
        assertSame(selecting, oneHot, random);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sparse_equalsRandomWithTheSameMatrix(Case test) {
    TrainingCase training = test.training();
    for (FeedbackScheme scheme : training.schemes()) {
      if (scheme.operator() == FeedbackOperator.SPARSE) {
        assertEqual(test, scheme, RANDOM, layer -> training.feedback(scheme, layer, 1.0), 1.0);
      }
    }
  }

  /**
   * Under every rounding but the stochastic one, which takes fewer random bits where fewer bits are
   * dropped.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void sign_equalsRandomWithTheMatrixOfItsSigns(Case test) {
    TrainingCase training = test.training();
    if (test.rounding() != Rounding.STOCHASTIC) {
      assertEqual(test, SIGN, RANDOM, layer -> training.feedback(SIGN, layer, 1.0), 1.0);
      assertEqual(test, SIGN, RANDOM, layer -> training.feedback(SIGN, layer, 1.5), 1.5);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void directOneHot_equalsDirectWithTheSameMatrix(Case test) {
    TrainingCase training = test.training();
    for (double scale : new double[] {1.0, 1.3, 0.0}) {
      assertEqual(
          test,
          DIRECT_ONE_HOT,
          DIRECT,
          layer -> training.feedback(DIRECT_ONE_HOT, layer, scale),
          scale);
    }
  }

  /** Trains both, the second with the matrix that the first stands for, to the same bits. */
  private static void assertEqual(
      Case test,
      FeedbackScheme special,
      FeedbackScheme dense,
      TrainedInFixedPoint.Feedback feedback,
      double scale) {
    TrainingCase training = test.training();
    StepPlan.Options options = new StepPlan.Options(scale != 1.0, false);
    StepPlan plan = training.plan(special, options);
    FixedPointArithmetic arithmetic = TrainedInFixedPoint.twelveBits(test.rounding(), Overflow.SAT);
    FixedPointInterpreter left =
        TrainedInFixedPoint.start(training, plan, arithmetic, ETA, feedback);
    FixedPointInterpreter right =
        TrainedInFixedPoint.start(
            training,
            training.plan(dense, options),
            arithmetic,
            ETA,
            layer -> shifted(feedback.of(layer), special.shift(training.network(), layer)));
    for (int step = 0; step < STEPS; step++) {
      left.step(training.inputs(step), training.targets(step));
      right.step(training.inputs(step), training.targets(step));
      assertSame(plan, left, right);
    }
  }

  private static Matrix shifted(Matrix matrix, int shift) {
    Matrix shifted = matrix.copy();
    for (int i = 0; i < shifted.values().length; i++) {
      shifted.values()[i] = Math.scalb(shifted.values()[i], -shift);
    }
    return shifted;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void signSymmetric_withWeightsOfItsMagnitude_isBackpropForOneStep(Case test) {
    TrainingCase training = test.training();
    if (test.rounding() == Rounding.STOCHASTIC) {
      return;
    }
    FixedPointArithmetic arithmetic = TrainedInFixedPoint.twelveBits(test.rounding(), Overflow.SAT);
    FixedPointInterpreter signs =
        TrainedInFixedPoint.start(
            training, training.plan(SIGN_SYMMETRIC), arithmetic, ETA, training::randomFeedback);
    FixedPointInterpreter backprop =
        TrainedInFixedPoint.start(
            training, training.plan(BACKPROP), arithmetic, ETA, training::randomFeedback);
    for (int layer = 2; layer <= training.network().layers(); layer++) {
      int shift = SIGN_SYMMETRIC.shift(training.network(), layer - 1);
      Matrix weights = training.weights(layer);
      for (int i = 0; i < weights.values().length; i++) {
        weights.values()[i] = Math.copySign(Math.scalb(1.0, -shift), weights.values()[i]);
      }
      signs.put(Tensor.weight(layer), weights);
      backprop.put(Tensor.weight(layer), weights);
    }
    signs.step(training.inputs(0), training.targets(0));
    backprop.step(training.inputs(0), training.targets(0));
    assertSame(training.plan(SIGN_SYMMETRIC), signs, backprop);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void oneHot_withAScaleOfZero_leavesTheHiddenLayersAsTheyAre(Case test) {
    TrainingCase training = test.training();
    FixedPointArithmetic arithmetic = TrainedInFixedPoint.twelveBits(test.rounding(), Overflow.SAT);
    FixedPointInterpreter interpreter =
        TrainedInFixedPoint.start(
            training,
            training.plan(ONE_HOT, new StepPlan.Options(true, false)),
            arithmetic,
            ETA,
            layer -> training.oneHotFeedback(layer, 0.0));
    for (int step = 0; step < STEPS; step++) {
      interpreter.step(training.inputs(step), training.targets(step));
    }
    for (int layer = 1; layer < training.network().layers(); layer++) {
      CodeMatrix initial = CodeMatrix.nearest(training.weights(layer), arithmetic.weight());
      assertThat(interpreter.get(Tensor.weight(layer)).codes()).isEqualTo(initial.codes());
    }
  }

  private static void assertSame(
      StepPlan plan, FixedPointInterpreter left, FixedPointInterpreter right) {
    for (Operation operation : plan.operations()) {
      assertThat(left.get(operation.result()).codes())
          .as(operation.name())
          .containsExactly(right.get(operation.result()).codes());
    }
    for (int layer = 1; layer <= plan.network().layers(); layer++) {
      for (int unit = 0; unit < plan.network().width(layer); unit++) {
        assertThat(left.randomState(layer, unit)).isEqualTo(right.randomState(layer, unit));
      }
    }
  }
}
