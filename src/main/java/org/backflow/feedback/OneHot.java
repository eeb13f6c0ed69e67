package org.backflow.feedback;

import java.util.Optional;
import org.backflow.network.Initialization;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.random.RandomStream;

/**
 * One-hot feedback: every unit listens to one unit of the next layer with weight 1. So
 * e<sub>l,j</sub> = delta<sub>l+1,s(j)</sub> is a selection (siarez.com, "Backpropagation using
 * random feedback weights", 2017). Crafton et al. 2019, "Direct feedback alignment with sparse
 * connections for local learning", have a random value in place of 1.
 *
 * <p>s(j) = j mod n<sub>l+1</sub>: every output is heard by as many units as any other, give or
 * take one. The publication leaves the assignment open.
 */
final class OneHot implements FeedbackScheme {

  @Override
  public String name() {
    return "one-hot";
  }

  @Override
  public String description() {
    return "one unit of the next layer per hidden unit, weight 1";
  }

  @Override
  public String publication() {
    return "siarez.com 2017; Crafton et al. 2019, fnins.2019.00525";
  }

  @Override
  public FeedbackOperator operator() {
    return FeedbackOperator.SELECTION;
  }

  @Override
  public int terms(NetworkShape network, int layer) {
    return 1;
  }

  @Override
  public boolean waitsForWeights() {
    return false;
  }

  @Override
  public Optional<Matrix> draw(
      NetworkShape network, int layer, Initialization initialization, RandomStream random) {
    return Optional.of(matrix(network.width(layer + 1), network.width(layer)));
  }

  /** Returns the matrix in which unit j listens to source j mod {@code sources}. */
  static Matrix matrix(int sources, int units) {
    Matrix matrix = Matrix.zeros(sources, units);
    for (int unit = 0; unit < units; unit++) {
      matrix.set(unit % sources, unit, 1.0);
    }
    return matrix;
  }
}
