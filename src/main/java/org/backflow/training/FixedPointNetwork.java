package org.backflow.training;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.backflow.fixedpoint.Conversion;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.RandomBits;
import org.backflow.fixedpoint.Role;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.quantized.LearningRate;
import org.backflow.quantized.UpdateAlignment;

/**
 * One network in fixed point from its first hidden layer upwards; layer 1 is computed for all
 * networks at once by {@link FixedPointTrainer}. Words, and the order in which each unit draws its
 * random bits, are those of the fixed-point interpreter.
 */
final class FixedPointNetwork implements UpperLayers {

  private final NetworkShape shape;
  private final int last;
  private final FixedPointArithmetic arithmetic;
  private final Conversion derivativeConversion;
  private final Conversion outputConversion;
  private final Conversion hiddenConversion;
  private final Conversion addressConversion;
  private final UpdateAlignment alignment;
  private final Conversion weightConversion;
  private final int one;

  /** W[l], row by row; empty for layer 1. */
  private final int[][] weights;

  private final FixedPointFeedback feedback;
  private final RandomBits[] random;
  private final int[][] activations;
  private final int[][] errors;
  private final int[][] deltas;
  private final int[][] gradients;
  private final long[] sums;
  private double loss;

  FixedPointNetwork(
      PairedStart paired,
      PairedStart.Start start,
      FixedPointArithmetic arithmetic,
      Protocol protocol,
      RandomBits firstLayer) {
    this.shape = paired.shape();
    this.last = shape.layers();
    this.arithmetic = arithmetic;
    int a = fraction(Role.ACTIVATION);
    int delta = fraction(Role.DELTA);
    this.derivativeConversion = arithmetic.derivative().from(2 * a);
    this.outputConversion = arithmetic.delta().from(a + fraction(Role.DERIVATIVE));
    this.hiddenConversion = arithmetic.delta().from(delta + fraction(Role.DERIVATIVE));
    this.addressConversion = arithmetic.sigmoid().address().from(a + fraction(Role.WEIGHT));
    this.alignment = UpdateAlignment.of(arithmetic, Role.ACTIVATION);
    this.weightConversion = arithmetic.weight().from(alignment.fractionBits());
    this.one = arithmetic.sigmoid().one();
    this.weights = new int[last + 1][0];
    this.feedback = new FixedPointFeedback(shape, start, arithmetic, protocol.scalesFeedback());
    this.random = new RandomBits[last + 1];
    this.activations = new int[last + 1][];
    this.errors = new int[last + 1][];
    this.deltas = new int[last + 1][];
    this.gradients = new int[last + 1][];
    int widest = 0;
    for (int layer = 1; layer <= last; layer++) {
      int words = protocol.minibatch() * shape.width(layer);
      activations[layer] = new int[words];
      errors[layer] = new int[words];
      deltas[layer] = new int[words];
      gradients[layer] = new int[words];
      random[layer] =
          layer == 1 ? firstLayer : RandomBits.of(paired.roundingSeed(), layer, shape.width(layer));
      widest = Math.max(widest, shape.width(layer));
      if (layer > 1) {
        weights[layer] = codes(paired.weights().get(layer - 1), arithmetic, Role.WEIGHT, 1.0);
      }
    }
    this.sums = new long[widest];
  }

  private int fraction(Role role) {
    return arithmetic.format(role).fractionBits();
  }

  static int[] codes(Matrix matrix, FixedPointArithmetic arithmetic, Role role, double scale) {
    int[] codes = new int[matrix.values().length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (int) arithmetic.nearestCode(role, matrix.values()[i] * scale);
    }
    return codes;
  }

  void scaleFeedback(double scale) {
    feedback.scale(scale);
  }

  int[] activations(int layer) {
    return activations[layer];
  }

  int[] gradients() {
    return gradients[1];
  }

  @Override
  public double weight(int layer, int index) {
    return arithmetic.weight().format().toDouble(weights[layer][index]);
  }

