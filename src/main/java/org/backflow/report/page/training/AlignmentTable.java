package org.backflow.report.page.training;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.TrainingResult;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.result.TrainedIn;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Listing;
import org.backflow.training.FeedbackAlignment;
import org.backflow.training.TrainingRun;

/** How well the feedback agrees with backpropagation after the last epoch, means of the runs. */
final class AlignmentTable {

  private AlignmentTable() {}

  private record Row(String name, int layer, List<FeedbackAlignment> runs) {}

  /** Returns a table with a row per scheme, arithmetic and hidden layer. */
  static Element of(ComparisonResult result) {
    int hiddenLayers = result.experiment().model().network().hidden().size();
    List<Row> rows = new ArrayList<>();
    for (SchemeResult scheme : result.schemes()) {
      for (TrainedIn trained : TrainedIn.trained(result.experiment())) {
        for (int layer = 1; layer <= hiddenLayers; layer++) {
          rows.add(new Row(trained.nameOf(scheme), layer, atTheEnd(trained.of(scheme), layer)));
        }
      }
    }
    String caption =
        "Feedback against backpropagation after the last epoch, means of the runs, on the first"
            + " training samples (at most "
            + TrainingRun.PROBE_SAMPLES
            + "); – where a figure has no meaning";
    return HtmlTable.of(
            caption,
            new Listing<Row>()
                .column("Scheme", Row::name)
                .column("hidden layer", Row::layer)
                .column(
                    "angle of the errors, degrees", mean(FeedbackAlignment::angleDegrees, 1.0, 1))
                .column(
                    "samples below 90 degrees, %",
                    mean(FeedbackAlignment::alignedFraction, 100.0, 1))
                .column(
                    "correlation of F and W", mean(FeedbackAlignment::weightCorrelation, 1.0, 3))
                .column("norm of F over norm of W", mean(FeedbackAlignment::normRatio, 1.0, 3))
                .column("norm of the gradient", mean(FeedbackAlignment::gradientNorm, 1.0, 6)),
            rows)
        .element();
  }

  private static List<FeedbackAlignment> atTheEnd(TrainingResult trained, int layer) {
    return trained.alignment().stream()
        .map(epochs -> epochs.get(epochs.size() - 1).get(layer - 1))
        .toList();
  }

  private static Function<Row, String> mean(
      Function<FeedbackAlignment, OptionalDouble> figure, double factor, int digits) {
    return row -> {
      double[] values =
          row.runs().stream().map(figure).flatMapToDouble(OptionalDouble::stream).toArray();
      if (values.length == 0) {
        return "–";
      }
      double sum = 0.0;
      for (double value : values) {
        sum += value;
      }
      return Decimals.fixed(factor * sum / values.length, digits);
    };
  }
}
