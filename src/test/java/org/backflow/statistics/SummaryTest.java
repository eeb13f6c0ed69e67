package org.backflow.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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
  void smallestDetectableMean_workedByHand_isThat() {
    // Squares around 0.92 add up to 0.001, so s^2 = 0.00025; s sqrt(1/5 + 1/5) = 0.01. Printed
    // tables of t with 4 degrees of freedom: 2.776 (two-sided 5 %) and 0.941 (one-sided 20 %).
    Summary five = new Summary(List.of(0.90, 0.91, 0.92, 0.93, 0.94));
    assertThat(five.smallestDetectableMean(5).orElseThrow()).isCloseTo(0.03717, within(1e-5));
    // Two runs with s = 0.01 against endlessly many: 12.706 and 1.376, times 0.01 / sqrt(2).
    double half = 0.01 / Math.sqrt(2.0);
    Summary two = new Summary(List.of(0.4 - half, 0.4 + half));
    assertThat(two.smallestDetectableMean(1_000_000_000).orElseThrow())
        .isCloseTo(0.09958, within(1e-5));
  }

  @Test
  void smallestDetectableByWelch_workedByHand_isThat() {
    // Standard error sqrt(0.00025 / 5 + 0.00025 / 5) = 0.01; equal variances, so 8 degrees of
    // freedom: 2.306 and 0.889 in printed tables.
    Summary treated = new Summary(List.of(0.90, 0.91, 0.92, 0.93, 0.94));
    Summary baseline = new Summary(List.of(0.80, 0.81, 0.82, 0.83, 0.84));
    assertThat(WelchTest.smallestDetectable(treated, baseline).orElseThrow())
        .isCloseTo(0.03195, within(1e-5));
    assertThat(WelchTest.smallestDetectable(treated, new Summary(List.of(0.8)))).isEmpty();
    Summary same = new Summary(List.of(0.5, 0.5));
    assertThat(WelchTest.smallestDetectable(same, same)).isEmpty();
  }

  @Test
  void smallestDetectable_differencesOfThatSize_areFoundFourTimesOfFive() {
    long seed = 7;
    Random random = new Random(seed);
    int found = 0;
    for (int i = 0; i < 4000; i++) {
      Summary baseline = normal(random, 0.0);
      Summary treated = normal(random, 0.9093);
      found += WelchTest.of(treated, baseline).orElseThrow().p() < 0.05 ? 1 : 0;
    }
    // Standard deviations of 1, 20 runs each, 38 degrees of freedom: (2.0244 + 0.8512) sqrt(2/20).
    assertThat(found / 4000.0).as("seed " + seed).isCloseTo(0.80, within(0.04));
  }

  private static Summary normal(Random random, double mean) {
    return new Summary(IntStream.range(0, 20).mapToObj(i -> mean + random.nextGaussian()).toList());
  }

  @Test
  void signedRanks_smallestProbability_isThatOfAllOfOneSign() {
    assertThat(WilcoxonSignedRank.smallestP(5)).isEqualTo(0.0625);
    for (int runs = 1; runs < 12; runs++) {
      List<Double> rising = IntStream.rangeClosed(1, runs).mapToObj(i -> (double) i).toList();
      assertThat(WilcoxonSignedRank.of(rising).orElseThrow().p())
          .isEqualTo(WilcoxonSignedRank.smallestP(runs));
    }
  }

  @Test
  void singleRun_hasNoSpread() {
    Summary summary = new Summary(List.of(0.5));
    assertThat(summary.standardDeviation()).isEmpty();
    assertThat(summary.interval()).isEmpty();
    assertThat(summary.predictionOfMean(30)).isEmpty();
    assertThat(summary.smallestDetectableMean(30)).isEmpty();
    assertThat(summary.median()).isEqualTo(0.5);
    assertThatThrownBy(() -> new Summary(List.of())).hasMessage("a summary of no runs");
  }
}
