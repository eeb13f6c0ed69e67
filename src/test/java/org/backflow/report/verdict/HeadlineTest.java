package org.backflow.report.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.file.ExperimentFile;
import org.backflow.report.SyntheticResults;
import org.backflow.report.page.Verdict;
import org.backflow.report.result.Provenance;
import org.backflow.report.result.TrainedIn;
import org.backflow.report.table.ComparisonTable;
import org.backflow.report.text.Terminal;
import org.junit.jupiter.api.Test;

/** What stands first, of accuracies that were made up for it; costs are those of the model. */
final class HeadlineTest {

  private static final int RUNS = 30;

  @Test
  void equalCycles_mostAccurateIsNamed_asInSixteenBits() {
    // The order and the means of reports/reference/seed-20-fixed: the scale costs no cycle.
    ComparisonResult result =
        of(
            List.of("schemes=[backprop, one-hot, one-hot-ln(t+e)]"),
            runs(0.9321),
            runs(0.7997),
            runs(0.9365));

    assertThat(headline(result))
        .startsWith(
            "one-hot-ln(t+e) feedback shortens the feedback phase of backprop from 115 to 6")
        .contains("the whole training step by 1.64 % (gain 1.0167x)")
        .contains(
            "+0.44 points in float (more than chance by Wilcoxon's signed ranks after Holm, p")
        .contains("it has the highest mean accuracy in float: one-hot is 13.68 points lower.")
        .endsWith("no other scheme beats one-hot-ln(t+e) (93.65 %, gain 1.0167x).");
  }

  @Test
  void equalCycles_firstOfTheFileIsNotPreferred_asWithThreeHiddenLayers() {
    ComparisonResult result =
        of(
            List.of(
                "schemes=[backprop, random, one-hot, direct, direct-one-hot]",
                "layers=784-100-100-100-10"),
            runs(0.9649),
            runs(0.8951),
            runs(0.9120),
            runs(0.9449),
            runs(0.9589));

    assertThat(headline(result))
        .startsWith("direct-one-hot feedback shortens")
        .contains("−0.60 points in float", "one-hot is 4.69 points lower")
        // backprop is longer and more accurate, so neither beats the other; direct is beaten.
        .contains(
            "no other scheme beats backprop (96.49 %, gain 1.0000x) and direct-one-hot (95.89")
        .doesNotContain("94.49");
  }

  @Test
  void everyOutputDead_isSaidFirst_andNoShorterStepIsPraised() {
    ComparisonResult result =
        dead(10, List.of("schemes=[backprop, one-hot]"), List.of(runs(0.0980), runs(0.1123)));

    assertThat(sentences(result))
        .containsExactly(
            "No scheme learned anything in float: mean test accuracy 9.80 to 11.23 %, by chance"
                + " 10.00 %, 600 of 600 outputs dead.",
            "What a step costs below is the cost of learning nothing.");
    assertThat(Verdict.of(result).toString())
        .doesNotContain("shortens", "best gain in cycles", "Shortest feedback phase");
  }

  @Test
  void everyOutputDead_aboveChance_isSaidFirst() {
    assertThat(
            sentences(
                dead(10, List.of("schemes=[backprop, one-hot]"), List.of(runs(0.3), runs(0.4)))))
        .containsExactly(
            "Every output of backprop and one-hot is dead in float, in every run: above 0.5 for no"
                + " test image (mean test accuracy 30.00 to 40.00 %).",
            "What a step costs below is the cost of learning nothing.");
  }

  @Test
  void mostOutputsDead_isSaidFirst_asWithFortyHiddenUnits() {
    assertThat(
            sentences(
                dead(5, List.of("schemes=[backprop, one-hot]"), List.of(runs(0.33), runs(0.43)))))
        .first()
        .isEqualTo(
            "Most outputs of backprop and one-hot are dead in float: 300 of 600, mean"
                + " test accuracy 33.00 to 43.00 %.");
    assertThat(
            headline(
                dead(4, List.of("schemes=[backprop, one-hot]"), List.of(runs(0.33), runs(0.43)))))
        .doesNotContain("dead");
  }

  @Test
  void shortestSchemeLearnedNothing_isSaidFirstAndAnotherIsNamed() {
    // One-hot has the shortest step; sparse is the shortest of those that learned.
    ComparisonResult result =
        of(List.of("schemes=[backprop, one-hot, sparse]"), runs(0.93), runs(0.1003), runs(0.92));

    assertThat(sentences(result).get(0))
        .isEqualTo(
            "one-hot learned nothing in float: mean test accuracy 10.03 %, by chance 10.00 %, 30 of"
                + " 300 outputs dead.");
    assertThat(sentences(result).get(1)).startsWith("sparse feedback shortens");
    assertThat(headline(result))
        .contains("no other scheme beats backprop")
        .doesNotContain("gain 1.0167");
  }

