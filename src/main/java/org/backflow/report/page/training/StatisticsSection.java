package org.backflow.report.page.training;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Reproduction;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.SchemeTest;
import org.backflow.experiment.TrainingResult;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.result.TrainedIn;
import org.backflow.report.table.StatisticsTable;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Phrases;
import org.backflow.statistics.Interval;
import org.backflow.statistics.Summary;
import org.backflow.statistics.TestOutcome;

/** What the runs say about the schemes, and about the figures that others published. */
public record StatisticsSection(ComparisonResult result) {

  private static final String NOTHING = "–";

  public static Element of(ComparisonResult result) {
    StatisticsSection section = new StatisticsSection(result);
    Element tables = Element.of("div", section.spread());
    if (!result.tests().isEmpty()) {
      tables.add(section.tests());
    }
    Element element =
        Element.of(
            "section",
            Element.of("h2", "Accuracy over the runs"),
            Element.of("div", new RunsFigure(result).element(), tables).classed("beside"));
    if (!result.reproductions().isEmpty()) {
      element.add(section.published());
    }
    element.add(footnotes());
    return element.with("id", "statistics");
  }

  private Element spread() {
    HtmlTable table = new HtmlTable("Test accuracy after the last epoch, in percent");
    table.head(
        List.of("Scheme", "Mean", "Median", "Lowest", "Highest", "95 % of mean", "Dead\u00A0¹"));
    for (TrainedIn arithmetic : TrainedIn.trained(result.experiment())) {
      for (SchemeResult scheme : result.schemes()) {
        TrainingResult trained = arithmetic.of(scheme);
        Summary summary = trained.finalAccuracy();
        List<Double> sorted = summary.runs().stream().sorted().toList();
        table.row(
            arithmetic.nameOf(scheme),
            List.of(
                percent(summary.mean()),
                percent(summary.median()),
                percent(sorted.get(0)),
                percent(sorted.get(sorted.size() - 1)),
                range(trained.finalAccuracyInterval()),
                String.valueOf(arithmetic.deadOutputs(scheme))));
      }
    }
    return table.element("figures");
  }

  private Element tests() {
    HtmlTable table =
        new HtmlTable(
            "Difference to " + Phrases.name(result.baseline()) + ", in points, over paired runs");
    table.head(
        List.of(
            "Scheme", "Difference", "95 %", "d_z", "Welch p\u00A0²", "Paired t p", "Wilcoxon p"));
    for (SchemeTest test : result.tests()) {
      table.row(
          test.scheme().name()
              + (test.arithmetic().equals(SchemeTest.FIXED) ? " (fixed point)" : " (float)"),
          List.of(
              Phrases.signedPoints(test.difference().mean()),
              range(test.difference().interval()),
              StatisticsTable.effect(test.difference().cohenDz()),
              probability(test.difference().welch(), test.welchHolm()),
              probability(test.difference().pairedT(), test.pairedTHolm()),
              probability(test.difference().wilcoxon(), test.wilcoxonHolm())));
    }
    return table.element("figures");
  }

  private Element published() {
    HtmlTable table = new HtmlTable("Published figures beside those in float here");
    table.head(
        List.of(
            "Scheme",
            "Published",
            "Here",
            "Predicted\u00A0³",
            "Mean",
            "Finds\u00A0⁴",
            "Difference\u00A0⁵",
            "Finds\u00A0⁴",
            "Source, notes"));
    for (Reproduction each : result.reproductions()) {
      table.row(
          each.figure().scheme().name(),
          List.of(
              Decimals.fixed(each.figure().testAccuracyPercent(), 1)
                  + " %, "
                  + Phrases.counted(each.figure().runs(), "run")
                  + (each.figure().p().isPresent()
                      ? ", p = " + Decimals.fixed(each.figure().p().getAsDouble(), 3)
                      : ""),
              points(each.mean().ours()),
              range(each.predicted()),
              each.mean().mark().label(),
              points(each.mean().detectable()),
              each.difference().mark().label(),
              points(each.difference().detectable()),
              each.figure().source()
                  + each.figure().note().map(note -> "; " + note).orElse("")
                  + (each.reason().isEmpty() ? "" : "; unspecified: " + each.reason())));
    }
    return table.element("prose published");
  }

  private static String percent(double fraction) {
    return Decimals.fixed(100.0 * fraction, 2);
  }

  private static String points(OptionalDouble fraction) {
    return fraction.isPresent() ? percent(fraction.getAsDouble()) : NOTHING;
  }

  private static String range(Optional<Interval> interval) {
    return interval
        .map(
            range ->
                (percent(range.low()) + "\u00A0to\u00A0" + percent(range.high())).replace('-', '−'))
        .orElse(NOTHING);
  }

  private static String probability(Optional<TestOutcome> outcome, OptionalDouble corrected) {
    return outcome
        .map(
            found ->
                Phrases.probability(OptionalDouble.of(found.p()))
                    + " ("
                    + Phrases.probability(corrected)
                    + ")")
        .orElse(NOTHING);
  }

  private static Element footnotes() {
    return Element.of(
            "p",
            "¹ Output units that are above 0.5 for no test image after the last epoch, all runs"
                + " together.",
            Element.of("br"),
            "² Two-sided; in brackets by Holm's correction for the schemes compared in this"
                + " arithmetic. Welch's test ignores that the runs are paired. A"
                + " difference is more than chance where Wilcoxon's signed ranks say so after Holm;"
                + " where the runs are too few for ranks, where the paired t test does.",
            Element.of("br"),
            "³ Where, with 95 % confidence, the mean of as many further runs as were published"
                + " falls, and half of the tenth of a point that published means are rounded to."
                + " A published mean in it is reproduced.",
            Element.of("br"),
            "⁴ In points, what would be found with a power of 80 %: a mean so far from ours, a"
                + " difference so large by Welch's test. What is not found says something only where"
                + " the published difference, or else one point, would have been; otherwise there are"
                + " too few runs to tell.",
            Element.of("br"),
            "⁵ Reproduced when Welch's test, as published and so without correction, agrees at"
                + " p < 0.05: a difference that is significant in the source is so here and has the"
                + " same sign, any other is not significant here.")
        .classed("footnotes");
  }
}