  @Override
  public double activation(int layer, int unit) {
    return arithmetic.sigmoid().activation().toDouble(activations[layer][unit]);
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
      Words.restore(random[layer].states(), in);
    }
  }

  @Override
  public void forward(int samples) {
    for (int layer = 2; layer <= last; layer++) {
      int inputs = shape.width(layer - 1);
      int units = shape.width(layer);
      for (int sample = 0; sample < samples; sample++) {
        java.util.Arrays.fill(sums, 0, units, 0L);
        for (int i = 0; i <= inputs; i++) {
          long a = i < inputs ? activations[layer - 1][sample * inputs + i] : one;
          for (int j = 0; j < units; j++) {
            sums[j] += a * weights[layer][i * units + j];
          }
        }
        for (int j = 0; j < units; j++) {
          activations[layer][sample * units + j] = activate(sums[j]);
        }
      }
    }
  }

  private int activate(long sum) {
    return arithmetic.sigmoid().lookup((int) addressConversion.apply(sum, random[1], 0));
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
        int index = sample * units + j;
        long difference = activations[last][index] - (labels[sample] == j ? (long) one : 0L);
        double error = Math.scalb((double) difference, -fraction(Role.ACTIVATION));
        loss += error * error;
        long product = difference * derivative(activations[last][index], last, j);
        deltas[last][index] = (int) outputConversion.apply(product, random[last], j);
      }
    }
    for (int layer = last - 1; layer >= 1; layer--) {
      for (int sample = 0; sample < samples; sample++) {
        feedBack(layer, sample);
      }
      multiplyByDerivatives(layer, samples);
    }
  }

  private long derivative(long a, int layer, int unit) {
    return derivativeConversion.apply(a * (one - a), random[layer], unit);
  }

  private void feedBack(int layer, int sample) {
    int units = shape.width(layer);
    int origin = feedback.scheme().source(shape, layer);
    int from = sample * shape.width(origin);
    for (int j = 0; j < units; j++) {
      errors[layer][sample * units + j] =
          feedback.error(layer, j, deltas[origin], from, weights[layer + 1], random[layer]);
    }
  }

  private void multiplyByDerivatives(int layer, int samples) {
    int units = shape.width(layer);
    for (int sample = 0; sample < samples; sample++) {
      for (int j = 0; j < units; j++) {
        int index = sample * units + j;
        long product = errors[layer][index] * derivative(activations[layer][index], layer, j);
        deltas[layer][index] = (int) hiddenConversion.apply(product, random[layer], j);
      }
    }
  }

  /** Computes g<sub>l</sub> for all layers and updates layers L to 2. */
  void update(LearningRate eta, int samples) {
    Conversion conversion = arithmetic.gradient().from(fraction(Role.DELTA) + eta.fractionBits());
    for (int layer = last; layer >= 1; layer--) {
      int units = shape.width(layer);
      for (int sample = 0; sample < samples; sample++) {
        for (int j = 0; j < units; j++) {
          int index = sample * units + j;
          long product = (long) eta.code() * deltas[layer][index];
          gradients[layer][index] = (int) conversion.apply(product, random[layer], j);
        }
      }
      if (layer > 1) {
        updateWeights(layer, samples);
      }
    }
  }

  private void updateWeights(int layer, int samples) {
    int inputs = shape.width(layer - 1);
    int units = shape.width(layer);
    for (int i = 0; i <= inputs; i++) {
      for (int j = 0; j < units; j++) {
        long sum = 0;
        for (int sample = 0; sample < samples; sample++) {
          long a = i < inputs ? activations[layer - 1][sample * inputs + i] : one;
          sum += a * gradients[layer][sample * units + j];
        }
        int index = i * units + j;
        long accumulator =
            ((long) weights[layer][index] << alignment.weightShift())
                - (sum << alignment.productShift());
        weights[layer][index] = (int) weightConversion.apply(accumulator, random[layer], j);
      }
    }
  }

  @Override
  public double takeLoss() {
    double taken = loss;
    loss = 0.0;
    return taken;
  }
}
