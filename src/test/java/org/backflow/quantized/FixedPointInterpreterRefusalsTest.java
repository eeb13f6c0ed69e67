package org.backflow.quantized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backflow.feedback.FeedbackSchemes.BACKPROP;
import static org.backflow.feedback.FeedbackSchemes.ONE_HOT;
import static org.backflow.feedback.FeedbackSchemes.RANDOM;

import org.backflow.feedback.FeedbackScheme;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Rounding;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.plan.TrainingCase;
import org.junit.jupiter.api.Test;

class FixedPointInterpreterRefusalsTest {
  private static final TrainingCase TRAINING = new TrainingCase(1, NetworkShape.of(3, 4, 2), 2);

  private static FixedPointInterpreter interpreter(FeedbackScheme scheme) {
    return TrainedInFixedPoint.start(
        TRAINING,
        TRAINING.plan(scheme),
        TrainedInFixedPoint.twelveBits(Rounding.RND, Overflow.SAT),
        0.07,
        layer -> TRAINING.oneHotFeedback(layer, 1.0));
  }

  @Test
  void interpreter_ofARateThatThePlanDoesNotKnowAsAShift_isRefused() {
    FixedPointArithmetic arithmetic = FixedPointArithmetic.sixteenBits();
    StepPlan shifting = TRAINING.plan(BACKPROP, new StepPlan.Options(false, true));
    assertThatThrownBy(
            () -> new FixedPointInterpreter(shifting, arithmetic, LearningRate.of(0.07), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "scale.2: the plan has no multiplier for the learning rate, which is no power of two:"
                + " 0.06999969482421875");
    FixedPointInterpreter any =
        new FixedPointInterpreter(TRAINING.plan(BACKPROP), arithmetic, LearningRate.of(0.5), 1);
    assertThatCode(() -> any.setLearningRate(LearningRate.of(0.07))).doesNotThrowAnyException();
    FixedPointInterpreter shifts =
        new FixedPointInterpreter(shifting, arithmetic, LearningRate.of(0.5), 1);
    assertThatCode(() -> shifts.setLearningRate(LearningRate.of(0.25))).doesNotThrowAnyException();
    assertThatThrownBy(() -> shifts.setLearningRate(LearningRate.of(0.3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("scale.2: the plan has no multiplier");
  }

  @Test
  void interpreter_ofAConversionThatItsRoundingCannotDo_isRefusedBeforeAnyStep() {
    // delta has 12 fraction bits, eta = 0.07 / 2^30 has 49, the gradient keeps 12.
    FixedPointArithmetic stochastic =
        TrainedInFixedPoint.twelveBits(Rounding.STOCHASTIC, Overflow.SAT);
    LearningRate tiny = LearningRate.of(Math.scalb(0.07, -30));
    assertThatThrownBy(
            () -> new FixedPointInterpreter(TRAINING.plan(BACKPROP), stochastic, tiny, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "scale.2: a conversion to fixed<12,0> with STOCHASTIC drops 49 bits; at most 32 can be"
                + " dropped");
    FixedPointArithmetic coarse =
        derivative(
            new Quantization(FixedPointFormat.fixed(2, 18), Rounding.STOCHASTIC, Overflow.SAT));
    assertThatThrownBy(
            () ->
                new FixedPointInterpreter(
                    TRAINING.plan(BACKPROP), coarse, LearningRate.of(0.07), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "error.2: a (1 - a): a conversion to fixed<2,18> with STOCHASTIC drops 44 bits; at most"
                + " 32 can be dropped");
  }

  private static FixedPointArithmetic derivative(Quantization derivative) {
    FixedPointArithmetic other = FixedPointArithmetic.sixteenBits();
    return new FixedPointArithmetic(
        other.input(),
        other.weight(),
        derivative,
        other.delta(),
        other.feedback(),
        other.gradient(),
        other.sigmoid(),
        48);
  }

  @Test
  void put_aMatrixOfAnotherShape_isRefused() {
    assertThatThrownBy(() -> interpreter(RANDOM).put(Tensor.weight(1), Matrix.zeros(3, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weight.1 is 3 x 4; expected 4 x 4");
  }

  @Test
  void put_codesOutsideOfTheirFormat_isRefused() {
    // The proof that no accumulator overflows starts from the largest code of the format.
    FixedPointInterpreter interpreter = interpreter(RANDOM);
    for (long code : new long[] {2048, -2049}) {
      CodeMatrix codes = CodeMatrix.zeros(4, 4);
      codes.set(2, 1, code);
      assertThatThrownBy(() -> interpreter.put(Tensor.weight(1), codes))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "weight.1 has code %d in row 2, column 1; fixed<12,3> has -2048 to 2047", code);
    }
    CodeMatrix extremes = CodeMatrix.zeros(4, 4);
    extremes.set(0, 0, 2047);
    extremes.set(0, 1, -2048);
    interpreter.put(Tensor.weight(1), extremes);
    assertThat(interpreter.get(Tensor.weight(1))).isSameAs(extremes);
  }

  @Test
  void step_inputsOrTargetsOfAnotherShape_areRefused() {
    FixedPointInterpreter interpreter = interpreter(BACKPROP);
    assertThatThrownBy(() -> interpreter.step(Matrix.zeros(1, 3), Matrix.zeros(2, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("input.0 is 1 x 3; expected 2 x 3");
    assertThatThrownBy(() -> interpreter.step(Matrix.zeros(2, 3), Matrix.zeros(2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("target.2 is 2 x 3; expected 2 x 2");
  }

  @Test
  void step_ofASelectionThatIsNotOneHot_isRefused() {
    FixedPointInterpreter interpreter = interpreter(ONE_HOT);
    interpreter.put(Tensor.feedback(1), new Matrix(2, 4, new double[] {1, 0, 1, 1, 0, 0, 0, 0}));
    assertThatThrownBy(() -> interpreter.step(TRAINING.inputs(0), TRAINING.targets(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("feedback.1 selects 0 elements for unit 1 of layer 1; expected one");
  }

  @Test
  void get_whatWasNotPutOrComputed_isRefused() {
    assertThatThrownBy(() -> interpreter(BACKPROP).get(Tensor.delta(1)))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("delta.1 has not been computed");
  }
}
