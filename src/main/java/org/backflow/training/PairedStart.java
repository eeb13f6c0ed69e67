package org.backflow.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.feedback.DrawnFeedback;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.layer.LayeredNetwork;
import org.backflow.network.Initialization;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.plan.Extent;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.random.RandomStream;

/**
 * What the networks of one run start from: the same weights for all of them, and the feedback
 * matrices of each scheme.
 *
 * @param network what is trained
 * @param weights by layer, each with its bias in the last row
 * @param networks one per scheme
 * @param roundingSeed what the random registers of the fixed-point networks are seeded from
 */
public record PairedStart(
    LayeredNetwork network, Map<Tensor, Matrix> weights, List<Start> networks, long roundingSeed) {

  /**
   * One network.
   *
   * @param feedback the stored matrices, unscaled; none where the scheme stores none
   */
  public record Start(FeedbackScheme scheme, Map<Tensor, Matrix> feedback) {
    /** Copies the map. */
    public Start {
      feedback = Collections.unmodifiableMap(new LinkedHashMap<>(feedback));
    }

    /** Returns F<sub>layer</sub>, if it is stored. */
    public Optional<Matrix> feedback(int layer) {
      return Optional.ofNullable(feedback.get(Tensor.feedback(layer)));
    }
  }

  /** Copies map and list. */
  public PairedStart {
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    networks = List.copyOf(networks);
  }

  /**
   * Draws the start of run {@code run} from the streams that (seed, run) names.
   *
   * @throws org.backflow.data.InvalidDataException when a matrix has more elements than an array
   * @throws IllegalArgumentException when a scheme cannot serve a layer
   */
  public static PairedStart draw(
      LayeredNetwork network,
      List<FeedbackScheme> schemes,
      Initialization initialization,
      long seed,
      int run) {
    List<StepPlan> plans =
        schemes.stream().map(scheme -> network.plan(scheme, 1, StepPlan.Options.PLAIN)).toList();
    plans.get(0).weights().forEach(weight -> requireArray(network, plans.get(0), "W", weight));
    plans.forEach(plan -> plan.feedback().forEach(f -> requireArray(network, plan, "F", f)));
    Map<Tensor, Matrix> weights = new LinkedHashMap<>();
    for (Tensor weight : plans.get(0).weights()) {
      Extent shape = plans.get(0).shape(weight);
      RandomStream random = RandomStream.of(seed, "weights", run, weight.layer());
      weights.put(weight, initialization.weights(shape.m() - 1, shape.n(), random));
    }
    List<Start> networks = new ArrayList<>();
    for (StepPlan plan : plans) {
      Map<Tensor, Matrix> feedback = new LinkedHashMap<>();
      for (Tensor stored : plan.feedback()) {
        Extent shape = plan.shape(stored);
        RandomStream random = RandomStream.of(seed, "feedback", run, stored.layer());
        DrawnFeedback.draw(
                plan.scheme(),
                stored.layer(),
                shape.m(),
                shape.n(),
                plan.groups(stored),
                initialization,
                random)
            .ifPresent(matrix -> feedback.put(stored, matrix));
      }
      networks.add(new Start(plan.scheme(), feedback));
    }
    long roundingSeed = RandomStream.of(seed, "rounding", run).nextLong();
    return new PairedStart(network, weights, networks, roundingSeed);
  }

  private static void requireArray(
      LayeredNetwork network, StepPlan plan, String symbol, Tensor tensor) {
    Extent shape = plan.shape(tensor);
    TrainingSize.requireArray(network, symbol + tensor.layer(), shape.m(), shape.n());
  }

  /** Returns W<sub>layer</sub>. */
  public Matrix weight(int layer) {
    return Optional.ofNullable(weights.get(Tensor.weight(layer))).orElseThrow();
  }

  /**
   * Returns the widths of dense logistic layers.
   *
   * @throws IllegalArgumentException when the network is another one
   */
  NetworkShape widths() {
    return network.requireWidths("the lockstep trainer");
  }
}
