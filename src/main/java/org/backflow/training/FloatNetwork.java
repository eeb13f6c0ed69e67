package org.backflow.training;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.training.kernel.FloatKernels;
import org.backflow.training.kernel.Lanes;

/**
 * One network in single precision from its first hidden layer upwards; layer 1 is computed for all
 * networks at once by {@link FloatTrainer}. Sums run in the order of the float interpreter, so the
 * bits are its own.
 *
 * <p>The units of a layer lie side by side in {@link Lanes#padded} lanes, one row per sample or, of
 * a matrix, per input. Lanes that stand for no unit have weights and deltas of zero.
 */
final class FloatNetwork implements UpperLayers {

  private final NetworkShape shape;
  private final int last;

  /** The padded width of every layer. */
  private final int[] lanes;

  private final FloatKernels kernels;
  private final FloatFirstLayer first;

  /** The first of this network's lanes in layer 1. */
  private final int firstLane;

  /** W[l], rows of padded lanes; empty for layer 1. */
  private final float[][] weights;

  private final FloatFeedback feedback;
  private final float[][] activations;
  private final float[][] errors;
  private final float[][] deltas;
  private final float[][] steps;

  private final int minibatch;
  private double loss;

  /**
   * Creates a network that stands at {@code paired}.
   *
   * @param first what is computed of layer 1 for all networks
   * @param firstLane where this network's units begin in it
   */
  FloatNetwork(
      PairedStart paired,
      PairedStart.Start start,
      int minibatch,
      FloatFirstLayer first,
      int firstLane) {
    this.shape = paired.shape();
    this.last = shape.layers();
    this.lanes = shape.widths().stream().mapToInt(Lanes::padded).toArray();
    this.kernels = first.kernels();
    this.first = first;
    this.firstLane = firstLane;
    this.weights = new float[last + 1][0];
    this.feedback = new FloatFeedback(shape, start, kernels);
    this.activations = new float[last + 1][0];
    this.errors = new float[last + 1][0];
    this.deltas = new float[last + 1][0];
    this.steps = new float[last + 1][0];
    this.minibatch = minibatch;
    errors[1] = new float[lanes(1)];
    for (int layer = 2; layer <= last; layer++) {
      activations[layer] = new float[minibatch * lanes(layer)];
      errors[layer] = new float[minibatch * lanes(layer)];
      deltas[layer] = new float[minibatch * lanes(layer)];
      steps[layer] = new float[minibatch * lanes(layer)];
      float[] packed = toFloats(paired.weights().get(layer - 1), 1.0);
      weights[layer] = new float[shape.weightRows(layer) * lanes(layer)];
      for (int row = 0; row < shape.weightRows(layer); row++) {
        int units = shape.width(layer);
        System.arraycopy(packed, row * units, weights[layer], row * lanes(layer), units);
      }
      feedback.transport(layer - 1, weights[layer]);
    }
  }

  private int lanes(int layer) {
    return lanes[layer];
  }

  static float[] toFloats(Matrix matrix, double scale) {
    float[] values = new float[matrix.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (matrix.values()[i] * scale);
    }
    return values;
  }

  @Override
  public void scaleFeedback(double scale) {
    feedback.scale(scale);
  }

  /** Where the activations of {@code layer} are, all samples. */
  private float[] activationsOf(int layer) {
    return layer == 1 ? first.activations() : activations[layer];
  }

  /** Where the activations of {@code sample} begin among them. */
  private int activationsFrom(int layer, int sample) {
    return layer == 1 ? sample * first.lanes() + firstLane : sample * lanes(layer);
  }

  @Override
  public double weight(int layer, int index) {
    int units = shape.width(layer);
    return weights[layer][index / units * lanes(layer) + index % units];
  }

  @Override
  public double activation(int layer, int unit) {
    return activationsOf(layer)[activationsFrom(layer, 0) + unit];
  }

  @Override
  public double storedFeedback(int layer, int index) {
    return feedback.stored(layer, index);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    for (int layer = 2; layer <= last; layer++) {
      Words.save(weights[layer], out);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    for (int layer = 2; layer <= last; layer++) {
      Words.restore(weights[layer], in);
      feedback.transport(layer - 1, weights[layer]);
    }
  }

  @Override
  public void forward(int samples) {
    for (int layer = 2; layer <= last; layer++) {
      int lanes = lanes(layer);
      int inputs = shape.width(layer - 1);
      float[] a = activationsOf(layer - 1);
      float[] z = activations[layer];
      for (int sample = 0; sample < samples; sample++) {
        int from = activationsFrom(layer - 1, sample);
        kernels.multiply(a, from, inputs, true, weights[layer], lanes, z, sample * lanes);
      }
      kernels.sigmoid(z, 0, samples * lanes);
    }
  }

  @Override
  public int predicted(int sample) {
    float[] a = activationsOf(last);
    int from = activationsFrom(last, sample);
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
   * layer 1; of a network of one layer, a - t as its errors.
   */
  void backward(int[] labels, int samples) {
    for (int sample = 0; sample < samples; sample++) {
      subtractTargets(labels[sample], sample);
    }
    if (last > 1) {
      kernels.deltas(errors[last], activations[last], deltas[last], samples * lanes(last));
    }
    for (int layer = last - 1; layer >= 1; layer--) {
      int origin = feedback.scheme().source(shape, layer);
      for (int sample = 0; sample < samples; sample++) {
        int source = sample * lanes(origin);
        if (layer == 1) {
          feedback.errors(layer, deltas[origin], source, errors[1], 0);
          int to = activationsFrom(1, sample);
          System.arraycopy(errors[1], 0, first.errors(), to, shape.width(1));
        } else {
          feedback.errors(layer, deltas[origin], source, errors[layer], sample * lanes(layer));
        }
      }
      if (layer > 1) {
        int count = samples * lanes(layer);
        kernels.deltas(errors[layer], activations[layer], deltas[layer], count);
      }
    }
  }

  private void subtractTargets(int label, int sample) {
    float[] a = activationsOf(last);
    float[] differences = last == 1 ? first.errors() : errors[last];
    int from = activationsFrom(last, sample);
    double sum = loss;
    for (int j = 0; j < shape.outputs(); j++) {
      float difference = a[from + j] - (label == j ? 1.0f : 0.0f);
      sum += (double) difference * difference;
      differences[from + j] = difference;
    }
    loss = sum;
  }

  /** Computes s<sub>l</sub> = factor delta<sub>l</sub> and updates W<sub>l</sub>, l = L to 2. */
  void update(float eta, int samples) {
    for (int layer = last; layer > 1; layer--) {
      int lanes = lanes(layer);
      int inputs = shape.width(layer - 1);
      float[] a = activationsOf(layer - 1);
      int from = activationsFrom(layer - 1, 0);
      float[] s = steps[layer];
      if (minibatch == 1) {
        kernels.scale(-eta, deltas[layer], s, lanes);
        kernels.addOuter(a, from, inputs, weights[layer], lanes, s, 0);
      } else {
        kernels.scale(eta, deltas[layer], s, samples * lanes);
        int stride = activationsFrom(layer - 1, 1) - from;
        kernels.subtractOuter(a, from, stride, inputs, samples, weights[layer], lanes, s);
      }
      feedback.transport(layer - 1, weights[layer]);
    }
  }

  @Override
  public double takeLoss() {
    double taken = loss;
    loss = 0.0;
    return taken;
  }
}
