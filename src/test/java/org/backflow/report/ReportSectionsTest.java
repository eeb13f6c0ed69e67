package org.backflow.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.file.Home;
import org.backflow.report.chart.GanttChart;
import org.backflow.report.chart.HeatMap;
import org.backflow.report.chart.LineChart;
import org.backflow.report.chart.LogAxis;
import org.backflow.report.chart.RunChart;
import org.backflow.report.page.HtmlReport;
import org.backflow.report.page.Verdict;
import org.backflow.report.page.cost.ClaimTable;
import org.backflow.report.page.cost.FeedbackUnitsSection;
import org.backflow.report.page.cost.MovementSection;
import org.backflow.report.page.cost.RooflineSection;
import org.backflow.report.page.cost.TimelineSection;
import org.backflow.report.page.training.FixedAgainstFloat;
import org.backflow.report.page.training.StepErrorFigure;
import org.backflow.report.page.training.TrainingSection;
import org.backflow.report.result.ResultsFile;
import org.backflow.report.text.Decimals;
import org.backflow.validation.OperationError;
import org.backflow.validation.SchemeErrors;
import org.backflow.validation.ValidationResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands where in the sections, with figures made by hand or counted by the cost model. */
class ReportSectionsTest {

  private static final int MOST_BYTES = 3_000_000;

  @Test
  void quantile_ofFiveRuns_liesBetweenThemInProportion() {
    RunChart.Row row = new RunChart.Row("x", "", 0, false, List.of(5.0, 1.0, 2.0, 4.0, 3.0), 3.0);
    assertThat(row.quantile(0.0)).isEqualTo(1.0);
    assertThat(row.quantile(0.25)).isEqualTo(2.0);
    assertThat(row.quantile(0.5)).isEqualTo(3.0);
    RunChart.Row two = new RunChart.Row("x", "", 0, false, List.of(2.0, 4.0), 3.0);
    assertThat(two.quantile(0.75)).isEqualTo(3.5);
    assertThat(new RunChart.Row("x", "", 0, false, List.of(7.0), 7.0).quantile(0.25))
        .isEqualTo(7.0);
  }

  @Test
  void lines_withGaps_areDrawnStretchByStretch() {
    List<Optional<LineChart.Point>> points =
        List.of(point(1), point(2), Optional.empty(), point(3));
    LineChart.Series series = new LineChart.Series("s", 0, false, points);
    String drawing =
        new LineChart("id", "t", "d", "u", true, List.of(1, 2, 3, 4), List.of(series))
            .element()
            .toString();
    Matcher mean = Pattern.compile("<path d=\"([^\"]*)\" class=\"mean series-0\"").matcher(drawing);
    assertThat(mean.find()).isTrue();
    assertThat(mean.group(1).chars().filter(c -> c == 'M').count()).isEqualTo(2);
    assertThat(mean.group(1).chars().filter(c -> c == 'L').count()).isEqualTo(1);
    assertThat(drawing).contains("class=\"band series-0\"", "class=\"range series-0\"");
  }

  private static Optional<LineChart.Point> point(double mean) {
    return Optional.of(new LineChart.Point(mean, mean - 1, mean + 1));
  }

  @Test
  void epochs_moreThanAreDrawn_areThinnedUpToTheLastAndItIsSaid() {
    ComparisonResult result = SyntheticResults.of("protocol.epochs=451", "runs=2");
    String section = TrainingSection.of(result).toString();
    assertThat(section)
        .contains("evenly spaced epochs, all are in epochs.csv", ">451</th>", ">448</th>")
        .doesNotContain(">450</th>");
  }

  @Test
  void lines_ofManySchemes_areDrawnApartByArithmeticOnOneAxis() {
    String three = TrainingSection.of(SyntheticResults.of()).toString();
    String four =
        TrainingSection.of(SyntheticResults.of("schemes=[backprop, random, one-hot, sparse]"))
            .toString();
    assertThat(three).contains("id=\"accuracy-title\"").doesNotContain("accuracy-fixed-title");
    assertThat(four).contains("id=\"accuracy-float-title\"", "id=\"accuracy-fixed-title\"");
  }

  @Test
  void claim_ofTheDefaultNetwork_isTwentyForOperationsOfTheProductOnly() {
    ClaimTable claim = new ClaimTable(SyntheticResults.of());
    assertThat(claim.sentence())
        .startsWith("It is 20 here when one counts operations of the feedback product alone.")
        .contains("The whole step gains 1.0167x in cycles, 1.0048x in operations");
    String markup = claim.element().toString();
    assertThat(markup.split("class=\"twenty\"", -1)).hasSize(2);
    assertThat(markup).contains("<strong class=\"twenty\">20.0x</strong>", "unbounded", "37.3x");
  }

  @Test
  void claim_ofANetworkWithoutHiddenLayers_isThatThereIsNothing() {
    assertThat(new ClaimTable(SyntheticResults.of("layers=784-10")).sentence())
        .contains("no hidden layer");
  }

