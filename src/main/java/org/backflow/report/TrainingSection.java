package org.backflow.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.TrainingResult;
import org.backflow.statistics.Summary;

/** Accuracy and loss over the epochs, and what the feedback came to. */
final class TrainingSection {

  private static final int MOST_EPOCHS_SHOWN = 200;

  private final ComparisonResult result;
  private final List<TrainedIn> trained;
  private final List<Integer> epochs;

  private TrainingSection(ComparisonResult result) {
    this.result = result;
    this.trained = TrainedIn.trained(result.experiment());
    this.epochs = shown(result.experiment().protocol().epochs());
  }

  static Element of(ComparisonResult result) {
    TrainingSection section = new TrainingSection(result);
    return Element.of(
            "section",
            Element.of("h2", "Training"),
            Element.of("div", section.accuracy(), section.loss()).classed("columns"),
            AlignmentTable.of(result))
        .with("id", "training");
  }

  /** Returns the epochs that are drawn, from one: all, or else evenly spaced up to the last. */
  private static List<Integer> shown(int epochs) {
    int stride = (epochs + MOST_EPOCHS_SHOWN - 1) / MOST_EPOCHS_SHOWN;
    return IntStream.rangeClosed(1, epochs)
        .filter(epoch -> (epochs - epoch) % stride == 0)
        .boxed()
        .toList();
  }

  private Element accuracy() {
    return lines(
        "accuracy",
        "Test accuracy by epoch",
        "test accuracy, %",
        false,
        100.0,
        2,
        TrainingResult::accuracyAfter,
        "Higher is better.");
  }

  private Element loss() {
    return lines(
        "loss",
        "Training loss by epoch",
        "squared error per sample, summed over the outputs",
        true,
        1.0,
        4,
        TrainingResult::lossIn,
        "Lower is better; measured on the training samples while the epoch runs.");
  }

  private Element lines(
      String id,
      String title,
      String unit,
      boolean fromZero,
      double factor,
      int digits,
      BiFunction<TrainingResult, Integer, Summary> summary,
      String hint) {
    String sentence =
        hint + " Lines are means of the runs, bands reach from the lowest run to the highest.";
    ChartFigure figure = new ChartFigure(title, sentence);
    List<LineChart.Series> series = new ArrayList<>();
    for (int i = 0; i < result.schemes().size(); i++) {
      for (TrainedIn arithmetic : trained) {
        TrainingResult training = arithmetic.of(result.schemes().get(i));
        List<LineChart.Point> points =
            epochs.stream()
                .map(epoch -> point(summary.apply(training, epoch - 1), factor))
                .toList();
        series.add(new LineChart.Series(name(i, arithmetic), i, arithmetic.dashed(), points));
        figure.line(name(i, arithmetic), i, arithmetic.dashed());
      }
    }
    LineChart chart = new LineChart(id, title, sentence, unit, fromZero, epochs, series);
    return figure.panel(chart.element()).data(table(chart, digits)).element();
  }

  private static LineChart.Point point(Summary summary, double factor) {
    List<Double> runs = summary.runs();
    return new LineChart.Point(
        factor * summary.mean(),
        factor * runs.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
        factor * runs.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
  }

  private HtmlTable table(LineChart chart, int digits) {
    String left =
        epochs.size() < result.experiment().protocol().epochs() ? "; all in epochs.csv" : "";
    HtmlTable table =
        new HtmlTable(
            chart.title() + ", " + chart.unit() + ": mean of the runs (lowest to highest)" + left);
    List<String> head = new ArrayList<>(List.of("Epochs completed"));
    chart.series().forEach(series -> head.add(series.name()));
    table.head(head);
    for (int i = 0; i < epochs.size(); i++) {
      List<String> cells = new ArrayList<>();
      for (LineChart.Series series : chart.series()) {
        LineChart.Point point = series.points().get(i);
        cells.add(
            Decimals.fixed(point.mean(), digits)
                + " ("
                + Decimals.fixed(point.low(), digits)
                + " to "
                + Decimals.fixed(point.high(), digits)
                + ")");
      }
      table.row(Decimals.grouped(epochs.get(i)), cells);
    }
    return table;
  }

  private String name(int scheme, TrainedIn arithmetic) {
    return arithmetic.nameOf(result.schemes().get(scheme));
  }
}
