package org.backflow.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The factors by hand; every user of a scale calls the same formula. */
class FeedbackScaleTest {
  // ln 1, ln 2, ln 10, ln 200; ln e, ln 3.71828, ln 11.71828, ln 201.71828.
  @ParameterizedTest
  @CsvSource({
    "CONSTANT, 0, 1",
    "CONSTANT, 199, 1",
    "LN_T_PLUS_1, 0, 0",
    "LN_T_PLUS_1, 1, 0.6931471805599453",
    "LN_T_PLUS_1, 9, 2.302585092994046",
    "LN_T_PLUS_1, 199, 5.298317366548036",
    "LN_T_PLUS_E, 0, 1",
    "LN_T_PLUS_E, 1, 1.3132616875182228",
    "LN_T_PLUS_E, 9, 2.4611501717344746",
    "LN_T_PLUS_E, 199, 5.3068720795659585"
  })
  void at_anEpoch_isTheFactorWorkedByHand(FeedbackScale scale, int epoch, double factor) {
    assertThat(scale.at(epoch)).isCloseTo(factor, within(1e-15));
  }

  @Test
  void labels_areWhatExperimentsWrite() {
    assertThat(Stream.of(FeedbackScale.values()).map(FeedbackScale::label))
        .containsExactly("constant", "ln(t+1)", "ln(t+e)");
  }
}
