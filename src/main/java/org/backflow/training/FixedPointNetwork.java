package org.backflow.training;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.RandomBits;
import org.backflow.fixedpoint.Role;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.quantized.LearningRate;
import org.backflow.training.kernel.ExactProduct;
import org.backflow.training.kernel.FixedPointKernels;
import org.backflow.training.kernel.Lanes;
import org.backflow.training.kernel.RowUpdate;

/**
 * One network in fixed point from its first hidden layer upwards; layer 1 is computed for all
 * networks at once by {@link FixedPointTrainer}. Words, and the order in which each unit draws its
 * random bits, are those of the fixed-point interpreter. Laid out like {@link FloatNetwork}.
 */
final class FixedPointNetwork implements UpperLayers {

  private final NetworkShape shape;
  private final int last;

  /** The padded width of every layer. */
  private final int[] lanes;

  private final FixedPointArithmetic arithmetic;
  private final FixedPointKernels kernels;
  private final FixedPointConversions conversions;
  private final FixedPointFirstLayer first;

  /** The first of this network's lanes in layer 1. */
  private final int firstLane;

  private final ExactProduct preactivation;
  private final RowUpdate rowUpdate;
  private final FixedPointFeedback feedback;

  /** W[l], rows of padded lanes; empty for layer 1. */
  private final int[][] weights;

  /** The registers of layer l; those of layer 1 stand for all networks. */
  private final RandomBits[] random;

  private final int[][] activations;
  private final int[][] errors;
  private final int[][] deltas;
  private final int[][] gradients;

  private final int minibatch;

  /** The value of the least significant bit of an activation. */
  private final double unit;

  private double loss;

  /**
   * Creates a network that stands at {@code paired}.
   *
   * @param first what is computed of layer 1 for all networks
   * @param firstLane where this network's units begin in it
   */
  FixedPointNetwork(
      PairedStart paired,
      PairedStart.Start start,
      FixedPointArithmetic arithmetic,
      Protocol protocol,
      FixedPointFirstLayer first,
      int firstLane) {
    this.shape = paired.shape();
    this.last = shape.layers();
    this.lanes = shape.widths().stream().mapToInt(Lanes::padded).toArray();
    this.arithmetic = arithmetic;
    this.kernels = first.kernels();
    this.first = first;
    this.firstLane = firstLane;
    this.preactivation =
        ExactProduct.of(
            arithmetic.format(Role.ACTIVATION).maxMagnitude(),
            arithmetic.format(Role.WEIGHT).maxMagnitude(),
            arithmetic.sigmoid().address().from(fraction(Role.ACTIVATION) + fraction(Role.WEIGHT)));
    this.rowUpdate = RowUpdate.of(arithmetic, Role.ACTIVATION);
    this.feedback =
        new FixedPointFeedback(
            shape, start, arithmetic, protocol.scalesFeedback(start.scheme()), kernels);
    this.weights = new int[last + 1][0];
    this.random = new RandomBits[last + 1];
    this.activations = new int[last + 1][0];
    this.errors = new int[last + 1][0];
    this.deltas = new int[last + 1][0];
    this.gradients = new int[last + 1][0];
    this.minibatch = protocol.minibatch();
    this.unit = Math.scalb(1.0, -fraction(Role.ACTIVATION));
    random[1] = first.random();
    errors[1] = new int[lanes(1)];
    for (int layer = 2; layer <= last; layer++) {
      int lanes = lanes(layer);
      int words = protocol.minibatch() * lanes;
      activations[layer] = new int[words];
      errors[layer] = new int[words];
      deltas[layer] = new int[words];
      gradients[layer] = new int[words];
      random[layer] = RandomBits.of(paired.roundingSeed(), layer, shape.width(layer)).padded(lanes);
      weights[layer] = padded(paired.weights().get(layer - 1));
      feedback.transport(layer - 1, weights[layer]);
    }
    this.conversions = new FixedPointConversions(arithmetic, kernels);
  }

  private int fraction(Role role) {
    return arithmetic.format(role).fractionBits();
  }

  private int lanes(int layer) {
    return lanes[layer];
  }

  private int[] padded(Matrix matrix) {
    int[] packed = codes(matrix, arithmetic, Role.WEIGHT, 1.0);
    int units = matrix.columns();
    int lanes = Lanes.padded(units);
    int[] padded = new int[matrix.rows() * lanes];
    for (int row = 0; row < matrix.rows(); row++) {
      System.arraycopy(packed, row * units, padded, row * lanes, units);
    }
    return padded;
  }

  static int[] codes(Matrix matrix, FixedPointArithmetic arithmetic, Role role, double scale) {
    int[] codes = new int[matrix.values().length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (int) arithmetic.nearestCode(role, matrix.values()[i] * scale);
    }
    return codes;
  }

