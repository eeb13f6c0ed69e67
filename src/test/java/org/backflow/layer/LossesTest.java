package org.backflow.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.backflow.data.ImageShape;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.function.Activation;
import org.backflow.function.Activations;
import org.backflow.function.Logistic;
import org.backflow.function.Relu;
import org.backflow.function.Tanh;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Operation;
import org.backflow.plan.Phase;
import org.backflow.plan.StepPlan;
import org.junit.jupiter.api.Test;

class LossesTest {

  private static LayeredNetwork network(Loss loss, Optional<Activation> activation) {
    return new LayeredNetwork(ImageShape.vector(3), List.of(new Dense(2, activation)), loss);
  }

  private static ThrowingCallable of(Loss loss, Optional<Activation> activation) {
    return () -> network(loss, activation);
  }

  @Test
  void named_everyName_isFound() {
    assertThat(Losses.names())
        .containsExactly("half-squared-error", "binary-cross-entropy", "softmax-cross-entropy");
    for (Loss loss : Losses.all()) {
      assertThat(Losses.require(loss.name())).isEqualTo(loss);
    }
    assertThatThrownBy(() -> Losses.require("softmax-cross-entrpy"))
        .hasMessage(
            "no loss is called 'softmax-cross-entrpy'; expected one of half-squared-error,"
                + " binary-cross-entropy, softmax-cross-entropy; did you mean"
                + " 'softmax-cross-entropy'?");
    assertThat(Losses.named("hinge")).isEmpty();
  }

  @Test
  void network_whoseLossDoesNotFitItsActivation_isRefusedWithWhatWouldFit() {
    assertThatThrownBy(of(new HalfSquaredError(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "half-squared-error after dense 2 without an activation; expected one, identity where"
                + " the sums are the output");
    assertThatThrownBy(of(new BinaryCrossEntropy(), Optional.of(new Relu())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("binary-cross-entropy after dense 2 relu; expected activation" + " logistic");
    assertThatThrownBy(of(new BinaryCrossEntropy(), Optional.empty()))
        .hasMessage(
            "binary-cross-entropy after dense 2 without an activation; expected activation"
                + " logistic");
    assertThatThrownBy(of(new SoftmaxCrossEntropy(), Optional.of(new Tanh())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "softmax-cross-entropy after dense 2 tanh; expected no activation, for"
                + " softmax is one");
  }

  @Test
  void network_ofHalfSquaredError_fitsEveryActivation() {
    for (Activation activation : Activations.all()) {
      assertThat(network(new HalfSquaredError(), Optional.of(activation)).loss().name())
          .isEqualTo("half-squared-error");
    }
  }

  // (0.5^2 + 1^2) / 2. -ln(1/2) - ln(3/4). p = 1/4, 3/4 from exp(0), exp(ln 3).
  @Test
  void value_byHand() {
    double[] first = {1, 0};
    assertThat(new HalfSquaredError().value(new double[] {0.5, 1}, first)).isEqualTo(0.625);
    assertThat(new BinaryCrossEntropy().value(new double[] {0.5, 0.25}, first))
        .isCloseTo(Math.log(2) + Math.log(4 / 3.0), within(1e-15));
    assertThat(new BinaryCrossEntropy().value(new double[] {1, 0}, first)).isZero();
    assertThat(new SoftmaxCrossEntropy().value(new double[] {700, 700 + Math.log(3)}, first))
        .isCloseTo(Math.log(4), within(1e-12));
  }

  // Of 2 outputs a sample has 2 differences, 2 look-ups, 2 additions to the sum, 2 comparisons, 2
  // divisions and 2 targets that are subtracted.
  @Test
  void plan_ofSoftmax_reducesRowsAndDivides() {
    StepPlan plan =
        network(new SoftmaxCrossEntropy(), Optional.empty())
            .plan(FeedbackSchemes.BACKPROP, 4, StepPlan.Options.PLAIN);
    assertThat(plan.operations())
        .filteredOn(operation -> operation.phase() == Phase.OUTPUT_ERROR)
        .extracting(operation -> operation.name() + " " + operation.extent())
        .containsExactly(
            "maximum.1 Extent[m=4, n=1, k=2]",
            "exponential.1 Extent[m=4, n=2, k=1]",
            "total.1 Extent[m=4, n=1, k=2]",
            "error.1 Extent[m=4, n=2, k=1]");
    assertThat(plan.total(Phase.OUTPUT_ERROR, Operation::adds)).isEqualTo(4 * 8);
    assertThat(plan.total(Phase.OUTPUT_ERROR, Operation::multiplies)).isZero();
    assertThat(plan.shape(plan.operations().get(1).result()).n()).isOne();
  }

  @Test
  void plan_ofBinaryCrossEntropy_subtractsTheTarget() {
    StepPlan plan =
        network(new BinaryCrossEntropy(), Optional.of(new Logistic()))
            .plan(FeedbackSchemes.BACKPROP, 4, StepPlan.Options.PLAIN);
    assertThat(plan.operations())
        .filteredOn(operation -> operation.phase() == Phase.OUTPUT_ERROR)
        .singleElement()
        .isInstanceOfSatisfying(
            Elementwise.class,
            error -> assertThat(error.function().name()).isEqualTo("difference"));
    assertThat(plan.total(Phase.OUTPUT_ERROR, Operation::adds)).isEqualTo(8);
    assertThat(plan.total(Phase.OUTPUT_ERROR, Operation::multiplies)).isZero();
  }
}