  @Test
  void multiplications_withAndWithoutZeroGating_addUp() {
    ComparisonResult plain = SyntheticResults.of();
    assertThat(MovementSection.of(plain).toString())
        .contains("<td>32,110</td>", "Zero gating is off")
        .doesNotContain("held back by zero gating");

    ComparisonResult gated = SyntheticResults.of("accelerator.zeroGating=true");
    List<SchemeResult> schemes = new ArrayList<>();
    for (SchemeResult scheme : gated.schemes()) {
      schemes.add(
          new SchemeResult(
              scheme.plan(),
              scheme.trainedFloat(),
              scheme.trainedFixed(),
              scheme.cost().gated(Map.of("forward.1", 0.25))));
    }
    // Of 784 + 1 inputs times 20 units a quarter is left, and all 21 x 10 of the next layer.
    String section =
        MovementSection.of(new ComparisonResult(gated.experiment(), schemes)).toString();
    assertThat(section)
        .contains(
            "<td>4,135</td>", "<td>11,775</td>", "<td>32,110</td>", "<td>20,335</td>", "held back");
  }

  @Test
  void traffic_withDram_hasAPanelOfItsOwn() {
    assertThat(MovementSection.of(SyntheticResults.of()).toString())
        .contains("<h4>SRAM</h4>", "No word crosses to DRAM")
        .doesNotContain("<h4>DRAM</h4>");
    assertThat(MovementSection.of(SyntheticResults.of("accelerator=edge-16x16-dram")).toString())
        .contains("<h4>DRAM</h4>", "Counted in bits, over the SRAM level");
  }

  @Test
  void timeline_ofEveryScheme_showsEveryOperationWithItsCycles() {
    ComparisonResult result = SyntheticResults.of();
    String section = TimelineSection.of(result).toString();
    result.schemes().stream()
        .flatMap(scheme -> result.timeline(scheme).operations().stream())
        .forEach(
            operation ->
                assertThat(section)
                    .contains(
                        operation.name()
                            + ": cycles "
                            + Decimals.grouped(operation.startCycle())
                            + " to "
                            + Decimals.grouped(operation.endCycle())));
  }

  @Test
  void roofline_withDram_hasItsSlopeAndPointsBelow() {
    assertThat(RooflineSection.of(SyntheticResults.of()).toString())
        .contains("all elements: 256", "neither ports nor DRAM")
        .doesNotContain("bytes per cycle<");
    String section =
        RooflineSection.of(SyntheticResults.of("accelerator=edge-16x16-dram")).toString();
    assertThat(section)
        .contains(
            "DRAM, 32 bytes per cycle",
            "bytes of DRAM",
            "The feedback phase of one-hot has no multiply-accumulate at all");
    Matcher row =
        Pattern.compile(
                "<td>DRAM</td>\n?(?:<td>[^<]*</td>\n?){3}<td>([^<]*)</td>\n?<td>([^<]*)</td>")
            .matcher(section);
    int found = 0;
    while (row.find()) {
      double macsPerByte = Double.parseDouble(row.group(1));
      double macsPerCycle = Double.parseDouble(row.group(2));
      assertThat(macsPerCycle).isLessThanOrEqualTo(Math.min(256, 32 * macsPerByte) * 1.001);
      found++;
    }
    assertThat(found).isPositive();
  }

  @Test
  void logAxis_coversPowersOfTenAndPlacesBetween() {
    LogAxis axis = LogAxis.covering(0.3, 40);
    assertThat(axis).isEqualTo(new LogAxis(-1, 2));
    assertThat(axis.position(1)).isEqualTo(1.0 / 3, org.assertj.core.data.Offset.offset(1e-12));
    assertThat(axis.ticks().stream().map(LogAxis::label)).containsExactly("0.1", "1", "10", "100");
    assertThat(LogAxis.covering(2, 30).ticks().stream().map(LogAxis::label))
        .containsExactly("1", "2", "5", "10", "20", "50", "100");
  }

  @Test
  void gantt_barsBeyondTheWindow_areCutAtIt() {
    GanttChart.Bar across = new GanttChart.Bar("across", 0, 200, 0, "x");
    GanttChart.Bar outside = new GanttChart.Bar("outside", 300, 400, 0, "x");
    String drawing =
        new GanttChart(
                "g",
                "t",
                "d",
                100,
                200,
                List.of(new GanttChart.Row("unit", List.of(across, outside))))
            .element()
            .toString();
    assertThat(drawing)
        .contains("across: cycles 0 to 200, 200 in all", "x=\"112.0\"", "width=\"346.0\"")
        .doesNotContain("outside");
  }

  @Test
  void fixedAgainstFloat_isTheDifferenceOfPairedRuns() {
    String figure = new FixedAgainstFloat(SyntheticResults.of("runs=3")).element().toString();
    assertThat(figure).contains("−0.05 points", "leaves zero out for 3 of 3 schemes");
    assertThat(new FixedAgainstFloat(SyntheticResults.of("numerics=fixed")).element().toString())
        .contains("trained in fixed point only");
  }