  @Override
  public void scaleFeedback(double scale) {
    feedback.scale(scale);
  }

  /** Where the activations of {@code layer} are, all samples. */
  private int[] activationsOf(int layer) {
    return layer == 1 ? first.activations() : activations[layer];
  }

  /** Where the activations of {@code sample} begin among them. */
  private int activationsFrom(int layer, int sample) {
    return layer == 1 ? sample * first.lanes() + firstLane : sample * lanes(layer);
  }

  @Override
  public double weight(int layer, int index) {
    int units = shape.width(layer);
    int code = weights[layer][index / units * lanes(layer) + index % units];
    return arithmetic.weight().format().toDouble(code);
  }

  @Override
  public double activation(int layer, int unit) {
    int code = activationsOf(layer)[activationsFrom(layer, 0) + unit];
    return arithmetic.sigmoid().activation().toDouble(code);
  }

  @Override
  public double storedFeedback(int layer, int index) {
    return feedback.stored(layer, index);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    for (int layer = 2; layer <= last; layer++) {
      Words.save(weights[layer], out);
      Words.save(random[layer].states(), out);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    for (int layer = 2; layer <= last; layer++) {
      Words.restore(weights[layer], in);
      feedback.transport(layer - 1, weights[layer]);
      Words.restore(random[layer].states(), in);
    }
  }

  @Override
  public void forward(int samples) {
    for (int layer = 2; layer <= last; layer++) {
      int lanes = lanes(layer);
      for (int sample = 0; sample < samples; sample++) {
        kernels.multiply(
            activationsOf(layer - 1),
            activationsFrom(layer - 1, sample),
            shape.width(layer - 1),
            conversions.one(),
            weights[layer],
            lanes,
            preactivation,
            random[layer],
            0,
            activations[layer],
            sample * lanes);
      }
      conversions.activate(activations[layer], 0, samples * lanes);
    }
  }

  @Override
  public int predicted(int sample) {
    int[] a = activationsOf(last);
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
    for (int sample = 0; sample < samples && last > 1; sample++) {
      int lanes = lanes(last);
      conversions.outputDeltas(
          errors[last], activations[last], sample * lanes, lanes, random[last], deltas[last]);
    }
    for (int layer = last - 1; layer >= 1; layer--) {
      int origin = feedback.scheme().source(shape, layer);
      for (int sample = 0; sample < samples; sample++) {
        feedBack(layer, deltas[origin], sample * lanes(origin), sample);
      }
      for (int sample = 0; sample < samples && layer > 1; sample++) {
        int lanes = lanes(layer);
        conversions.hiddenDeltas(
            errors[layer], activations[layer], sample * lanes, lanes, random[layer], deltas[layer]);
      }
    }
  }

  private void subtractTargets(int label, int sample) {
    int[] a = activationsOf(last);
    int[] differences = last == 1 ? first.errors() : errors[last];
    int from = activationsFrom(last, sample);
    double sum = loss;
    for (int j = 0; j < shape.outputs(); j++) {
      int difference = a[from + j] - (label == j ? conversions.one() : 0);
      double error = difference * unit;
      sum += error * error;
      differences[from + j] = difference;
    }
    loss = sum;
  }

  private void feedBack(int layer, int[] source, int from, int sample) {
    if (layer == 1) {
      feedback.errors(1, source, from, random[1], firstLane, errors[1], 0);
      int to = activationsFrom(1, sample);
      System.arraycopy(errors[1], 0, first.errors(), to, shape.width(1));
    } else {
      int to = sample * lanes(layer);
      feedback.errors(layer, source, from, random[layer], 0, errors[layer], to);
    }
  }

  /** Computes g<sub>l</sub> and updates W<sub>l</sub>, l = L to 2. */
  void update(LearningRate eta, int samples) {
    for (int layer = last; layer > 1; layer--) {
      int lanes = lanes(layer);
      conversions.gradients(eta, deltas[layer], samples, lanes, random[layer], gradients[layer]);
      int[] a = activationsOf(layer - 1);
      int inputs = shape.width(layer - 1);
      int one = conversions.one();
      int[] g = gradients[layer];
      int from = activationsFrom(layer - 1, 0);
      if (minibatch == 1) {
        kernels.subtractOuter(
            a, from, inputs, one, weights[layer], lanes, g, rowUpdate, random[layer]);
      } else {
        int stride = activationsFrom(layer - 1, 1) - from;
        kernels.subtractOuter(
            a,
            from,
            stride,
            inputs,
            one,
            samples,
            weights[layer],
            lanes,
            g,
            rowUpdate,
            random[layer]);
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
