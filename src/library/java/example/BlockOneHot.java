package example;

import java.util.Optional;
import org.backflow.feedback.FeedbackOperator;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.network.Initialization;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.random.RandomStream;

/** One-hot feedback in which neighbours listen to the same output. */
public final class BlockOneHot implements FeedbackScheme {
  @Override
  public String name() {
    return "block-one-hot";
  }

  @Override
  public String description() {
    return "one unit of the next layer per block of hidden units, weight 1";
  }

  @Override
  public String publication() {
    return "an example of docs/library.md";
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
  public int terms(NetworkShape network, int layer) {
    return 1;
  }

  @Override
  public Optional<Matrix> draw(
      NetworkShape network, int layer, Initialization initialization, RandomStream random) {
    int sources = network.width(layer + 1);
    int units = network.width(layer);
    Matrix matrix = Matrix.zeros(sources, units);
    for (int unit = 0; unit < units; unit++) {
      matrix.set(unit * sources / units, unit, 1.0);
    }
    return Optional.of(matrix);
  }
}
