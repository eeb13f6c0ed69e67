package org.backflow.feedback;

import java.util.Optional;
import org.backflow.network.Initialization;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.random.RandomStream;

/**
 * A way to carry the error back: the operator F<sub>l</sub> of every hidden layer l = 1..L-1 and
 * what the hardware must hold for it. It sees how many sources and units there are, and nothing of
 * the layers.
 *
 * <p>A class of another jar becomes a name of experiments and options where its jar says so in
 * {@code META-INF/services/org.backflow.feedback.FeedbackScheme}; {@link
 * FeedbackOperator#storesFeedback the operator} and {@link #waitsForWeights} must agree.
 */
public interface FeedbackScheme {

  /** Returns the name used in files, tables and on the command line. */
  String name();

  /** Returns one line for help and reports: what F<sub>l</sub> is. */
  String description();

  /** Returns the paper or the publication that the scheme comes from. */
  String publication();

  /** Returns the operation that applies F<sub>l</sub>. */
  FeedbackOperator operator();

  /**
   * Returns whether the feedback of a step needs the forward weights, and so must run before they
   * are updated.
   */
  boolean waitsForWeights();

  /**
   * Returns the factor on the stored matrix where the scheme brings its own, or nothing where that
   * of the protocol holds.
   */
  default Optional<FeedbackScale> ownScale() {
    return Optional.empty();
  }

  /**
   * Returns the layer s whose delta is carried to hidden layer {@code layer}: F<sub>layer</sub> is
   * n<sub>s</sub> x n<sub>layer</sub>. The layer above, unless the scheme says otherwise.
   *
   * @param layer a hidden layer, 1 to L-1
   */
  default int source(NetworkShape network, int layer) {
    return layer + 1;
  }

  /**
   * Returns how many elements of delta<sub>s</sub> a unit of hidden layer {@code layer} sums: all
   * n<sub>s</sub> of them, unless the scheme says otherwise.
   */
  default int terms(NetworkShape network, int layer) {
    return network.width(source(network, layer));
  }

  /**
   * Returns the number of bits by which the sum of hidden layer {@code layer} is shifted right: of
   * schemes that store signs, whose F<sub>layer</sub> is +-2<sup>-shift</sup>. Zero for all others.
   */
  default int shift(NetworkShape network, int layer) {
    return 0;
  }

  /**
   * Checks that the scheme can serve every hidden layer of {@code network}.
   *
   * @throws IllegalArgumentException naming the layer that it cannot serve, and why
   */
  default void requireFit(NetworkShape network) {}

  /**
   * Returns the stored F<sub>layer</sub>, n<sub>s</sub> x n<sub>layer</sub>, or nothing when the
   * scheme reads the weights instead. The unscaled matrix: a scale that grows over the epochs is
   * part of the protocol. Of stored signs it holds +1 and -1, without the {@link #shift shift}.
   *
   * @param layer a hidden layer, 1 to L-1
   * @param random a stream that belongs to this run and layer
   */
  Optional<Matrix> draw(
      NetworkShape network, int layer, Initialization initialization, RandomStream random);
}
