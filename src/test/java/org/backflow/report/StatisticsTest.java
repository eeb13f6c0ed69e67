package org.backflow.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.Reproduction;
import org.backflow.experiment.SchemeTest;
import org.backflow.experiment.file.ExperimentFile;
import org.backflow.figure.ComparedScheme;
import org.backflow.figure.PublishedFigures;
import org.backflow.figure.SchemeFigures;
import org.backflow.report.page.HtmlReport;
import org.backflow.report.result.CsvFile;
import org.backflow.report.result.Provenance;
import org.backflow.report.result.ResultsJson;
import org.backflow.report.table.StatisticsTable;
import org.backflow.report.text.Terminal;
import org.junit.jupiter.api.Test;

/** What is said about accuracies that were made up for it. */
final class StatisticsTest {

  private static final Path SEED = Path.of("data/experiments/seed-20-random.yaml");

  /** Thirty runs around {@code mean}, alternating by {@code spread} with a little drift. */
  private static List<Double> runs(double mean, double spread) {
    List<Double> runs = new ArrayList<>();
    for (int run = 0; run < 30; run++) {
      runs.add(mean + (run % 2 == 0 ? spread : -spread) + 1e-5 * (run - 14.5));
    }
    return runs;
  }

  private static ComparisonResult seed(List<Double> backprop, List<Double> random) {
    return SyntheticResults.of(
        ExperimentFile.load(
            SEED,
            "runs=" + backprop.size(),
            "numerics=float",
            "schemes=[backprop, random-ln(t+e)]"),
        List.of(backprop, random));
  }

  @Test
  void tests_threeRuns_areWorkedByHand() {
    // Differences in points: 1, 2, 3; mean 2, standard deviation 1, so t = 2 sqrt(3), d_z = 2.
    ComparisonResult result =
        SyntheticResults.of(
            ExperimentFile.load(
                Path.of("data/experiments/mnist-20.yaml"),
                "runs=3",
                "numerics=float",
                "schemes=[backprop, random]"),
            List.of(List.of(0.90, 0.91, 0.90), List.of(0.91, 0.93, 0.93)));
    SchemeTest test = result.tests().get(0);
    assertThat(test.scheme().name()).isEqualTo("random");
    assertThat(test.difference().mean()).isCloseTo(0.02, within(1e-12));
    assertThat(test.difference().cohenDz().orElseThrow()).isCloseTo(2.0, within(1e-9));
    assertThat(test.difference().pairedT().orElseThrow().statistic())
        .isCloseTo(2.0 * Math.sqrt(3.0), within(1e-9));
    assertThat(test.difference().wilcoxon().orElseThrow().p()).isEqualTo(0.25);
    assertThat(new StatisticsTable(result).document().text(Terminal.PLAIN))
        .contains("+2.00 ± 2.48", "0.2500", "2.00");
  }

  /** Two runs of 99 and 97 %: 98 ± 12.706 points. */
  @Test
  void accuracyInterval_thatWouldLeaveHundredPercent_endsThereEverywhere() throws IOException {
    ComparisonResult result =
        SyntheticResults.of(
            ExperimentFile.load(
                Path.of("data/experiments/mnist-20.yaml"),
                "runs=2",
                "numerics=float",
                "fixedPoint.accumulatorBits=32",
                "schemes=[backprop, random]"),
            List.of(List.of(0.99, 0.97), List.of(0.01, 0.03)));
    JsonNode schemes =
        new ObjectMapper()
            .readTree(ResultsJson.of(result, new Provenance("1", "command")))
            .path("schemes");
    JsonNode high = schemes.path(0).path("floatTestAccuracy").path("interval95");
    assertThat(high.path("low").doubleValue()).isCloseTo(0.85294, within(1e-5));
    assertThat(high.path("high").doubleValue()).isEqualTo(1.0);
    JsonNode low = schemes.path(1).path("floatTestAccuracy").path("interval95");
    assertThat(low.path("low").doubleValue()).isZero();
    assertThat(low.path("high").doubleValue()).isCloseTo(0.14706, within(1e-5));
    assertThat(CsvFile.of(SchemeFigures.TABLE, ComparedScheme.of(result)))
        .contains(",0.852937952638,1.000000000000,", ",0.000000000000,0.147062047362,");
    assertThat(HtmlReport.of(result, "1", "command"))
        .contains("85.29\u00A0to\u00A0100.00", "0.00\u00A0to\u00A014.71")
        .contains("this step cannot be trained in these formats");
  }

  @Test
  void reproductions_meansAndDifferencesAsPublished_areReproduced() {
    ComparisonResult result = seed(runs(0.902, 0.010), runs(0.9345, 0.005));
    for (Reproduction each : result.reproductions().subList(0, 2)) {
      assertThat(each.mean().mark()).isEqualTo(Reproduction.Mark.REPRODUCED);
      assertThat(each.reason()).isEmpty();
    }
    assertThat(result.reproductions().get(2).mean().mark())
        .as("random-ln(t+1) was not trained")
        .isEqualTo(Reproduction.Mark.UNSPECIFIED);
    assertThat(result.reproductions().get(0).difference().mark())
        .as("no test of the baseline with itself")
        .isEqualTo(Reproduction.Mark.UNSPECIFIED);
    assertThat(result.reproductions().get(1).difference().mark())
        .isEqualTo(Reproduction.Mark.REPRODUCED);
  }

