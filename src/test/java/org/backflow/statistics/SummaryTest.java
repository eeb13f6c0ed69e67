package org.backflow.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SummaryTest {

  @Test
  void figures_workedByHand_areThose() {
    // Mean 5; squares around it 9 + 1 + 1 + 9 = 20; sqrt(20 / 3); middle (4 + 6) / 2.
    Summary summary = new Summary(List.of(8.0, 2.0, 6.0, 4.0));
    assertThat(summary.mean()).isEqualTo(5.0);
    assertThat(summary.standardDeviation().orElseThrow())
        .isCloseTo(Math.sqrt(20.0 / 3.0), within(1e-12));
    assertThat(summary.median()).isEqualTo(5.0);
    assertThat(new Summary(List.of(8.0, 2.0, 6.0)).median()).isEqualTo(6.0);
  }

  @Test
  void interval_fourRuns_reachesThreePointOneEightStandardErrors() {
    // The 97.5 % point of t with 3 degrees of freedom is 3.182 in every printed table.
    Summary summary = new Summary(List.of(8.0, 2.0, 6.0, 4.0));
    double error = Math.sqrt(20.0 / 3.0 / 4.0);
    Interval interval = summary.interval().orElseThrow();
    assertThat(interval.low()).isCloseTo(5.0 - 3.182 * error, within(1e-3));
    assertThat(interval.high()).isCloseTo(5.0 + 3.182 * error, within(1e-3));
    assertThat(interval.contains(interval.low())).isTrue();
    assertThat(interval.contains(9.2)).isFalse();
  }

  @Test
  void predictionOfMean_asManyRunsAgain_isWiderBySquareRootOfTwo() {
    Summary summary = new Summary(List.of(8.0, 2.0, 6.0, 4.0));
    double half = summary.interval().orElseThrow().high() - 5.0;
    assertThat(summary.predictionOfMean(4).orElseThrow().high() - 5.0)
        .isCloseTo(half * Math.sqrt(2.0), within(1e-12));
  }

  @Test
  void singleRun_hasNoSpread() {
    Summary summary = new Summary(List.of(0.5));
    assertThat(summary.standardDeviation()).isEmpty();
    assertThat(summary.interval()).isEmpty();
    assertThat(summary.predictionOfMean(30)).isEmpty();
    assertThat(summary.median()).isEqualTo(0.5);
    assertThatThrownBy(() -> new Summary(List.of())).hasMessage("a summary of no runs");
  }
}
