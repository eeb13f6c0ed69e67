package org.backflow.report.page.training;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.result.TrainedIn;
import org.backflow.report.text.Decimals;
import org.backflow.training.FeedbackAlignment;
import org.backflow.training.TrainingRun;

/** How well the feedback agrees with backpropagation after the last epoch, means of the runs. */
final class AlignmentTable {

  private AlignmentTable() {}

  /** Returns a table with a row per scheme, arithmetic and hidden layer. */
  static Element of(ComparisonResult result) {
    HtmlTable table =
        new HtmlTable(
            "Feedback against backpropagation after the last epoch, means of the runs, on the first"
                + " training samples (at most "
                + TrainingRun.PROBE_SAMPLES
                + "); – where a figure has no meaning");
    table.head(
        List.of(
            "Scheme",
            "hidden layer",
            "angle of the errors, degrees",
            "samples below 90 degrees, %",
            "correlation of F and W",
            "norm of F over norm of W",
            "norm of the gradient"));
    for (SchemeResult scheme : result.schemes()) {
      for (TrainedIn trained : TrainedIn.trained(result.experiment())) {
        for (int layer = 1; layer < result.experiment().network().layers(); layer++) {
          List<FeedbackAlignment> runs = atTheEnd(trained, scheme, layer);
          table.row(
              trained.nameOf(scheme),
              List.of(
                  String.valueOf(layer),
                  mean(runs, FeedbackAlignment::angleDegrees, 1.0, 1),
                  mean(runs, FeedbackAlignment::alignedFraction, 100.0, 1),
                  mean(runs, FeedbackAlignment::weightCorrelation, 1.0, 3),
                  mean(runs, FeedbackAlignment::normRatio, 1.0, 3),
                  mean(runs, FeedbackAlignment::gradientNorm, 1.0, 6)));
        }
      }
    }
    return table.element();
  }

  private static List<FeedbackAlignment> atTheEnd(
      TrainedIn trained, SchemeResult scheme, int layer) {
    List<FeedbackAlignment> runs = new ArrayList<>();
    for (List<List<FeedbackAlignment>> epochs : trained.of(scheme).alignment()) {
      runs.add(epochs.get(epochs.size() - 1).get(layer - 1));
    }
    return runs;
  }

  private static String mean(
      List<FeedbackAlignment> runs,
      Function<FeedbackAlignment, OptionalDouble> figure,
      double factor,
      int digits) {
    double[] values = runs.stream().map(figure).flatMapToDouble(OptionalDouble::stream).toArray();
    if (values.length == 0) {
      return "–";
    }
    double sum = 0.0;
    for (double value : values) {
      sum += value;
    }
    return Decimals.fixed(factor * sum / values.length, digits);
  }
}
