package org.backflow.report.result;

import static org.backflow.configuration.kind.ValueKind.choice;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.mapOf;
import static org.backflow.configuration.kind.ValueKind.nothing;
import static org.backflow.configuration.kind.ValueKind.number;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.backflow.configuration.kind.ConfigurationMap;
import org.backflow.configuration.kind.ValueKind;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.TrainingResult;
import org.backflow.figure.AlignmentFigures;
import org.backflow.figure.EpochFigures;
import org.backflow.figure.Figure;
import org.backflow.network.NetworkShape;
import org.backflow.training.FeedbackAlignment;
import org.jspecify.annotations.Nullable;

/** What was measured after every epoch, [run][epoch], as {@code results.json} has it. */
final class EpochSeries {

  /** What training that diverged leaves behind stands in quotes, since JSON has no word for it. */
  static final ValueKind<Double> FIGURE =
      number()
          .or(
              choice(List.of("NaN", "Infinity", "-Infinity"))
                  .as("NaN, Infinity or -Infinity", Double::valueOf));

  private static final ValueKind<OptionalDouble> OPTIONAL_FIGURE =
      FIGURE.<OptionalDouble>as("a figure", OptionalDouble::of).or(nothing(OptionalDouble.empty()));

  private EpochSeries() {}

  /** Returns the tree. */
  static Map<String, Object> tree(TrainingResult trained) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (Figure<EpochFigures.Epoch> figure : EpochFigures.ALL) {
      tree.put(
          figure.key(),
          series(
              trained,
              (run, epoch) -> figure.value(new EpochFigures.Epoch("", "", trained, run, epoch))));
    }
    int hidden = trained.alignment().get(0).get(0).size();
    tree.put(
        "feedbackAlignment",
        IntStream.range(0, hidden).mapToObj(layer -> alignment(trained, layer)).toList());
    return tree;
  }

  /** Returns the number of a hidden layer and every figure as [run][epoch]. */
  private static Map<String, Object> alignment(TrainingResult trained, int index) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("layer", index + 1);
    for (Figure<FeedbackAlignment> figure : AlignmentFigures.ALL) {
      tree.put(
          figure.key(),
          series(
              trained,
              (run, epoch) -> figure.value(trained.alignment().get(run).get(epoch).get(index))));
    }
    return tree;
  }

  /** Returns a figure as [run][epoch]; null where it has no meaning. */
  private static List<List<@Nullable Object>> series(
      TrainingResult trained, BiFunction<Integer, Integer, @Nullable Object> figure) {
    List<List<@Nullable Object>> series = new ArrayList<>();
    for (int run = 0; run < trained.testAccuracy().size(); run++) {
      List<@Nullable Object> ofRun = new ArrayList<>();
      for (int epoch = 0; epoch < trained.testAccuracy().get(run).size(); epoch++) {
        ofRun.add(figure.apply(run, epoch));
      }
      series.add(ofRun);
    }
    return series;
  }

  /** Returns what {@link #tree} was made from. */
  static TrainingResult read(ConfigurationMap map, Experiment experiment) {
    int runs = experiment.training().runs();
    int epochs = experiment.training().protocol().epochs();
    int hidden = experiment.model().network().hidden().size();
    List<Layer> layers =
        map.required(
            "feedbackAlignment",
            listOf(
                mapOf(
                    layer ->
                        new Layer(
                            layer.required("layer", integer(1, Integer.MAX_VALUE)),
                            alignment(layer, runs, epochs))),
                hidden,
                hidden));
    for (int i = 0; i < hidden; i++) {
      if (layers.get(i).number() != i + 1) {
        throw map.refusal("feedbackAlignment", "the hidden layers in their order, here " + (i + 1));
      }
    }
    return new TrainingResult(
        map.required("testAccuracy", series(number().atLeast(0).atMost(1), runs, epochs)),
        map.required("deadOutputs", series(integer(0, NetworkShape.MAX_WIDTH), runs, epochs)),
        map.required("trainingLoss", series(FIGURE, runs, epochs)),
        byEpoch(layers.stream().map(Layer::alignment).toList(), runs, epochs));
  }

  /** A hidden layer, with its alignment as [run][epoch]. */
  private record Layer(int number, List<List<FeedbackAlignment>> alignment) {}

  private static <T> ValueKind<List<List<T>>> series(ValueKind<T> figure, int runs, int epochs) {
    return listOf(listOf(figure, epochs, epochs), runs, runs);
  }

  private static List<List<FeedbackAlignment>> alignment(
      ConfigurationMap map, int runs, int epochs) {
    ValueKind<List<List<OptionalDouble>>> kind = series(OPTIONAL_FIGURE, runs, epochs);
    // Files of before the norm of the gradient was measured have none.
    List<List<OptionalDouble>> none =
        Collections.nCopies(runs, Collections.nCopies(epochs, OptionalDouble.empty()));
    List<List<OptionalDouble>> correlation = map.required("weightCorrelation", kind);
    List<List<OptionalDouble>> angle = map.required("angleDegrees", kind);
    List<List<OptionalDouble>> aligned = map.required("alignedFraction", kind);
    List<List<OptionalDouble>> ratio = map.required("normRatio", kind);
    List<List<OptionalDouble>> gradient = map.optional("gradientNorm", kind, none);
    List<List<FeedbackAlignment>> all = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      List<FeedbackAlignment> ofRun = new ArrayList<>();
      for (int epoch = 0; epoch < epochs; epoch++) {
        ofRun.add(
            new FeedbackAlignment(
                correlation.get(run).get(epoch),
                angle.get(run).get(epoch),
                aligned.get(run).get(epoch),
                ratio.get(run).get(epoch),
                gradient.get(run).get(epoch)));
      }
      all.add(ofRun);
    }
    return all;
  }

  /** Returns [run][epoch][layer] for [layer][run][epoch]. */
  private static List<List<List<FeedbackAlignment>>> byEpoch(
      List<List<List<FeedbackAlignment>>> layers, int runs, int epochs) {
    List<List<List<FeedbackAlignment>>> all = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      List<List<FeedbackAlignment>> ofRun = new ArrayList<>();
      for (int epoch = 0; epoch < epochs; epoch++) {
        List<FeedbackAlignment> ofEpoch = new ArrayList<>();
        for (List<List<FeedbackAlignment>> layer : layers) {
          ofEpoch.add(layer.get(run).get(epoch));
        }
        ofRun.add(ofEpoch);
      }
      all.add(ofRun);
    }
    return all;
  }
}
