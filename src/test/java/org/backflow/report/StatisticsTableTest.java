package org.backflow.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StatisticsTableTest {

  @Test
  void comparedProbability_belowFourDecimals_isBelowTheSmallest() {
    assertThat(StatisticsTable.comparedProbability(0.01234)).isEqualTo("= 0.0123");
    assertThat(StatisticsTable.comparedProbability(0.0001)).isEqualTo("= 0.0001");
    assertThat(StatisticsTable.comparedProbability(0.00009)).isEqualTo("< 0.0001");
  }
}
