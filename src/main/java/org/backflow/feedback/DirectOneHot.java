package org.backflow.feedback;

import java.util.Optional;
import org.backflow.network.Initialization;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.random.RandomStream;

/**
 * One-hot feedback from the output error: every unit of every hidden layer listens to one output
 * with weight 1, e<sub>l,j</sub> = delta<sub>L,s(j)</sub>.
 *
 * <p>This is direct feedback alignment with one connection per unit (Crafton, Parihar, Gebhardt,
 * Raychowdhury 2019, "Direct feedback alignment with sparse connections for local learning",
 * Frontiers in Neuroscience 13:525). Their connections have random values. The weight of 1 is that
 * of siarez.com, "Backpropagation using random feedback weights", 2017.
 *
 * <p>s(j) = j mod n<sub>L</sub>, as in {@link OneHot}.
 */
final class DirectOneHot implements FeedbackScheme {

  @Override
  public String name() {
    return "direct-one-hot";
  }

  @Override
  public String description() {
    return "one output per hidden unit of every layer, weight 1";
  }

  @Override
  public String publication() {
    return "Crafton et al. 2019, fnins.2019.00525; siarez.com 2017";
  }

  @Override
  public FeedbackOperator operator() {
    return FeedbackOperator.SELECTION;
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
  public int terms(NetworkShape network, int layer) {
    return 1;
  }

  @Override
  public Optional<Matrix> draw(
      NetworkShape network, int layer, Initialization initialization, RandomStream random) {
    return Optional.of(OneHot.matrix(network.outputs(), network.width(layer)));
  }
}
