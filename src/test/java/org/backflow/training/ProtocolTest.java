package org.backflow.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.backflow.feedback.FeedbackScale;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.LearningRate;
import org.junit.jupiter.api.Test;

/** What a protocol makes of its figures, worked by hand. */
class ProtocolTest {
  private static Protocol protocol(Protocol.Gradient gradient, FeedbackScale scale) {
    return new Protocol(8, 3, 0.5, gradient, Protocol.Order.FIXED, scale);
  }

  @Test
  void eta_ofAMeanOverFour_isAQuarterOfThatOfTheSum() {
    Protocol summed = protocol(Protocol.Gradient.SUMMED, FeedbackScale.CONSTANT);
    assertThat(summed.eta(1, 0)).isEqualTo(0.5);
    assertThat(summed.eta(4, 2)).isEqualTo(0.5);
    Protocol averaged = protocol(Protocol.Gradient.AVERAGED, FeedbackScale.CONSTANT);
    assertThat(averaged.eta(1, 0)).isEqualTo(0.5);
    assertThat(averaged.eta(4, 2)).isEqualTo(0.125);
  }

  @Test
  void scale_ofASchemeWithItsOwn_isNotThatOfTheProtocol() {
    Protocol growing = protocol(Protocol.Gradient.SUMMED, FeedbackScale.LN_T_PLUS_1);
    FeedbackScheme constant = FeedbackSchemes.named("random-constant").orElseThrow();
    assertThat(growing.feedbackScaleOf(FeedbackSchemes.RANDOM))
        .isEqualTo(FeedbackScale.LN_T_PLUS_1);
    assertThat(growing.scalesFeedback(FeedbackSchemes.RANDOM)).isTrue();
    assertThat(growing.feedbackScaleOf(constant)).isEqualTo(FeedbackScale.CONSTANT);
    assertThat(growing.scalesFeedback(constant)).isFalse();
  }

  private static Protocol of(LearningRateSchedule schedule, int epochs) {
    return new Protocol(
        8,
        epochs,
        0.5,
        Protocol.Gradient.AVERAGED,
        Protocol.Order.FIXED,
        FeedbackScale.CONSTANT,
        schedule);
  }

  private static double[] etas(LearningRateSchedule schedule) {
    Protocol protocol = of(schedule, 5);
    return IntStream.range(0, 5).mapToDouble(epoch -> protocol.eta(2, epoch)).toArray();
  }

  // 0.5 / 2 in the first epoch. The cosine is 1, (1 + cos 36)/2 = 0.904508, 0.654508, ...
  @Test
  void eta_ofEverySchedule_byHand() {
    assertThat(etas(new ConstantRate())).containsOnly(0.25);
    assertThat(etas(new StepRate(2, 0.5))).containsExactly(0.25, 0.25, 0.125, 0.125, 0.0625);
    assertThat(etas(new ExponentialRate(0.5)))
        .containsExactly(0.25, 0.125, 0.0625, 0.03125, 0.015625);
    double[] cosine = etas(new CosineRate(0.2));
    double[] shares = {1, 0.904508, 0.654508, 0.345492, 0.095492};
    for (int epoch = 0; epoch < 5; epoch++) {
      assertThat(cosine[epoch]).isCloseTo(0.25 * (0.2 + 0.8 * shares[epoch]), within(1e-6));
    }
  }

  @Test
  void options_ofRates_needNoMultiplierOnlyIfAllArePowersOfTwo() {
    FeedbackScheme scheme = FeedbackSchemes.BACKPROP;
    assertThat(of(new ConstantRate(), 5).options(scheme, 2).shiftedLearningRate()).isTrue();
    assertThat(of(new ExponentialRate(0.5), 5).options(scheme, 2).shiftedLearningRate()).isTrue();
    assertThat(of(new StepRate(4, 0.1), 4).options(scheme, 2).shiftedLearningRate()).isTrue();
    assertThat(of(new StepRate(4, 0.1), 5).options(scheme, 2).shiftedLearningRate()).isFalse();
    assertThat(of(new ConstantRate(), 5).options(scheme, 3).shiftedLearningRate()).isFalse();
    assertThat(of(new ConstantRate(), 5).options(scheme, 3).averagedGradient()).isTrue();
  }

  // 1/4 to 1/4 0.9^4 = 0.164: four rates of 17 fraction bits below 1/4, of which 0.164 is least.
  @Test
  void extremeRates_areTheSmallestOfEveryNumberOfFractionBits() {
    assertThat(of(new ExponentialRate(0.9), 5).extremeRates(2))
        .extracting(LearningRate::toDouble)
        .satisfiesExactly(
            power -> assertThat(power).isEqualTo(0.25),
            least -> assertThat(least).isCloseTo(0.25 * 0.6561, within(1e-5)));
  }

  @Test
  void schedule_outOfItsRange_isRefused() {
    assertThatThrownBy(() -> new StepRate(0, 0.5))
        .hasMessage("every is 0 epochs; expected 1 or more");
    assertThatThrownBy(() -> new ExponentialRate(0))
        .hasMessage("factor is 0.0; expected a positive number");
    assertThatThrownBy(() -> new CosineRate(1)).hasMessage("end is 1.0; expected 0 to less than 1");
    assertThatThrownBy(() -> of(new ExponentialRate(0.1), 1000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "schedule exponential takes learningRate 0.5 to 0.0 in epoch 999; expected a positive"
                + " number");
  }
}
