package org.backflow.report.page.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.TrainingResult;
import org.backflow.report.chart.ChartFigure;
import org.backflow.report.chart.RunChart;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.result.TrainedIn;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Phrases;
import org.backflow.statistics.Summary;

/** The test accuracy of every run after the last epoch. */
record RunsFigure(ComparisonResult result) {

  private static final int MOST_RUNS_LISTED = 200;
  private static final String TITLE = "Test accuracy of every run after the last epoch";
  private static final String READING =
      "Markers are runs, filled for float and outlined for fixed point. A box holds the middle half"
          + " of the runs, with their median across; its whiskers reach the lowest and the highest.";

  Element element() {
    List<RunChart.Row> rows = new ArrayList<>();
    for (int i = 0; i < result.schemes().size(); i++) {
      for (TrainedIn arithmetic : TrainedIn.trained(result.experiment())) {
        rows.add(row(result.schemes().get(i), i, arithmetic));
      }
    }
    String finding = finding(rows);
    RunChart chart =
        new RunChart("runs", TITLE, finding, "test accuracy, %", OptionalDouble.empty(), rows);
    return new ChartFigure("runs", TITLE, finding, READING, table(rows))
        .panel(chart.element())
        .element();
  }

  private String finding(List<RunChart.Row> rows) {
    RunChart.Row narrowest = rows.stream().min(byRange()).orElseThrow();
    RunChart.Row widest = rows.stream().max(byRange()).orElseThrow();
    if (result.experiment().training().runs() == 1) {
      return "There is one run, so nothing is known of the spread.";
    }
    RunChart.Row best =
        rows.stream().max(Comparator.comparingDouble(row -> row.quantile(0.5))).orElseThrow();
    return ("The highest median is that of %s, %s %%. The runs of %s spread widest,"
            + " over %s points%s")
        .formatted(
            best.name(),
            Decimals.fixed(best.quantile(0.5), 2),
            widest.name(),
            Decimals.fixed(range(widest), 2),
            Decimals.fixed(range(narrowest), 2).equals(Decimals.fixed(range(widest), 2))
                ? ", no others less."
                : "; those of "
                    + narrowest.name()
                    + " least, over "
                    + Decimals.fixed(range(narrowest), 2)
                    + ".");
  }

  private static Comparator<RunChart.Row> byRange() {
    return Comparator.comparingDouble(RunsFigure::range);
  }

  private static double range(RunChart.Row row) {
    return row.quantile(1.0) - row.quantile(0.0);
  }

  private static RunChart.Row row(SchemeResult scheme, int colour, TrainedIn arithmetic) {
    TrainingResult training = arithmetic.of(scheme);
    List<Double> percent =
        training.finalAccuracy().runs().stream().map(run -> 100.0 * run).toList();
    Summary summary = new Summary(percent);
    return new RunChart.Row(
        arithmetic.nameOf(scheme),
        Phrases.accuracy(training),
        colour,
        arithmetic.dashed(),
        percent,
        summary.mean());
  }

  private HtmlTable table(List<RunChart.Row> rows) {
    int runs = result.experiment().training().runs();
    int listed = Math.min(runs, MOST_RUNS_LISTED);
    HtmlTable table =
        new HtmlTable(
            TITLE + ", in percent" + (listed < runs ? "; the first " + listed + " runs" : ""));
    List<String> head = new ArrayList<>(List.of("Run"));
    rows.forEach(row -> head.add(row.name()));
    table.head(head);
    IntStream.range(0, listed)
        .forEach(
            run ->
                table.row(
                    Integer.toString(run + 1),
                    rows.stream().map(row -> Decimals.fixed(row.runs().get(run), 2)).toList()));
    return table;
  }
}
