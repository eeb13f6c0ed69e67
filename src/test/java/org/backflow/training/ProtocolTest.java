package org.backflow.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.backflow.feedback.FeedbackScale;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.junit.jupiter.api.Test;

/** What a protocol makes of its figures, worked by hand. */
class ProtocolTest {
  private static Protocol protocol(Protocol.Gradient gradient, FeedbackScale scale) {
    return new Protocol(8, 3, 0.5, gradient, Protocol.Order.FIXED, scale);
  }

  @Test
  void eta_ofAMeanOverFour_isAQuarterOfThatOfTheSum() {
    Protocol summed = protocol(Protocol.Gradient.SUMMED, FeedbackScale.CONSTANT);
    assertThat(summed.eta(1)).isEqualTo(0.5);
    assertThat(summed.eta(4)).isEqualTo(0.5);
    Protocol averaged = protocol(Protocol.Gradient.AVERAGED, FeedbackScale.CONSTANT);
    assertThat(averaged.eta(1)).isEqualTo(0.5);
    assertThat(averaged.eta(4)).isEqualTo(0.125);
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
}
