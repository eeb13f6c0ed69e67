package org.backflow.report.page.training;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.TrainingResult;
import org.backflow.report.chart.ChartFigure;
import org.backflow.report.chart.LineChart;
import org.backflow.report.chart.LinearAxis;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.result.TrainedIn;
import org.backflow.report.text.Decimals;

/**
 * A figure over the epochs, for every scheme and arithmetic in which it has a meaning.
 *
 * @param id unique in the page
 * @param unit what the vertical axis measures
 * @param fromZero whether the vertical axis starts at zero
 * @param digits behind the point, in the table
 * @param measure what is measured
 */
record EpochFigure(
    ComparisonResult result,
    String id,
    String title,
    String unit,
    boolean fromZero,
    int digits,
    Measure measure) {

  /** The most epochs that are drawn; of more, evenly spaced ones up to the last. */
  static final int MOST_EPOCHS = 200;

  /** More lines than this in one drawing cannot be told apart. */
  private static final int MOST_LINES = 6;

  /** What is measured in one epoch. */
  interface Measure {
    /** Returns the figure of every run after {@code epoch}, from zero, that has one. */
    List<Double> runs(TrainingResult trained, int epoch);
  }

  /**
   * One line: a scheme in one arithmetic.
   *
   * @param arithmetic its index among those trained
   */
  record Line(int arithmetic, LineChart.Series series) {
    /** Returns the mean over the runs after the first drawn epoch that has one. */
    double first() {
      return points().get(0).mean();
    }

    /** Returns the mean over the runs after the last drawn epoch that has one. */
    double last() {
      return points().get(points().size() - 1).mean();
    }

    private List<LineChart.Point> points() {
      return series.points().stream().flatMap(Optional::stream).toList();
    }
  }

  /** Returns the epochs that are drawn, counted from one. */
  List<Integer> epochs() {
    int epochs = result.experiment().training().protocol().epochs();
    int stride = (epochs + MOST_EPOCHS - 1) / MOST_EPOCHS;
    return IntStream.rangeClosed(1, epochs)
        .filter(epoch -> (epochs - epoch) % stride == 0)
        .boxed()
        .toList();
  }

  /** Returns the lines that have any point. */
  List<Line> lines() {
    List<TrainedIn> trained = TrainedIn.trained(result.experiment());
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < result.schemes().size(); i++) {
      for (int k = 0; k < trained.size(); k++) {
        TrainedIn arithmetic = trained.get(k);
        TrainingResult training = arithmetic.of(result.schemes().get(i));
        List<Optional<LineChart.Point>> points =
            epochs().stream().map(epoch -> point(measure.runs(training, epoch - 1))).toList();
        if (points.stream().anyMatch(Optional::isPresent)) {
          String name = arithmetic.nameOf(result.schemes().get(i));
          lines.add(new Line(k, new LineChart.Series(name, i, arithmetic.dashed(), points)));
        }
      }
    }
    return lines;
  }

  private static Optional<LineChart.Point> point(List<Double> runs) {
    DoubleSummaryStatistics over =
        runs.stream().mapToDouble(Double::doubleValue).summaryStatistics();
    return runs.isEmpty()
        ? Optional.empty()
        : Optional.of(new LineChart.Point(over.getAverage(), over.getMin(), over.getMax()));
  }

  /**
   * Returns the figure.
   *
   * @param lines at least one
   * @param finding what there is to see
   * @param hint what the figure means
   */
  Element element(List<Line> lines, String finding, String hint) {
    String reading =
        hint
            + (result.experiment().training().runs() == 1
                ? " One run."
                : " Lines are means of the runs, bands reach from the lowest run to the highest.");
    ChartFigure figure = new ChartFigure(id, title, finding, reading, table(lines));
    lines.forEach(
        line -> figure.line(line.series().name(), line.series().colour(), line.series().dashed()));
    LinearAxis shared = chart(id, lines, finding).vertical();
    List<TrainedIn> trained = TrainedIn.trained(result.experiment());
    if (lines.size() <= MOST_LINES || trained.size() == 1) {
      return figure.panel(chart(id, lines, finding).element(shared)).element();
    }
    for (int k = 0; k < trained.size(); k++) {
      int arithmetic = k;
      List<Line> own = lines.stream().filter(line -> line.arithmetic() == arithmetic).toList();
      if (!own.isEmpty()) {
        LineChart chart = chart(id + "-" + trained.get(k).key(), own, finding);
        figure.panel(trained.get(k).name(), chart.element(shared));
      }
    }
    return figure.element();
  }

  private LineChart chart(String chartId, List<Line> lines, String finding) {
    return new LineChart(
        chartId,
        title,
        finding,
        unit,
        fromZero,
        epochs(),
        lines.stream().map(Line::series).toList());
  }

  private HtmlTable table(List<Line> lines) {
    boolean thinned = epochs().size() < result.experiment().training().protocol().epochs();
    HtmlTable table =
        new HtmlTable(
            "%s, %s: mean of the runs (lowest to highest)%s"
                .formatted(
                    title, unit, thinned ? "; evenly spaced epochs, all are in epochs.csv" : ""));
    List<String> head = new ArrayList<>(List.of("Epochs completed"));
    lines.forEach(line -> head.add(line.series().name()));
    table.head(head, List.of("mean", "lowest", "highest"));
    for (int i = 0; i < epochs().size(); i++) {
      int epoch = i;
      table.row(
          Decimals.grouped(epochs().get(i)),
          lines.stream().map(line -> cell(line.series().points().get(epoch))).toList());
    }
    return table;
  }

  private String cell(Optional<LineChart.Point> point) {
    return point
        .map(p -> digits(p.mean()) + " (" + digits(p.low()) + " to " + digits(p.high()) + ")")
        .orElse("–");
  }

  /** Returns a figure as in the table. */
  String digits(double value) {
    return Decimals.fixed(value, digits).replace('-', '−');
  }
}
