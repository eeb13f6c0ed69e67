package org.backflow.feedback;

import java.util.Optional;
import org.backflow.network.Initialization;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.random.RandomStream;

/**
 * Backpropagation: F<sub>l</sub> = W<sub>l+1</sub> transposed (Rumelhart, Hinton, Williams 1986,
 * "Learning representations by back-propagating errors", eq. 6).
 */
final class Backprop implements FeedbackScheme {

  @Override
  public String name() {
    return "backprop";
  }

  @Override
  public String description() {
    return "the transposed forward weights";
  }

  @Override
  public String publication() {
    return "Rumelhart, Hinton, Williams 1986, Nature 323";
  }

  @Override
  public FeedbackOperator operator() {
    return FeedbackOperator.TRANSPOSED_WEIGHTS;
  }

  @Override
  public boolean waitsForWeights() {
    return true;
  }

  @Override
  public Optional<Matrix> draw(
      NetworkShape network, int layer, Initialization initialization, RandomStream random) {
    return Optional.empty();
  }
}
