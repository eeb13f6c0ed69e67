package org.backflow.report.page.training;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;
import org.backflow.report.chart.ChartFigure;
import org.backflow.report.chart.RunChart;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.result.TrainedIn;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Phrases;
import org.backflow.report.verdict.Extremes;
import org.backflow.statistics.Interval;
import org.backflow.statistics.PairedDifference;

/** The accuracy of fixed point less that of float, run by run. */
public record FixedAgainstFloat(ComparisonResult result) {

  private static final String TITLE = "Test accuracy in fixed point less that in float";

  /** Returns the figure, or the sentence that says why there is none. */
  public Element element() {
    List<TrainedIn> trained = TrainedIn.trained(result.experiment());
    if (trained.size() < 2) {
      return Element.of(
          "p",
          "Fixed point and float are not compared: networks were trained in "
              + trained.get(0).name()
              + " only (numerics: both trains in either).");
    }
    List<RunChart.Row> rows = new ArrayList<>();
    HtmlTable table = new HtmlTable(TITLE + ", in points, over paired runs");
    table.head(List.of("Scheme", "Mean", "95 % low", "95 % high", "Lowest", "Highest"));
    for (int i = 0; i < result.schemes().size(); i++) {
      SchemeResult scheme = result.schemes().get(i);
      PairedDifference difference = difference(scheme);
      List<Double> points =
          difference.differences().runs().stream().map(run -> 100.0 * run).toList();
      RunChart.Row row =
          new RunChart.Row(
              Phrases.name(scheme),
              Phrases.signedPoints(difference.mean()),
              i,
              true,
              points,
              100.0 * difference.mean());
      rows.add(row);
      table.row(
          Phrases.name(scheme),
          List.of(
              points(100.0 * difference.mean()),
              difference.interval().map(Interval::low).map(low -> points(100.0 * low)).orElse("–"),
              difference
                  .interval()
                  .map(Interval::high)
                  .map(high -> points(100.0 * high))
                  .orElse("–"),
              points(row.quantile(0.0)),
              points(row.quantile(1.0))));
    }
    RunChart chart =
        new RunChart(
            "fixed-against-float",
            TITLE,
            finding(),
            "points; below zero is a loss",
            OptionalDouble.of(0.0),
            rows);
    return new ChartFigure(
            "fixed-against-float",
            TITLE,
            finding(),
            "Markers are runs: the same start, samples and order in either arithmetic. A box holds"
                + " the middle half, with the median across.",
            table)
        .panel(chart.element())
        .element();
  }

  private static PairedDifference difference(SchemeResult scheme) {
    return new PairedDifference(
        scheme.trainedFixed().orElseThrow().finalAccuracy(),
        scheme.trainedFloat().orElseThrow().finalAccuracy());
  }

  private String finding() {
    SchemeResult worst = Extremes.least(result, scheme -> difference(scheme).mean());
    PairedDifference lost = difference(worst);
    long clear =
        IntStream.range(0, result.schemes().size())
            .mapToObj(i -> difference(result.schemes().get(i)).interval())
            .filter(range -> range.isPresent() && !range.get().contains(0.0))
            .count();
    return "Fixed point does least well with %s, %s points. %s"
        .formatted(
            Phrases.name(worst),
            Phrases.signedPoints(lost.mean()),
            lost.interval().isEmpty()
                ? "One run says nothing of chance."
                : "The 95 % interval of the mean leaves zero out for "
                    + clear
                    + " of "
                    + Phrases.counted(result.schemes().size(), "scheme")
                    + ".");
  }

  private static String points(double value) {
    return Decimals.fixed(value, 2).replace('-', '−');
  }
}
