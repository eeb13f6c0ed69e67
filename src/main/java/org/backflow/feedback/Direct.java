package org.backflow.feedback;

import java.util.Optional;
import org.backflow.network.Initialization;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.random.RandomStream;

/**
 * Direct feedback alignment: every hidden layer receives the error of the output layer by a fixed
 * random matrix of its own, e<sub>l</sub> = delta<sub>L</sub> B<sub>l</sub> (Nokland 2016, "Direct
 * feedback alignment provides learning in deep neural networks", arXiv 1609.01596, eq. 7). The
 * hidden layers need not wait for each other. Compare DRTP (Frenkel, Lefebvre, Bol 2021, arXiv
 * 1909.01311), which projects the targets and does not even wait for the error.
 *
 * <p>B<sub>l</sub> is drawn as {@code random} draws it; with one hidden layer the two are the same.
 */
final class Direct implements FeedbackScheme {

  @Override
  public String name() {
    return "direct";
  }

  @Override
  public String description() {
    return "a fixed random matrix from the output error to every hidden layer";
  }

  @Override
  public String publication() {
    return "Nokland 2016, arXiv 1609.01596";
  }

  @Override
  public FeedbackOperator operator() {
    return FeedbackOperator.STORED_MATRIX;
  }

  @Override
  public boolean waitsForWeights() {
    return false;
  }

  @Override
  public int source(NetworkShape network, int layer) {
    return network.layers();
  }

  @Override
  public Optional<Matrix> draw(
      NetworkShape network, int layer, Initialization initialization, RandomStream random) {
    return Optional.of(initialization.feedback(network, layer, network.layers(), random));
  }
}
