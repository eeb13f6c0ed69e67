package org.backflow.training;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.backflow.fixedpoint.SigmoidTable;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;

/**
 * One network in single precision from its first hidden layer upwards; layer 1 is computed for all
 * networks at once by {@link FloatTrainer}. Sums run in the order of the float interpreter, so the
 * bits are its own.
 */
final class FloatNetwork implements UpperLayers {

  private final NetworkShape shape;
  private final int last;

  /** W[l], row by row; empty for layer 1. */
  private final float[][] weights;

  private final FloatFeedback feedback;
  private final float[][] activations;
  private final float[][] deltas;
  private final float[][] gradients;
  private final float[][] sums;
  private double loss;

  FloatNetwork(PairedStart paired, PairedStart.Start start, int minibatch) {
    this.shape = paired.shape();
    this.last = shape.layers();
    this.weights = new float[last + 1][0];
    this.feedback = new FloatFeedback(shape, start);
    this.activations = new float[last + 1][];
    this.deltas = new float[last + 1][];
    this.gradients = new float[last + 1][];
    this.sums = new float[last + 1][0];
    for (int layer = 1; layer <= last; layer++) {
      activations[layer] = new float[minibatch * shape.width(layer)];
      deltas[layer] = new float[minibatch * shape.width(layer)];
      gradients[layer] = new float[minibatch * shape.width(layer)];
      if (layer > 1) {
        weights[layer] = toFloats(paired.weights().get(layer - 1), 1.0);
        sums[layer] = new float[weights[layer].length];
      }
    }
  }

  static float[] toFloats(Matrix matrix, double scale) {
    float[] values = new float[matrix.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (matrix.values()[i] * scale);
    }
    return values;
  }

  static float sigmoid(float z) {
    return (float) SigmoidTable.sigmoid(z);
  }

  void scaleFeedback(double scale) {
    feedback.scale(scale);
  }

  /** Returns a<sub>layer</sub>, samples x n<sub>layer</sub>, live. */
  float[] activations(int layer) {
    return activations[layer];
  }

  /** Returns g<sub>1</sub> = eta delta<sub>1</sub>, samples x n<sub>1</sub>, live. */
  float[] gradients() {
    return gradients[1];
  }

  @Override
  public double weight(int layer, int index) {
    return weights[layer][index];
  }

  @Override
  public double activation(int layer, int unit) {
    return activations[layer][unit];
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
    }
  }

  @Override
  public void forward(int samples) {
    for (int layer = 2; layer <= last; layer++) {
      int inputs = shape.width(layer - 1);
      int units = shape.width(layer);
      float[] z = activations[layer];
      for (int sample = 0; sample < samples; sample++) {
        int out = sample * units;
        java.util.Arrays.fill(z, out, out + units, 0.0f);
        for (int i = 0; i <= inputs; i++) {
          float a = i < inputs ? activations[layer - 1][sample * inputs + i] : 1.0f;
          for (int j = 0; j < units; j++) {
            z[out + j] += a * weights[layer][i * units + j];
          }
        }
        for (int j = 0; j < units; j++) {
          z[out + j] = sigmoid(z[out + j]);
        }
      }
    }
  }

  @Override
  public int predicted(int sample) {
    int units = shape.outputs();
    int best = 0;
    for (int j = 1; j < units; j++) {
      if (activations[last][sample * units + j] > activations[last][sample * units + best]) {
        best = j;
      }
    }
    return best;
  }

  /** Computes delta<sub>L</sub>, then the deltas of the hidden layers down to 1. */
  void backward(int[] labels, int samples) {
    int units = shape.outputs();
    for (int sample = 0; sample < samples; sample++) {
      for (int j = 0; j < units; j++) {
        float a = activations[last][sample * units + j];
        float difference = a - (labels[sample] == j ? 1.0f : 0.0f);
        loss += (double) difference * difference;
        deltas[last][sample * units + j] = difference * (a * (1.0f - a));
      }
    }
    for (int layer = last - 1; layer >= 1; layer--) {
      for (int sample = 0; sample < samples; sample++) {
        feedBack(layer, sample);
      }
    }
  }

  private void feedBack(int layer, int sample) {
    int units = shape.width(layer);
    int origin = feedback.scheme().source(shape, layer);
    int from = sample * shape.width(origin);
    for (int j = 0; j < units; j++) {
      float error = feedback.error(layer, j, deltas[origin], from, weights[layer + 1]);
      float a = activations[layer][sample * units + j];
      deltas[layer][sample * units + j] = error * (a * (1.0f - a));
    }
  }

  /** Computes g<sub>l</sub> for all layers and updates layers L to 2. */
  void update(float eta, int samples) {
    for (int layer = last; layer >= 1; layer--) {
      int units = shape.width(layer);
      for (int i = 0; i < samples * units; i++) {
        gradients[layer][i] = eta * deltas[layer][i];
      }
      if (layer > 1) {
        updateWeights(layer, samples);
      }
    }
  }

  private void updateWeights(int layer, int samples) {
    int inputs = shape.width(layer - 1);
    int units = shape.width(layer);
    float[] sum = sums[layer];
    java.util.Arrays.fill(sum, 0.0f);
    for (int sample = 0; sample < samples; sample++) {
      for (int i = 0; i <= inputs; i++) {
        float a = i < inputs ? activations[layer - 1][sample * inputs + i] : 1.0f;
        for (int j = 0; j < units; j++) {
          sum[i * units + j] += a * gradients[layer][sample * units + j];
        }
      }
    }
    for (int i = 0; i < sum.length; i++) {
      weights[layer][i] -= sum[i];
    }
  }

  @Override
  public double takeLoss() {
    double taken = loss;
    loss = 0.0;
    return taken;
  }

  static List<FloatNetwork> all(PairedStart paired, int minibatch) {
    return paired.networks().stream()
        .map(start -> new FloatNetwork(paired, start, minibatch))
        .toList();
  }
}
