package org.backflow.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backflow.feedback.DrawnFeedback;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.network.Initialization;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.random.RandomStream;

/**
 * What the networks of one run start from: the same weights for all of them, and the feedback
 * matrices of each scheme.
 *
 * @param weights W<sub>1</sub>, ..., W<sub>L</sub>
 * @param networks one per scheme
 * @param roundingSeed what the random registers of the fixed-point networks are seeded from
 */
public record PairedStart(
    NetworkShape shape, List<Matrix> weights, List<Start> networks, long roundingSeed) {

  /**
   * One network.
   *
   * @param feedback F<sub>1</sub>, ..., F<sub>L-1</sub>, unscaled; empty where the scheme stores
   *     none
   */
  public record Start(FeedbackScheme scheme, List<Optional<Matrix>> feedback) {
    /** Copies the list. */
    public Start {
      feedback = List.copyOf(feedback);
    }
  }

  /** Copies the lists. */
  public PairedStart {
    weights = List.copyOf(weights);
    networks = List.copyOf(networks);
  }

  /**
   * Draws the start of run {@code run} from the streams that (seed, run) names.
   *
   * @throws org.backflow.data.InvalidDataException when a matrix has more elements than an array
   */
  public static PairedStart draw(
      NetworkShape shape,
      List<FeedbackScheme> schemes,
      Initialization initialization,
      long seed,
      int run) {
    for (int layer = 1; layer <= shape.layers(); layer++) {
      TrainingSize.requireArray(shape, "W" + layer, shape.weightRows(layer), shape.width(layer));
    }
    for (FeedbackScheme scheme : schemes) {
      for (int layer = 1; layer < shape.layers(); layer++) {
        int sources = shape.width(scheme.source(shape, layer));
        TrainingSize.requireArray(shape, "F" + layer, sources, shape.width(layer));
      }
    }
    List<Matrix> weights = new ArrayList<>();
    for (int layer = 1; layer <= shape.layers(); layer++) {
      weights.add(
          initialization.weights(shape, layer, RandomStream.of(seed, "weights", run, layer)));
    }
    List<Start> networks = new ArrayList<>();
    for (FeedbackScheme scheme : schemes) {
      List<Optional<Matrix>> feedback = new ArrayList<>();
      for (int layer = 1; layer < shape.layers(); layer++) {
        RandomStream random = RandomStream.of(seed, "feedback", run, layer);
        feedback.add(
            DrawnFeedback.checked(
                scheme, shape, layer, scheme.draw(shape, layer, initialization, random)));
      }
      networks.add(new Start(scheme, feedback));
    }
    long roundingSeed = RandomStream.of(seed, "rounding", run).nextLong();
    return new PairedStart(shape, weights, networks, roundingSeed);
  }
}