  @Test
  void stepErrors_areShownByOperationAndScheme() {
    ComparisonResult result = SyntheticResults.of("schemes=[backprop, one-hot]", "runs=1");
    ValidationResult errors = SyntheticResults.stepErrors(result).orElseThrow();
    // The last of 11 operations of the second scheme, 10 + 10: 60 - 20 dB and 21 times 0.001, which
    // is 5.376 times two to the minus eight.
    String figure = new StepErrorFigure(result, errors).element().toString();
    assertThat(figure)
        .contains(
            "Farthest from float is update.1 of one-hot: 40.0 dB, an RMS error of 5.38 times",
            "None of 22,000 conversions saturated.",
            "Over the first 50 steps of run 0, from its initial weights, not from the trained",
            "<title>one-hot, update.1: 40.0 dB</title>",
            "<details open=");
    assertThat(figure.split("<tr>", -1)).hasSize(1 + 1 + 2 * 11);
    assertThat(figure.replace("\n", ""))
        .contains(
            "one-hot</th><td>update.1</td><td>40.0</td><td>2.10E−2</td><td>5.38</td>"
                + "<td>8.40E−2</td><td>−2.00E−3</td><td>0.980000</td><td>1,000</td><td>0</td>");
  }

  @Test
  void stepErrors_thatAreExactOrSaturate_saySo() {
    ComparisonResult result = SyntheticResults.of("schemes=[backprop]", "layers=784-10");
    List<OperationError> operations =
        List.of(
            new OperationError(
                "forward.1", 4, 0.5, 300.0, OptionalDouble.of(0), 0.0, 0.0, 1.0, 4, 3),
            new OperationError(
                "update.1", 4, 0.5, Double.NaN, OptionalDouble.of(1), 2.0, 0.5, 0.9, 4, 1),
            new OperationError("error.1", 4, 0.5, 20.0, OptionalDouble.of(1), 2.0, 0.5, 0.9, 4, 0));
    ValidationResult errors =
        new ValidationResult(
            "x",
            "",
            "",
            1,
            List.of(new SchemeErrors("backprop", operations.subList(0, 1), Optional.empty())));
    assertThat(new StepErrorFigure(result, errors).element().toString())
        .contains(
            "Every operation is exact. 3 of 4 conversions saturated, most of them in forward.1 of"
                + " backprop (3).",
            "<td>exact</td>")
        .doesNotContain("role=\"img\"");
    ValidationResult diverged =
        new ValidationResult(
            "x", "", "", 1, List.of(new SchemeErrors("backprop", operations, Optional.empty())));
    assertThat(new StepErrorFigure(result, diverged).element().toString())
        .contains("Farthest from float is update.1 of backprop: NaN dB", "4 of 12 conversions")
        .contains("<title>backprop, error.1: 20.0 dB</title>");
  }

  @Test
  void feedbackUnits_comeFromTheSynthesis() {
    assertThat(FeedbackUnitsSection.element().toString())
        .contains(
            "one-hot, 440 look-up tables and 0 DSP blocks", "<td>1,773</td>", "hdl-ref/synth/run");
    assertThat(new FeedbackUnitsSection(List.of()).section().toString()).contains("Not shown");
  }

  @Test
  void verdict_saysHowSure() {
    assertThat(Verdict.of(SyntheticResults.of("runs=1")).toString())
        .contains("one run, so it may be chance");
    ComparisonResult constant = SyntheticResults.of("runs=3");
    assertThat(Verdict.of(constant).toString()).contains("+0.40 points in float");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "edge-16x16",
        "edge-16x16-dram",
        "eyeriss-12x14",
        "gupta-2015",
        "ice40up5k",
        "tpu-v1"
      })
  void page_onEveryShippedAccelerator_isWritten(String accelerator) {
    String html =
        HtmlReport.of(
            SyntheticResults.of("accelerator=" + accelerator, "runs=1", "protocol.epochs=1"),
            "9.9",
            "x");
    assertThat(html).contains("id=\"roofline\"").doesNotContain("NaN");
  }

  @Test
  void page_ofManyRunsEpochsSchemesAndLayers_staysSmall() {
    ComparisonResult result =
        SyntheticResults.of(
            "schemes=[backprop, random, one-hot, sparse, sign, sign-symmetric, direct,"
                + " direct-one-hot]",
            "layers=784-64-32-16-10",
            "runs=30",
            "protocol.epochs=200",
            "accelerator=edge-16x16-dram");
    assertThat(HtmlReport.of(result, "9.9", "x").getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(MOST_BYTES);
  }

  @Test
  void page_ofTheReferenceResults_showsThem() {
    ResultsFile stored =
        ResultsFile.read(Path.of("reports/reference/seed-20-random"), new Home(Path.of("")));
    String html = HtmlReport.of(stored.result(), "9.9", "x");
    assertThat(html).contains("93.29 ± 1.19 %", "92.22 ± 5.14 %", "more than chance by Wilcoxon");
    assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1_000_000);
  }

  @Test
  void scale_ofOneHeat_needsNoSpread() {
    HeatMap one =
        new HeatMap(
            "one",
            "t",
            "r",
            "c",
            List.of("a"),
            List.of("b"),
            "%",
            0,
            List.of(List.of(OptionalDouble.empty())));
    assertThat(one.finding()).isEqualTo("Nothing was measured.");
  }
}
