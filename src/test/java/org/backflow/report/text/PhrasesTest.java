package org.backflow.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PhrasesTest {

  @Test
  void comparedProbability_belowFourDecimals_isBelowTheSmallest() {
    assertThat(Phrases.comparedProbability(0.01234)).isEqualTo("= 0.0123");
    assertThat(Phrases.comparedProbability(0.0001)).isEqualTo("= 0.0001");
    assertThat(Phrases.comparedProbability(0.00009)).isEqualTo("< 0.0001");
  }
}
