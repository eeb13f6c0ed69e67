package org.backflow.feedback;

import java.util.Optional;
import org.backflow.network.Initialization;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.random.RandomStream;

/**
 * Sparse feedback: every unit listens to {@code connections} units of the next layer, drawn at
 * random, each with a random weight (Crafton, Parihar, Gebhardt, Raychowdhury 2019, "Direct
 * feedback alignment with sparse connections for local learning", Frontiers in Neuroscience 13:525,
 * here from layer to layer).
 *
 * <p>F<sub>l</sub> begins as the matrix that {@code random} draws from the same stream. All but k
 * of the n elements of a column are taken out, and the rest is multiplied by sqrt(n / k), which
 * keeps the expected norm. With k = n the two matrices are the same.
 *
 * @param connections k, the non-zeros per unit
 */
record Sparse(int connections) implements FeedbackScheme {

  static final String NAME = "sparse";
  static final int DEFAULT_CONNECTIONS = 2;

  Sparse {
    if (connections < 1 || connections > NetworkShape.MAX_WIDTH) {
      throw new IllegalArgumentException(
          NAME
              + " feedback with "
              + connections
              + " connections per unit; expected 1 to "
              + NetworkShape.MAX_WIDTH);
    }
  }

  @Override
  public String name() {
    return connections == DEFAULT_CONNECTIONS ? NAME : NAME + "-" + connections;
  }

  @Override
  public String description() {
    return connections == 1
        ? "one unit of the next layer per hidden unit, a random weight"
        : connections + " units of the next layer per hidden unit, random weights";
  }

  @Override
  public String publication() {
    return "Crafton et al. 2019, fnins.2019.00525";
  }

  @Override
  public FeedbackOperator operator() {
    return FeedbackOperator.SPARSE;
  }

  @Override
  public boolean waitsForWeights() {
    return false;
  }

  @Override
  public int terms(NetworkShape network, int layer) {
    return connections;
  }

  @Override
  public void requireFit(NetworkShape network) {
    for (int layer = 1; layer < network.layers(); layer++) {
      int sources = network.width(layer + 1);
      if (connections > sources) {
        throw new IllegalArgumentException(
            name()
                + " connects each unit of layer "
                + layer
                + " to "
                + connections
                + " units of layer "
                + (layer + 1)
                + ", which has "
                + sources
                + "; at most sparse-"
                + sources
                + " fits "
                + network);
      }
    }
  }

  @Override
  public Optional<Matrix> draw(
      NetworkShape network, int layer, Initialization initialization, RandomStream random) {
    Matrix dense = initialization.feedback(network, layer, layer + 1, random);
    Matrix sparse = Matrix.zeros(dense.rows(), dense.columns());
    double scale = Math.sqrt(dense.rows() / (double) connections);
    int[] sources = new int[dense.rows()];
    for (int source = 0; source < sources.length; source++) {
      sources[source] = source;
    }
    for (int unit = 0; unit < dense.columns(); unit++) {
      random.shuffle(sources);
      for (int i = 0; i < connections; i++) {
        sparse.set(sources[i], unit, scale * dense.get(sources[i], unit));
      }
    }
    return Optional.of(sparse);
  }
}
