package org.backflow.training;

import java.util.ArrayList;
import java.util.List;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;

/**
 * Measures the {@link FeedbackAlignment} of one network: in double precision, from the values of
 * its weights, feedback and activations, so that nothing of the training is touched.
 */
final class AlignmentProbe {

  private final NetworkShape shape;
  private final FeedbackScheme scheme;
  private final UpperLayers networks;
  private final int network;
  private final List<AlignmentSums> layers = new ArrayList<>();

  AlignmentProbe(NetworkShape shape, FeedbackScheme scheme, UpperLayers networks, int network) {
    this.shape = shape;
    this.scheme = scheme;
    this.networks = networks;
    this.network = network;
    for (int layer = 1; layer < shape.layers(); layer++) {
      Matrix transposed = transposedWeights(layer);
      layers.add(new AlignmentSums(transposed, feedback(layer, transposed)));
    }
  }

  /** Returns W<sub>layer+1</sub> transposed, without its bias row. */
  private Matrix transposedWeights(int layer) {
    Matrix transposed = Matrix.zeros(shape.width(layer + 1), shape.width(layer));
    for (int row = 0; row < transposed.rows(); row++) {
      for (int column = 0; column < transposed.columns(); column++) {
        int index = column * transposed.rows() + row;
        transposed.set(row, column, networks.weight(network, layer + 1, index));
      }
    }
    return transposed;
  }

  /** Returns F<sub>layer</sub> as it is applied. */
  private Matrix feedback(int layer, Matrix transposed) {
    return AlignmentSums.applied(
        scheme, scheme.shift(shape, layer), transposed, () -> stored(layer));
  }

  private Matrix stored(int layer) {
    Matrix stored = Matrix.zeros(shape.width(scheme.source(shape, layer)), shape.width(layer));
    for (int i = 0; i < stored.values().length; i++) {
      stored.values()[i] = networks.storedFeedback(network, layer, i);
    }
    return stored;
  }

  /** Adds the sample whose activations the network holds. */
  void add(int label) {
    int last = shape.layers();
    double[][] deltas = new double[last + 1][];
    double[][] chained = new double[last + 1][];
    deltas[last] = activations(last);
    for (int j = 0; j < deltas[last].length; j++) {
      double a = deltas[last][j];
      deltas[last][j] = (a - (label == j ? 1.0 : 0.0)) * a * (1.0 - a);
    }
    chained[last] = deltas[last];
    for (int layer = last - 1; layer >= 1; layer--) {
      AlignmentSums hidden = layers.get(layer - 1);
      int source = scheme.source(shape, layer);
      double[] carried = product(deltas[source], hidden.feedback());
      double[] above = source == layer + 1 ? deltas[source] : chained[layer + 1];
      hidden.compare(carried, product(above, hidden.weights()));
      deltas[layer] = timesDerivatives(layer, carried);
      hidden.addGradient(deltas[layer]);
      chained[layer] = timesDerivatives(layer, product(chained[layer + 1], hidden.weights()));
    }
  }

  private double[] activations(int layer) {
    double[] values = new double[shape.width(layer)];
    for (int j = 0; j < values.length; j++) {
      values[j] = networks.activation(network, layer, j);
    }
    return values;
  }

  private double[] timesDerivatives(int layer, double[] errors) {
    double[] deltas = activations(layer);
    for (int j = 0; j < deltas.length; j++) {
      deltas[j] = errors[j] * deltas[j] * (1.0 - deltas[j]);
    }
    return deltas;
  }

  private static double[] product(double[] row, Matrix matrix) {
    double[] result = new double[matrix.columns()];
    for (int k = 0; k < row.length; k++) {
      for (int j = 0; j < result.length; j++) {
        result[j] += row[k] * matrix.get(k, j);
      }
    }
    return result;
  }

  /** Returns what was measured, hidden layer by hidden layer from the first. */
  List<FeedbackAlignment> measured() {
    List<FeedbackAlignment> measured = new ArrayList<>();
    for (int layer = 1; layer < shape.layers(); layer++) {
      boolean comparable = scheme.source(shape, layer) == layer + 1;
      measured.add(layers.get(layer - 1).measured(comparable));
    }
    return measured;
  }
}
