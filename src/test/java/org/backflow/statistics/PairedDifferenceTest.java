package org.backflow.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;

/** The tests against the values that the help pages of R print for its own data sets. */
final class PairedDifferenceTest {

  /** Data set sleep of R: hours of sleep gained by ten patients under two drugs (Student 1908). */
  private static final PairedDifference SLEEP =
      new PairedDifference(
          new Summary(List.of(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)),
          new Summary(List.of(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)));

  /** Example of R's wilcox.test: depression scores, Hollander and Wolfe 1973, page 29. */
  private static final PairedDifference DEPRESSION =
      new PairedDifference(
          new Summary(List.of(1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30)),
          new Summary(List.of(0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29)));

  @Test
  void welch_sleep_isThatOfR() {
    TestOutcome outcome = SLEEP.welch().orElseThrow();
    assertThat(outcome.statistic()).isCloseTo(-1.8608, within(5e-5));
    assertThat(outcome.p()).isCloseTo(0.07939, within(5e-6));
  }

  @Test
  void pairedT_sleep_isThatOfR() {
    TestOutcome outcome = SLEEP.pairedT().orElseThrow();
    assertThat(outcome.statistic()).isCloseTo(-4.0621, within(5e-5));
    assertThat(outcome.p()).isCloseTo(0.002833, within(5e-7));
    assertThat(SLEEP.mean()).isCloseTo(-1.58, within(1e-12));
    assertThat(SLEEP.interval().orElseThrow().low()).isCloseTo(-2.4598858, within(5e-8));
    assertThat(SLEEP.interval().orElseThrow().high()).isCloseTo(-0.7001142, within(5e-8));
    assertThat(SLEEP.cohenDz().orElseThrow())
        .isCloseTo(-4.062127683 / Math.sqrt(10.0), within(1e-9));
  }

  @Test
  void wilcoxon_withoutTies_isExact() {
    TestOutcome outcome = DEPRESSION.wilcoxon().orElseThrow();
    assertThat(outcome.statistic()).isEqualTo(40.0);
    // R prints 0.01953 for the one-sided test: 10 of 2^9 signs.
    assertThat(outcome.p()).isEqualTo(20.0 / 512.0);
  }

  @Test
  void wilcoxon_withTiesAndAZero_isTheNormalApproximationOfR() {
    TestOutcome outcome = SLEEP.wilcoxon().orElseThrow();
    assertThat(outcome.statistic()).isZero();
    assertThat(outcome.p()).isCloseTo(0.009091, within(5e-7));
  }

  @Test
  void wilcoxon_threeDifferences_countsTheSignsByHand() {
    // Ranks 1, 2, 3; positive 2 + 3 = 5. Sums of at least 5: {2,3}, {1,2,3}; as many of at most 1.
    TestOutcome outcome = WilcoxonSignedRank.of(List.of(-1.0, 2.0, 4.0)).orElseThrow();
    assertThat(outcome.statistic()).isEqualTo(5.0);
    assertThat(outcome.p()).isEqualTo(4.0 / 8.0);
    assertThat(WilcoxonSignedRank.of(List.of(1.0, -2.0, -3.0, 4.0)).orElseThrow().p())
        .isEqualTo(1.0);
  }

  @Test
  void wilcoxon_exactAndApproximate_agreeForManyDifferences() {
    RandomStream random = RandomStream.of(20261122L, "differences");
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < 49; i++) {
      differences.add(random.nextGaussian() + 0.3);
    }
    double exact = WilcoxonSignedRank.of(differences).orElseThrow().p();
    differences.add(0.0); // a zero is left out, and with it exactness
    double approximate = WilcoxonSignedRank.of(differences).orElseThrow().p();
    assertThat(approximate).isNotEqualTo(exact).isCloseTo(exact, within(0.01));
  }

  @Test
  void equalRuns_haveNothingToTest() {
    PairedDifference same =
        new PairedDifference(new Summary(List.of(1.0, 2.0)), new Summary(List.of(1.0, 2.0)));
    assertThat(same.pairedT()).isEmpty();
    assertThat(same.wilcoxon()).isEmpty();
    assertThat(same.cohenDz()).isEmpty();
    assertThat(same.welch().orElseThrow().p()).isCloseTo(1.0, within(1e-12));
    PairedDifference single =
        new PairedDifference(new Summary(List.of(1.0)), new Summary(List.of(2.0)));
    assertThat(single.welch()).isEmpty();
    assertThat(single.interval()).isEmpty();
    assertThat(single.mean()).isEqualTo(-1.0);
  }

  @Test
  void unpairedRuns_areRefused() {
    assertThatThrownBy(
            () -> new PairedDifference(new Summary(List.of(1.0, 2.0)), new Summary(List.of(1.0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 and 1 runs are not pairs");
  }

  @Test
  void holm_workedByHand_isMonotoneAndAtMostOne() {
    // Sorted 0.01, 0.03, 0.04: 3 x 0.01; 2 x 0.03; 1 x 0.04, but not less than the one before.
    assertThat(Holm.adjust(probabilities(0.01, 0.04, 0.03)))
        .containsExactlyElementsOf(probabilities(0.03, 0.06, 0.06));
    assertThat(Holm.adjust(probabilities(0.7, 0.6)))
        .containsExactlyElementsOf(probabilities(1.0, 1.0));
    assertThat(Holm.adjust(List.of(OptionalDouble.empty(), OptionalDouble.of(0.5))))
        .containsExactly(OptionalDouble.empty(), OptionalDouble.of(0.5));
  }

  private static List<OptionalDouble> probabilities(double... values) {
    return Arrays.stream(values).mapToObj(OptionalDouble::of).toList();
  }
}
