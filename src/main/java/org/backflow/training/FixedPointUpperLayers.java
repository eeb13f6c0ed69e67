package org.backflow.training;

import java.util.Arrays;
import java.util.List;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.RandomBits;
import org.backflow.fixedpoint.Role;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.training.kernel.Blocks;
import org.backflow.training.kernel.ExactProduct;
import org.backflow.training.kernel.FixedPointKernels;
import org.backflow.training.kernel.RowUpdate;

/**
 * The networks of a run in fixed point from their first hidden layers upwards; layer 1 is computed
 * by {@link FixedPointTrainer}. Words, and the order in which each unit draws its random bits, are
 * those of the fixed-point interpreter. Laid out as {@link UpperLayout} says.
 */
final class FixedPointUpperLayers implements UpperLayers {

  private final NetworkShape shape;
  private final int last;
  private final UpperLayout layout;
  private final FixedPointArithmetic arithmetic;
  private final FixedPointKernels kernels;
  private final FixedPointConversions conversions;

  private final ExactProduct preactivation;
  private final RowUpdate rowUpdate;
  private final List<FixedPointFeedback> feedback;

  /** W[l] of all networks; empty for layer 1. */
  private final int[][] weights;

  /** The registers of layer l, laid out like its units. */
  private final RandomBits[] random;

  private final int[][] activations;
  private final int[][] errors;
  private final int[][] deltas;
  private final int[][] gradients;

  private final int minibatch;

  /** The value of the least significant bit of an activation. */
  private final double unit;

  private final double[] losses;

  /**
   * Creates networks that stand at {@code start}.
   *
   * @param first what is computed of layer 1 for all networks
   */
  FixedPointUpperLayers(
      PairedStart start,
      FixedPointArithmetic arithmetic,
      Protocol protocol,
      FixedPointConversions conversions,
      FixedPointFirstLayer first) {
    this.shape = start.widths();
    this.last = shape.layers();
    this.layout = new UpperLayout(shape, start.networks().size(), first.lanes());
    this.arithmetic = arithmetic;
    this.kernels = first.kernels();
    this.conversions = conversions;
    this.preactivation =
        ExactProduct.of(
            conversions.one(),
            arithmetic.format(Role.WEIGHT).maxMagnitude(),
            arithmetic.sigmoid().address().from(fraction(Role.ACTIVATION) + fraction(Role.WEIGHT)));
    this.rowUpdate = RowUpdate.of(arithmetic, Role.ACTIVATION, conversions.one());
    this.feedback = start.networks().stream().map(n -> feedbackOf(n, protocol)).toList();
    this.weights = new int[last + 1][0];
    this.random = new RandomBits[last + 1];
    this.activations = new int[last + 1][0];
    this.errors = new int[last + 1][0];
    this.deltas = new int[last + 1][0];
    this.gradients = new int[last + 1][0];
    this.minibatch = protocol.minibatch();
    this.unit = Math.scalb(1.0, -fraction(Role.ACTIVATION));
    this.losses = new double[layout.networks()];
    random[1] = first.random();
    activations[1] = first.activations();
    errors[1] = first.errors();
    for (int layer = 2; layer <= last; layer++) {
      Blocks blocks = layout.weights(layer);
      int words = minibatch * blocks.lanes();
      activations[layer] = new int[words];
      errors[layer] = new int[words];
      deltas[layer] = new int[words];
      gradients[layer] = new int[words];
      random[layer] =
          RandomBits.of(start.roundingSeed(), layer, shape.width(layer))
              .padded(blocks.block())
              .repeated(blocks.networks());
      weights[layer] = new int[layout.size(layer)];
      int[] drawn = codes(start.weight(layer), arithmetic, Role.WEIGHT, 1.0);
      for (int network = 0; network < layout.networks(); network++) {
        for (int i = 0; i < drawn.length; i++) {
          weights[layer][layout.weightAt(layer, network, i)] = drawn[i];
        }
      }
      transport(layer);
    }
  }

