package org.backflow.training;

import java.util.Arrays;
import java.util.List;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.training.kernel.Blocks;
import org.backflow.training.kernel.FloatKernels;

/**
 * The networks of a run in single precision from their first hidden layers upwards; layer 1 is
 * computed by {@link FloatTrainer}. Sums run in the order of the float interpreter, so the bits are
 * its own. Laid out as {@link UpperLayout} says.
 */
final class FloatUpperLayers implements UpperLayers {

  private final NetworkShape shape;
  private final int last;
  private final UpperLayout layout;
  private final FloatKernels kernels;

  /** W[l] of all networks; empty for layer 1. */
  private final float[][] weights;

  private final List<FloatFeedback> feedback;
  private final float[][] activations;
  private final float[][] errors;
  private final float[][] deltas;
  private final float[][] steps;

  private final int minibatch;
  private final double[] losses;

  /**
   * Creates networks that stand at {@code start}.
   *
   * @param first what is computed of layer 1 for all networks
   */
  FloatUpperLayers(PairedStart start, int minibatch, FloatFirstLayer first) {
    this.shape = start.widths();
    this.last = shape.layers();
    this.layout = new UpperLayout(shape, start.networks().size(), first.lanes());
    this.kernels = first.kernels();
    this.weights = new float[last + 1][0];
    this.feedback =
        start.networks().stream().map(n -> new FloatFeedback(shape, n, kernels)).toList();
    this.activations = new float[last + 1][0];
    this.errors = new float[last + 1][0];
    this.deltas = new float[last + 1][0];
    this.steps = new float[last + 1][0];
    this.minibatch = minibatch;
    this.losses = new double[layout.networks()];
    activations[1] = first.activations();
    errors[1] = first.errors();
    for (int layer = 2; layer <= last; layer++) {
      int values = minibatch * layout.lanes(layer);
      activations[layer] = new float[values];
      errors[layer] = new float[values];
      deltas[layer] = new float[values];
      steps[layer] = new float[values];
      weights[layer] = new float[layout.size(layer)];
      float[] drawn = toFloats(start.weight(layer), 1.0);
      for (int network = 0; network < layout.networks(); network++) {
        for (int i = 0; i < drawn.length; i++) {
          weights[layer][layout.weightAt(layer, network, i)] = drawn[i];
        }
      }
      transport(layer);
    }
  }

  static float[] toFloats(Matrix matrix, double scale) {
    float[] values = new float[matrix.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (matrix.values()[i] * scale);
    }
    return values;
  }

  /** Carries W<sub>layer</sub> over to the feedback paths that read it. */
  private void transport(int layer) {
    for (int network = 0; network < layout.networks(); network++) {
      feedback.get(network).transport(layer - 1, weights[layer], layout.weights(layer), network);
    }
  }

  @Override
  public void scaleFeedback(int network, double scale) {
    feedback.get(network).scale(scale);
  }

  @Override
  public double weight(int network, int layer, int index) {
    return weights[layer][layout.weightAt(layer, network, index)];
  }

  @Override
  public double activation(int network, int layer, int unit) {
    return activations[layer][layout.at(layer, network, 0) + unit];
  }

  @Override
  public double storedFeedback(int network, int layer, int index) {
    return feedback.get(network).stored(layer, index);
  }

  @Override
  public void setWeight(int network, int layer, int index, double value) {
    weights[layer][layout.weightAt(layer, network, index)] = (float) value;
  }

  @Override
  public int firstUnit(int layer, int network) {
    return layout.at(layer, network, 0);
  }

  @Override
  public void transport() {
    for (int layer = 2; layer <= last; layer++) {
      transport(layer);
    }
  }

  @Override
  public void forward(int samples) {
    for (int layer = 2; layer <= last; layer++) {
      Blocks blocks = layout.weights(layer);
      float[] a = activations[layer - 1];
      float[] z = activations[layer];
      for (int sample = 0; sample < samples; sample++) {
        int from = layout.at(layer - 1, 0, sample);
        kernels.multiply(a, from, blocks, true, weights[layer], z, layout.at(layer, 0, sample));
      }
      kernels.sigmoid(z, 0, samples * layout.lanes(layer));
    }
  }

  @Override
  public int predicted(int network, int sample) {
    float[] a = activations[last];
    int from = layout.at(last, network, sample);
    int best = 0;
    for (int j = 1; j < shape.outputs(); j++) {
      if (a[from + j] > a[from + best]) {
        best = j;
      }
    }
    return best;
  }

  /**
   * Computes delta<sub>L</sub>, then the deltas of the hidden layers down to 2 and the errors of
   * layer 1; of networks of one layer, a - t as its errors.
   */
  void backward(int[] labels, int samples) {
    for (int sample = 0; sample < samples; sample++) {
      for (int network = 0; network < layout.networks(); network++) {
        subtractTargets(labels[sample], network, sample);
      }
    }
    for (int layer = last; layer > 1; layer--) {
      int count = samples * layout.lanes(layer);
      kernels.deltas(errors[layer], activations[layer], deltas[layer], count);
      feedBack(layer - 1, samples);
    }
  }

  private void subtractTargets(int label, int network, int sample) {
    float[] a = activations[last];
    float[] differences = errors[last];
    int from = layout.at(last, network, sample);
    double sum = losses[network];
    for (int j = 0; j < shape.outputs(); j++) {
      float difference = a[from + j] - (label == j ? 1.0f : 0.0f);
      sum += (double) difference * difference;
      differences[from + j] = difference;
    }
    losses[network] = sum;
  }

  /**
   * Computes e<sub>layer</sub>. In layer 1 the padding of a network reaches into the units of the
   * next, whose errors are therefore written after it.
   */
  private void feedBack(int layer, int samples) {
    for (int sample = 0; sample < samples; sample++) {
      for (int network = 0; network < layout.networks(); network++) {
        FloatFeedback path = feedback.get(network);
        int source = path.source(layer);
        int from = layout.at(source, network, sample);
        int to = layout.at(layer, network, sample);
        path.errors(layer, deltas[source], from, errors[layer], to);
      }
    }
  }

  /** Computes s<sub>l</sub> = factor delta<sub>l</sub> and updates W<sub>l</sub>, l = L to 2. */
  void update(float eta, int samples) {
    for (int layer = last; layer > 1; layer--) {
      Blocks blocks = layout.weights(layer);
      float[] a = activations[layer - 1];
      float[] s = steps[layer];
      if (minibatch == 1) {
        kernels.scale(-eta, deltas[layer], s, layout.lanes(layer));
        kernels.addOuter(a, 0, blocks, true, weights[layer], s, 0);
        follow(layer);
      } else {
        kernels.scale(eta, deltas[layer], s, samples * layout.lanes(layer));
        kernels.subtractOuter(a, 0, blocks, samples, weights[layer], s);
        transport(layer);
      }
    }
  }

  /** Makes the feedback paths follow what a single sample changed in W<sub>layer</sub>. */
  private void follow(int layer) {
    float[] a = activations[layer - 1];
    for (int network = 0; network < layout.networks(); network++) {
      FloatFeedback path = feedback.get(network);
      int aFrom = layout.at(layer - 1, network, 0);
      int sFrom = layout.at(layer, network, 0);
      if (!path.follow(layer - 1, a, aFrom, steps[layer], sFrom)) {
        path.transport(layer - 1, weights[layer], layout.weights(layer), network);
      }
    }
  }

  @Override
  public double[] takeLoss() {
    double[] taken = losses.clone();
    Arrays.fill(losses, 0.0);
    return taken;
  }
}