  @Test
  void chance_isAFifthAboveOneInTheNumberOfOutputs() {
    // 0.12 of ten outputs; a constant answer has at most 0.1135 of MNIST's test images.
    assertThat(headline(of(List.of("schemes=[backprop, one-hot]"), runs(0.119), runs(0.93))))
        .startsWith("backprop learned nothing in float");
    assertThat(headline(of(List.of("schemes=[backprop, one-hot]"), runs(0.122), runs(0.93))))
        .startsWith("one-hot feedback shortens");
  }

  @Test
  void fewRuns_areDecidedByThePairedT_sinceRanksCannot() {
    // Of five runs the least p of ranks is 2/32 = 0.0625, of six 2/64 = 0.03125, doubled for two
    // schemes 0.0625; seven runs of two schemes come to 0.03125.
    assertThat(decided(5, "schemes=[backprop, one-hot]"))
        .contains("by the paired t test after Holm");
    assertThat(decided(6, "schemes=[backprop, one-hot]")).contains("by Wilcoxon's signed ranks");
    assertThat(decided(6, "schemes=[backprop, random, one-hot]")).contains("by the paired t test");
    assertThat(decided(7, "schemes=[backprop, random, one-hot]")).contains("by Wilcoxon's signed");
  }

  private static String decided(int runs, String schemes) {
    Experiment experiment =
        ExperimentFile.load(
            Path.of("data/experiments/mnist-20.yaml"), "runs=" + runs, "numerics=float", schemes);
    List<List<Double>> finals = new ArrayList<>();
    for (int scheme = 0; scheme < experiment.schemes().size(); scheme++) {
      double mean = 0.93 + 0.01 * scheme;
      int of = scheme;
      finals.add(IntStream.range(0, runs).mapToObj(run -> mean + 0.0001 * (run * of % 4)).toList());
    }
    ComparisonResult result = SyntheticResults.of(experiment, finals);
    String headline = headline(result);
    // The terminal names the same test.
    String test = result.tests().get(0).decision().label();
    assertThat(headline).contains("by " + test + " after Holm, p ");
    assertThat(
            new ComparisonTable(result, Optional.empty(), new Provenance("", ""))
                .document()
                .text(new Terminal(1000, false)))
        .contains("decides what is more than chance: " + test);
    return headline;
  }

  @Test
  void unbeaten_random_areThoseThatNoOtherBeats() {
    long seed = 20261127;
    Random random = new Random(seed);
    List<String> names =
        List.of("backprop", "random", "one-hot", "sparse", "sign", "one-hot-ln(t+e)", "direct");
    for (int round = 0; round < 20; round++) {
      Experiment experiment = experiment(1, "schemes=" + names);
      List<List<Double>> finals =
          names.stream().map(name -> List.of(0.9 + 0.01 * random.nextInt(4))).toList();
      ComparisonResult result = SyntheticResults.of(experiment, finals);
      Standing standing = new Standing(result);
      TrainedIn arithmetic = standing.deciding().orElseThrow();
      List<SchemeResult> unbeaten = standing.unbeaten(arithmetic);
      for (SchemeResult scheme : result.schemes()) {
        double accuracy = arithmetic.meanAccuracy(scheme);
        long cycles = standing.cycles(scheme);
        boolean beaten =
            result.schemes().stream()
                .anyMatch(
                    other ->
                        (standing.cycles(other) < cycles
                                && arithmetic.meanAccuracy(other) >= accuracy)
                            || (standing.cycles(other) == cycles
                                && arithmetic.meanAccuracy(other) > accuracy));
        assertThat(unbeaten.contains(scheme))
            .as("seed %d, round %d, %s", seed, round, scheme.scheme().name())
            .isEqualTo(!beaten);
      }
      SchemeResult named = standing.shortest(arithmetic).orElseThrow();
      assertThat(result.schemes().stream().filter(s -> !s.equals(result.baseline())))
          .as("seed %d, round %d", seed, round)
          .noneMatch(s -> standing.cycles(s) < standing.cycles(named))
          .noneMatch(
              s ->
                  standing.cycles(s) == standing.cycles(named)
                      && arithmetic.meanAccuracy(s) > arithmetic.meanAccuracy(named));
    }
  }

  /** Thirty runs around {@code mean}, of which no two are the same. */
  private static List<Double> runs(double mean) {
    return IntStream.range(0, RUNS).mapToObj(run -> mean + 1e-5 * (run - 14.5)).toList();
  }

  private static Experiment experiment(int runs, String... settings) {
    return ExperimentFile.load(
        Path.of("data/experiments/mnist-20.yaml"),
        Stream.concat(Stream.of("runs=" + runs, "numerics=float"), Arrays.stream(settings))
            .toArray(String[]::new));
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // the lists are read only
  private static ComparisonResult of(List<String> settings, List<Double>... finals) {
    return dead(1, settings, List.of(finals));
  }

  private static ComparisonResult dead(int dead, List<String> settings, List<List<Double>> finals) {
    return SyntheticResults.of(
        experiment(RUNS, settings.toArray(String[]::new)),
        finals,
        Collections.nCopies(finals.size(), dead));
  }

  private static List<String> sentences(ComparisonResult result) {
    return new Headline(result).sentences();
  }

  private static String headline(ComparisonResult result) {
    return String.join(" ", sentences(result));
  }
}
