package org.backflow.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.Numerics;
import org.backflow.experiment.TrainedNetwork;
import org.backflow.experiment.TrainingResult;
import org.backflow.feedback.FeedbackScheme;

/**
 * What networks came to in float. Where both arithmetics are trained, experiments that differ in
 * what only fixed point reads share it. Safe for use by several threads; two that need the same
 * network at once both train it.
 */
final class FloatNetworks {

  /** A bound, so that a large sweep does not fill the memory; forgetting costs time alone. */
  private static final int MOST = 16_384;

  private record Network(String key, FeedbackScheme scheme) {}

  private final Map<Network, TrainingResult> known = new ConcurrentHashMap<>();

  /**
   * Returns the networks of {@code part}.
   *
   * @param trainer trains the part, or what of it is not known: that in fixed point alone
   */
  List<TrainedNetwork> completing(
      Experiment part, Function<Experiment, List<TrainedNetwork>> trainer) {
    if (part.training().numerics() != Numerics.BOTH) {
      return trainer.apply(part);
    }
    String key = TrainingPart.floatKey(part);
    List<Network> networks =
        part.schemes().stream().map(scheme -> new Network(key, scheme)).toList();
    List<TrainingResult> inFloat =
        networks.stream().map(known::get).filter(Objects::nonNull).toList();
    if (inFloat.size() < networks.size()) {
      List<TrainedNetwork> trained = trainer.apply(part);
      if (known.size() >= MOST) {
        known.clear();
      }
      for (int i = 0; i < networks.size(); i++) {
        known.put(networks.get(i), trained.get(i).inFloat().orElseThrow());
      }
      return trained;
    }
    List<TrainedNetwork> inFixed = trainer.apply(TrainingPart.inFixedPoint(part));
    List<TrainedNetwork> both = new ArrayList<>();
    for (int i = 0; i < networks.size(); i++) {
      both.add(
          new TrainedNetwork(
              Optional.of(inFloat.get(i)),
              inFixed.get(i).inFixed(),
              inFixed.get(i).effectiveFractions()));
    }
    return both;
  }
}
