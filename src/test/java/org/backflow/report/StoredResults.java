package org.backflow.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.backflow.accelerator.CostModel;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.TrainingResult;
import org.backflow.plan.StepPlan;
import org.backflow.training.FeedbackAlignment;

/** Comparisons that were trained once and kept in {@code reports/reference}. */
final class StoredResults {

  private StoredResults() {}

  /** Returns the kept comparison of an experiment whose networks were trained in float only. */
  static ComparisonResult float32(String name) {
    Experiment experiment =
        Experiment.load(Path.of("data/experiments", name + ".yaml"), "numerics=float");
    return of(experiment, Path.of("reports/reference", name, "results.json"));
  }

  /** Returns the comparison that {@code results} holds, of the same {@code experiment}. */
  static ComparisonResult of(Experiment experiment, Path results) {
    try {
      JsonNode schemes = new ObjectMapper().readTree(results.toFile()).get("schemes");
      CostModel costs = new CostModel(experiment.accelerator(), experiment.arithmetic());
      List<SchemeResult> found = new ArrayList<>();
      for (int i = 0; i < schemes.size(); i++) {
        StepPlan plan = experiment.plan(experiment.schemes().get(i));
        found.add(
            new SchemeResult(
                plan,
                trained(schemes.get(i).get("floatEpochs")),
                trained(schemes.get(i).get("fixedEpochs")),
                costs.cost(plan)));
      }
      return new ComparisonResult(experiment, found);
    } catch (IOException e) {
      throw new AssertionError(results + " cannot be read", e);
    }
  }

  private static Optional<TrainingResult> trained(JsonNode epochs) {
    return Optional.ofNullable(epochs)
        .map(
            node ->
                new TrainingResult(
                    table(node.get("testAccuracy"), JsonNode::doubleValue),
                    table(node.get("deadOutputs"), JsonNode::intValue),
                    table(node.get("trainingLoss"), JsonNode::doubleValue),
                    alignment(node)));
  }

  private static <T> List<List<T>> table(JsonNode runs, Function<JsonNode, T> cell) {
    List<List<T>> table = new ArrayList<>();
    for (JsonNode run : runs) {
      List<T> row = new ArrayList<>();
      run.forEach(epoch -> row.add(cell.apply(epoch)));
      table.add(row);
    }
    return table;
  }

  private static List<List<List<FeedbackAlignment>>> alignment(JsonNode node) {
    JsonNode layers = node.get("feedbackAlignment");
    List<List<List<FeedbackAlignment>>> runs = new ArrayList<>();
    for (int run = 0; run < node.get("testAccuracy").size(); run++) {
      List<List<FeedbackAlignment>> epochs = new ArrayList<>();
      for (int epoch = 0; epoch < node.get("testAccuracy").get(run).size(); epoch++) {
        List<FeedbackAlignment> figures = new ArrayList<>();
        for (JsonNode layer : layers) {
          figures.add(
              new FeedbackAlignment(
                  figure(layer, "weightCorrelation", run, epoch),
                  figure(layer, "angleDegrees", run, epoch),
                  figure(layer, "alignedFraction", run, epoch),
                  figure(layer, "normRatio", run, epoch)));
        }
        epochs.add(figures);
      }
      runs.add(epochs);
    }
    return runs;
  }

  private static OptionalDouble figure(JsonNode layer, String key, int run, int epoch) {
    JsonNode value = layer.get(key).get(run).get(epoch);
    return value.isNull() ? OptionalDouble.empty() : OptionalDouble.of(value.doubleValue());
  }
}
