package org.backflow.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.TrainingResult;
import org.backflow.statistics.Summary;

/** The test accuracy of every run after the last epoch. */
record RunsFigure(ComparisonResult result) {

  private static final int MOST_RUNS_LISTED = 200;
  private static final String TITLE = "Test accuracy of every run after the last epoch";
  private static final String SENTENCE =
      "Markers are runs, filled for float and outlined for fixed point; the tall stroke is their"
          + " mean, the bar their standard deviation. Schemes whose markers overlap cannot be told"
          + " apart by a single run of each.";

  Element element() {
    List<RunChart.Row> rows = new ArrayList<>();
    for (int i = 0; i < result.schemes().size(); i++) {
      for (TrainedIn arithmetic : TrainedIn.trained(result.experiment())) {
        rows.add(row(result.schemes().get(i), i, arithmetic));
      }
    }
    RunChart chart = new RunChart("runs", TITLE, SENTENCE, "test accuracy, %", rows);
    return new ChartFigure(TITLE, SENTENCE).panel(chart.element()).data(table(rows)).element();
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
        summary.mean(),
        summary.standardDeviation());
  }

  private HtmlTable table(List<RunChart.Row> rows) {
    int runs = result.experiment().runs();
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