  @Test
  void reproductions_otherMeanAndOtherSign_areNot() {
    ComparisonResult result = seed(runs(0.94, 0.005), runs(0.93, 0.001));
    assertThat(result.reproductions())
        .extracting(each -> each.mean().mark())
        .startsWith(Reproduction.Mark.NOT_REPRODUCED, Reproduction.Mark.NOT_REPRODUCED);
    assertThat(result.reproductions().get(1).difference().mark())
        .isEqualTo(Reproduction.Mark.NOT_REPRODUCED);
    assertThat(CsvFile.of(PublishedFigures.TABLE, result.reproductions()))
        .contains("random-ln(t+e),30,93.5", "not reproduced");
  }

  @Test
  void reproductions_twoRunsOfFortyPercent_areTooFewToTell() {
    // Standard deviation 42 points, t(0.975, 1) = 12.7: the interval reaches beyond 0 and 100 %.
    ComparisonResult result = seed(List.of(0.70, 0.10), List.of(0.69, 0.12));
    assertThat(result.reproductions().subList(0, 2))
        .allMatch(each -> each.predicted().orElseThrow().contains(0.935))
        .allMatch(each -> each.mean().mark() == Reproduction.Mark.TOO_FEW_RUNS);
    assertThat(result.reproductions().get(1).difference().mark())
        .isEqualTo(Reproduction.Mark.TOO_FEW_RUNS);
    assertThat(CsvFile.of(PublishedFigures.TABLE, result.reproductions()))
        .contains("too few runs to tell");
  }

  @Test
  void reproductions_power_isHeldToOnePointAndToThePublishedDifference() {
    // Thirty against thirty runs: (t(0.975, 29) + t(0.8, 29)) s sqrt(2/30) + 0.05 points, and in
    // printed tables 2.045 + 0.854. Runs that alternate by 1.2 points give 0.96, by 1.3 give 1.04.
    assertThat(seed(runs(0.90, 0.012), runs(0.935, 0.012)).reproductions().get(0).mean().mark())
        .isEqualTo(Reproduction.Mark.REPRODUCED);
    ComparisonResult wide = seed(runs(0.90, 0.013), runs(0.935, 0.012));
    assertThat(wide.reproductions().get(0).mean().mark()).isEqualTo(Reproduction.Mark.TOO_FEW_RUNS);
    assertThat(wide.reproductions().get(0).mean().detectable().orElseThrow())
        .isCloseTo(2.8994 * 0.013 * Math.sqrt(30.0 / 29.0 * 2.0 / 30.0) + 0.0005, within(1e-5));
    // Published are 3.5 points. A baseline that spreads by 4 leaves 2.1 points to find, one by 7
    // leaves 3.8, while nothing is found in either.
    assertThat(seed(runs(0.93, 0.04), runs(0.935, 0.001)).reproductions().get(1).difference())
        .satisfies(
            found -> {
              assertThat(found.published().orElseThrow()).isCloseTo(0.035, within(1e-12));
              assertThat(found.ours().orElseThrow()).isCloseTo(0.005, within(1e-12));
              assertThat(found.detectable().orElseThrow()).isCloseTo(0.0215, within(2e-4));
              assertThat(found.mark()).isEqualTo(Reproduction.Mark.NOT_REPRODUCED);
            });
    assertThat(
            seed(runs(0.93, 0.07), runs(0.935, 0.001)).reproductions().get(1).difference().mark())
        .isEqualTo(Reproduction.Mark.TOO_FEW_RUNS);
  }

  @Test
  void reproductions_anotherProtocolOrOneRun_areUnspecifiedAndSayWhy() {
    Experiment shorter =
        ExperimentFile.load(
            SEED,
            "protocol.epochs=3",
            "runs=2",
            "numerics=float",
            "schemes=[backprop, random-ln(t+e)]");
    ComparisonResult changed =
        SyntheticResults.of(shorter, List.of(List.of(0.9, 0.91), List.of(0.93, 0.94)));
    assertThat(changed.reproductions().subList(0, 2))
        .allMatch(each -> each.mean().mark() == Reproduction.Mark.UNSPECIFIED)
        .allMatch(each -> each.reason().contains("--set changed the protocol"));
    assertThat(seed(List.of(0.9), List.of(0.93)).reproductions().subList(0, 2))
        .allMatch(each -> each.mean().mark() == Reproduction.Mark.UNSPECIFIED)
        .allMatch(each -> each.reason().equals("one run shows no spread"));
  }

  @Test
  void text_anyExperiment_fitsEightyColumns() {
    String all =
        "schemes=[backprop, random, one-hot, sparse, sign, sign-symmetric, direct, direct-one-hot]";
    for (ComparisonResult result :
        List.of(
            SyntheticResults.of(all),
            SyntheticResults.of("runs=1"),
            SyntheticResults.of("runs=30", "numerics=fixed"),
            seed(runs(0.94, 0.005), runs(0.93, 0.001)))) {
      assertThat(new StatisticsTable(result).document().text(Terminal.PLAIN).lines())
          .hasSizeGreaterThan(5)
          .allMatch(line -> line.length() <= 80);
    }
    assertThat(new StatisticsTable(SyntheticResults.of("schemes=[random]")).document().blocks())
        .isEmpty();
  }

  @Test
  void page_withPublishedFigures_showsThemWithTheirSources() {
    String page = HtmlReport.of(seed(runs(0.94, 0.005), runs(0.93, 0.001)), "1", "command");
    assertThat(page).contains("published.csv", "siarez.com 2017, table of results", "p = 0.003");
    assertThat(HtmlReport.of(SyntheticResults.of(), "1", "command"))
        .doesNotContain("published.csv");
  }
}