  private FixedPointFeedback feedbackOf(PairedStart.Start network, Protocol protocol) {
    boolean scaled = protocol.scalesFeedback(network.scheme());
    return new FixedPointFeedback(shape, network, arithmetic, scaled, kernels);
  }

  private int fraction(Role role) {
    return arithmetic.format(role).fractionBits();
  }

  static int[] codes(Matrix matrix, FixedPointArithmetic arithmetic, Role role, double scale) {
    Quantization quantization = arithmetic.quantization(role);
    int[] codes = new int[matrix.values().length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (int) quantization.nearestCode(matrix.values()[i] * scale);
    }
    return codes;
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
    int code = weights[layer][layout.weightAt(layer, network, index)];
    return arithmetic.weight().format().toDouble(code);
  }

  @Override
  public double activation(int network, int layer, int unit) {
    int code = activations[layer][layout.at(layer, network, 0) + unit];
    return arithmetic.sigmoid().activation().toDouble(code);
  }

  @Override
  public double storedFeedback(int network, int layer, int index) {
    return feedback.get(network).stored(layer, index);
  }

  @Override
  public void setWeight(int network, int layer, int index, double value) {
    weights[layer][layout.weightAt(layer, network, index)] =
        (int) arithmetic.weight().format().nearestCode(value);
  }

  /** Returns the registers of {@code layer}, laid out like its units. */
  RandomBits random(int layer) {
    return random[layer];
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
      for (int sample = 0; sample < samples; sample++) {
        kernels.multiply(
            activations[layer - 1],
            layout.at(layer - 1, 0, sample),
            layout.weights(layer),
            conversions.one(),
            weights[layer],
            preactivation,
            random[layer],
            0,
            activations[layer],
            layout.at(layer, 0, sample));
      }
      conversions.activate(activations[layer], 0, samples * layout.lanes(layer));
    }
  }

  @Override
  public int predicted(int network, int sample) {
    int[] a = activations[last];
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
      conversions.deltas(
          layer == last,
          errors[layer],
          activations[layer],
          samples,
          layout.lanes(layer),
          random[layer],
          deltas[layer]);
      feedBack(layer - 1, samples);
    }
  }

  private void subtractTargets(int label, int network, int sample) {
    int[] a = activations[last];
    int[] differences = errors[last];
    int from = layout.at(last, network, sample);
    double sum = losses[network];
    for (int j = 0; j < shape.outputs(); j++) {
      int difference = a[from + j] - (label == j ? conversions.one() : 0);
      double error = difference * unit;
      sum += error * error;
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
        FixedPointFeedback path = feedback.get(network);
        int source = path.source(layer);
        int from = layout.at(source, network, sample);
        int register = layout.at(layer, network, 0);
        int to = layout.at(layer, network, sample);
        path.errors(layer, deltas[source], from, random[layer], register, errors[layer], to);
      }
    }
  }

  /** Computes g<sub>l</sub> and updates W<sub>l</sub>, l = L to 2. */
  void update(FixedPointConversions.Eta eta, int samples) {
    for (int layer = last; layer > 1; layer--) {
      Blocks blocks = layout.weights(layer);
      int[] a = activations[layer - 1];
      int[] g = gradients[layer];
      conversions.gradients(eta, deltas[layer], samples, blocks.lanes(), random[layer], g);
      int one = conversions.one();
      if (minibatch == 1) {
        kernels.subtractOuter(a, 0, blocks, one, weights[layer], g, rowUpdate, random[layer]);
        follow(layer);
      } else {
        kernels.subtractOuter(
            a, 0, blocks, one, samples, weights[layer], g, rowUpdate, random[layer]);
        transport(layer);
      }
    }
  }

  /** Makes the feedback paths follow what a single sample changed in W<sub>layer</sub>. */
  private void follow(int layer) {
    int[] a = activations[layer - 1];
    for (int network = 0; network < layout.networks(); network++) {
      FixedPointFeedback path = feedback.get(network);
      int aFrom = layout.at(layer - 1, network, 0);
      int gFrom = layout.at(layer, network, 0);
      if (!path.follow(layer - 1, a, aFrom, gradients[layer], gFrom)) {
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
