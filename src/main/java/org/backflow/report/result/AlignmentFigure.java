package org.backflow.report.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.backflow.experiment.TrainingResult;
import org.backflow.training.FeedbackAlignment;
import org.jspecify.annotations.Nullable;

/**
 * A figure of {@link FeedbackAlignment} under its names in JSON and in CSV.
 *
 * @param key in {@code results.json}
 * @param column in {@code epochs.csv}, before the number of the hidden layer
 */
record AlignmentFigure(
    String key, String column, Function<FeedbackAlignment, OptionalDouble> value) {

  static final List<AlignmentFigure> ALL =
      List.of(
          new AlignmentFigure(
              "weightCorrelation",
              "feedback_weight_correlation",
              FeedbackAlignment::weightCorrelation),
          new AlignmentFigure(
              "angleDegrees", "feedback_angle_degrees", FeedbackAlignment::angleDegrees),
          new AlignmentFigure(
              "alignedFraction", "feedback_aligned_fraction", FeedbackAlignment::alignedFraction),
          new AlignmentFigure("normRatio", "feedback_norm_ratio", FeedbackAlignment::normRatio),
          new AlignmentFigure("gradientNorm", "gradient_norm", FeedbackAlignment::gradientNorm));

  /** Returns a tree per hidden layer: its number, and every figure as [run][epoch]. */
  static List<Map<String, Object>> trees(TrainingResult trained) {
    List<Map<String, Object>> trees = new ArrayList<>();
    int layers = trained.alignment().get(0).get(0).size();
    for (int layer = 1; layer <= layers; layer++) {
      int index = layer - 1;
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("layer", layer);
      for (AlignmentFigure figure : ALL) {
        tree.put(
            figure.key,
            trained.alignment().stream().map(run -> figure.series(run, index)).toList());
      }
      trees.add(tree);
    }
    return trees;
  }

  /** Returns the figure after every epoch; null where it has no meaning. */
  private List<@Nullable Double> series(List<List<FeedbackAlignment>> epochs, int index) {
    List<@Nullable Double> series = new ArrayList<>();
    for (List<FeedbackAlignment> epoch : epochs) {
      OptionalDouble figure = value.apply(epoch.get(index));
      series.add(figure.isPresent() ? figure.getAsDouble() : null);
    }
    return series;
  }

  /** Returns the cell of {@code alignment}, empty where the figure has no meaning. */
  Object cell(FeedbackAlignment alignment) {
    OptionalDouble figure = value.apply(alignment);
    return figure.isPresent() ? (Object) figure.getAsDouble() : "";
  }
}
