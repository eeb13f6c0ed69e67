package org.backflow.feedback;

import java.util.Optional;
import org.backflow.network.Initialization;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.random.RandomStream;

/**
 * A way to carry the error back: the operator F<sub>l</sub> of every hidden layer l = 1..L-1 and
 * what the hardware must hold for it.
 */
public interface FeedbackScheme {

  /** Returns the name used in files, tables and on the command line. */
  String name();

  /** Returns one line for help and reports: what F<sub>l</sub> is. */
  String description();

  /** Returns the paper or the publication that the scheme comes from. */
  String source();

  /** Returns the operation that applies F<sub>l</sub>. */
  FeedbackOperator operator();

  /**
   * Returns whether the feedback of a step needs the forward weights, and so must run before they
   * are updated.
   */
  boolean waitsForWeights();

  /**
   * Returns the stored F<sub>layer</sub>, n<sub>layer+1</sub> x n<sub>layer</sub>, or nothing when
   * the scheme reads the weights instead. The unscaled matrix: a scale that grows over the epochs
   * is part of the protocol.
   *
   * @param layer a hidden layer, 1 to L-1
   * @param random a stream that belongs to this run and layer
   */
  Optional<Matrix> draw(
      NetworkShape network, int layer, Initialization initialization, RandomStream random);
}
