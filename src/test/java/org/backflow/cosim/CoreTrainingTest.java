package org.backflow.cosim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.backflow.accelerator.ArrayShape;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Rounding;
import org.backflow.layer.DensePlan;
import org.backflow.network.NetworkShape;
import org.backflow.plan.StepPlan;
import org.backflow.quantized.CodeMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CoreTrainingTest {

  private static CoreTraining training(FeedbackScheme scheme) {
    return RandomTraining.of(
        1,
        NetworkShape.of(4, 2, 3),
        scheme,
        1,
        1,
        FixedPointArithmetic.sixteenBits(),
        0.5,
        new ArrayShape(2, 2));
  }

  private static FeedbackScheme scheme(String name) {
    return FeedbackSchemes.named(name).orElseThrow();
  }

  private static List<List<Long>> feedbackRows(FeedbackScheme scheme, long... codes) {
    CoreTraining drawn = training(scheme);
    CoreTraining training =
        new CoreTraining(
            drawn.plan(),
            drawn.arithmetic(),
            drawn.eta(),
            drawn.accelerator(),
            drawn.first(),
            drawn.second(),
            Optional.of(new CodeMatrix(3, 2, codes)),
            drawn.roundingSeed(),
            drawn.batches());
    return CoreFeedback.rows(training).stream()
        .map(row -> Arrays.stream(row).boxed().toList())
        .toList();
  }

  @Test
  void feedbackRows_ofSparse_areTheValuesAndThenTheSelections() {
    // Unit 0 listens to outputs 0 and 2; unit 1 to output 1, filled up with the first empty row.
    assertThat(feedbackRows(FeedbackSchemes.SPARSE, 5, 0, 0, -1, 7, 0))
        .containsExactly(List.of(5L, 0L), List.of(7L, 0xFFFFL), List.of(0L, 0L), List.of(2L, 1L));
  }

  @Test
  void feedbackRows_ofSigns_areOneWhereMinus() {
    assertThat(feedbackRows(FeedbackSchemes.SIGN, 9, -9, -9, -9, 9, 9))
        .containsExactly(List.of(0L, 1L), List.of(1L, 1L), List.of(0L, 0L));
  }

  @Test
  void feedbackRows_ofASelection_areOneRow() {
    assertThat(feedbackRows(FeedbackSchemes.DIRECT_ONE_HOT, 0, 1, 0, 0, 1, 0))
        .containsExactly(List.of(2L, 0L));
  }

  @Test
  void feedbackRows_ofSchemesThatReadTheWeights_areNone() {
    assertThat(CoreFeedback.rows(training(FeedbackSchemes.SIGN_SYMMETRIC))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"direct, random", "direct-one-hot, one-hot"})
  void parameters_ofADirectScheme_areThoseOfItsPlainOne(String direct, String plain) {
    assertThat(training(scheme(direct)).parameters())
        .isEqualTo(training(scheme(plain)).parameters());
  }

  @Test
  void parameters_ofSparseAndSign_sayWhatTheirUnitsNeed() {
    assertThat(training(FeedbackSchemes.sparse(3)).parameters())
        .containsEntry("Scheme", 3)
        .containsEntry("Connections", 3);
    // The power of two nearest to 1 / sqrt(2 + 1) is 1/2.
    assertThat(training(FeedbackSchemes.SIGN).parameters())
        .containsEntry("Scheme", 4)
        .containsEntry("SignShift", 1);
  }

  private static StepPlan scaled(FeedbackScheme scheme) {
    return DensePlan.of(NetworkShape.of(4, 2, 3), scheme, 1, new StepPlan.Options(true, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"one-hot", "direct-one-hot", "sign"})
  void requireSupported_ofScaledFeedbackWithoutAMultiplier_refuses(String name) {
    assertThatExceptionOfType(UnsupportedTrainingException.class)
        .isThrownBy(
            () ->
                CoreTraining.requireSupported(
                    scaled(scheme(name)),
                    training(FeedbackSchemes.RANDOM).arithmetic(),
                    training(FeedbackSchemes.RANDOM).accelerator()))
        .withMessageContaining(name)
        .withMessageContaining("protocol.feedbackScale=constant");
  }

  @ParameterizedTest
  @ValueSource(strings = {"backprop", "random", "sparse", "direct", "sign-symmetric"})
  void requireSupported_ofScaledFeedbackThatIsOtherCodes_accepts(String name) {
    assertThatNoException()
        .isThrownBy(
            () ->
                CoreTraining.requireSupported(
                    scaled(scheme(name)),
                    training(FeedbackSchemes.RANDOM).arithmetic(),
                    training(FeedbackSchemes.RANDOM).accelerator()));
  }

  @Test
  void requireSupported_ofARoundingThatTheRtlLacks_refusesItByName() {
    CoreTraining given = training(FeedbackSchemes.RANDOM);
    FixedPointArithmetic all = given.arithmetic();
    Quantization delta = Quantization.parse("fixed<16,2,TRN_ZERO>", Rounding.RND, Overflow.SAT);
    FixedPointArithmetic other =
        new FixedPointArithmetic(
            all.input(),
            all.weight(),
            all.derivative(),
            delta,
            all.feedback(),
            all.gradient(),
            all.sigmoid(),
            all.accumulatorBits());
    assertThatExceptionOfType(UnsupportedTrainingException.class)
        .isThrownBy(() -> CoreTraining.requireSupported(given.plan(), other, given.accelerator()))
        .withMessage(
            "co-simulation: fixedPoint.delta is fixed<16,2,TRN_ZERO,SAT>: the RTL rounds by one of [TRN, RND,"
                + " RND_CONV, RND_ZERO, STOCHASTIC]");
  }
}
