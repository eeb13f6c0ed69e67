package org.backflow.training;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.backflow.data.DataSet;
import org.backflow.data.NonZeroPixels;
import org.backflow.fixedpoint.Conversion;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.RandomBits;
import org.backflow.fixedpoint.Role;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.quantized.LearningRate;

/**
 * Trains the networks of a run bit for bit as the hardware would, in lockstep.
 *
 * <p>Laid out like {@link FloatTrainer}. A zero pixel adds nothing to a sum, and its row is an
 * exact conversion that draws no random bits, so skipping it changes no bit of any weight or
 * register. That no sum can overflow is proven for the plan by {@link
 * org.backflow.quantized.AccumulatorProof}; sums of products of codes fit a {@code long} with room.
 */
public final class FixedPointTrainer implements Trainer {

  private final NetworkShape shape;
  private final DataSet data;
  private final NonZeroPixels pixels;
  private final Protocol protocol;
  private final FixedPointArithmetic arithmetic;
  private final List<FixedPointNetwork> networks;
  private final Conversion addressConversion;
  private final UpdateKernel kernel;
  private final int[] values = new int[256];
  private final int one;
  private final int units;
  private final int lanes;

  /** W1 of all networks: (n0 + 1) rows of lanes. */
  private final int[] weights;

  /** The sum of a g over a minibatch, of the same shape; unused for minibatches of one. */
  private final long[] sums;

  private final RandomBits random;
  private final long[] z;
  private final int[] g;
  private final int[] labels;

  /**
   * Creates a trainer whose networks stand at {@code start}, converted to the nearest codes.
   *
   * @throws IllegalArgumentException when the network does not have one input per pixel
   */
  public FixedPointTrainer(
      PairedStart start, DataSet data, Protocol protocol, FixedPointArithmetic arithmetic) {
    TrainerChecks.requireFit(start.shape(), data);
    this.shape = start.shape();
    this.data = data;
    this.pixels = data.nonZeroPixels();
    this.protocol = protocol;
    this.arithmetic = arithmetic;
    FixedPointFormat input = arithmetic.format(Role.INPUT);
    FixedPointFormat weight = arithmetic.format(Role.WEIGHT);
    this.addressConversion =
        arithmetic.sigmoid().address().from(input.fractionBits() + weight.fractionBits());
    this.kernel = new UpdateKernel(arithmetic);
    this.one = (int) input.nearestCode(1.0);
    this.units = shape.width(1);
    int copies = start.networks().size();
    this.lanes = copies * units;
    this.random = RandomBits.sideBySide(start.roundingSeed(), 1, units, copies);
    this.networks =
        IntStream.range(0, copies)
            .mapToObj(
                i ->
                    new FixedPointNetwork(
                        start,
                        start.networks().get(i),
                        arithmetic,
                        protocol,
                        random.startingAt(i * units)))
            .toList();
    this.weights = new int[shape.weightRows(1) * lanes];
    this.sums = protocol.minibatch() > 1 ? new long[weights.length] : new long[0];
    this.z = new long[lanes];
    this.g = new int[lanes];
    this.labels = new int[protocol.minibatch()];
    for (int value = 0; value < values.length; value++) {
      values[value] = (int) input.nearestCode(value / 255.0);
    }
    int[] first = FixedPointNetwork.codes(start.weights().get(0), arithmetic, Role.WEIGHT, 1.0);
    for (int row = 0; row < shape.weightRows(1); row++) {
      for (int network = 0; network < networks.size(); network++) {
        System.arraycopy(first, row * units, weights, row * lanes + network * units, units);
      }
    }
  }

  @Override
  public int networks() {
    return networks.size();
  }

  @Override
  public void beginEpoch(int epoch) {
    networks.forEach(network -> network.scaleFeedback(protocol.feedbackScale().at(epoch)));
  }

  @Override
  public void step(int[] order, int from, int to) {
    int samples = to - from;
    for (int sample = 0; sample < samples; sample++) {
      labels[sample] = data.label(order[from + sample]);
      forwardFirst(order[from + sample], sample);
    }
    LearningRate eta = LearningRate.of(protocol.eta(samples));
    for (FixedPointNetwork network : networks) {
      network.forward(samples);
      network.backward(labels, samples);
      network.update(eta, samples);
    }
    if (protocol.minibatch() == 1) {
      subtractOuterProduct(order[from]);
    } else {
      updateFirst(order, from, samples);
    }
  }

  private void forwardFirst(int image, int sample) {
    Arrays.fill(z, 0L);
    for (int p = pixels.starts()[image]; p < pixels.starts()[image + 1]; p++) {
      accumulate(values[pixels.values()[p] & 0xFF], pixels.positions()[p] * lanes);
    }
    accumulate(one, shape.inputs() * lanes);
    for (int network = 0; network < networks.size(); network++) {
      int[] a = networks.get(network).activations(1);
      for (int j = 0; j < units; j++) {
        int address = (int) addressConversion.apply(z[network * units + j], random, 0);
        a[sample * units + j] = arithmetic.sigmoid().lookup(address);
      }
    }
  }

  private void accumulate(long x, int row) {
    for (int lane = 0; lane < lanes; lane++) {
      z[lane] += x * weights[row + lane];
    }
  }

  private void gatherGradients(int sample) {
    for (int network = 0; network < networks.size(); network++) {
      System.arraycopy(
          networks.get(network).gradients(), sample * units, g, network * units, units);
    }
  }

  private void subtractOuterProduct(int image) {
    gatherGradients(0);
    for (int p = pixels.starts()[image]; p < pixels.starts()[image + 1]; p++) {
      int x = values[pixels.values()[p] & 0xFF];
      kernel.subtract(weights, pixels.positions()[p] * lanes, x, g, random);
    }
    kernel.subtract(weights, shape.inputs() * lanes, one, g, random);
  }

  private void updateFirst(int[] order, int from, int samples) {
    Arrays.fill(sums, 0L);
    for (int sample = 0; sample < samples; sample++) {
      gatherGradients(sample);
      int image = order[from + sample];
      for (int p = pixels.starts()[image]; p < pixels.starts()[image + 1]; p++) {
        addOuterProduct(values[pixels.values()[p] & 0xFF], pixels.positions()[p] * lanes);
      }
      addOuterProduct(one, shape.inputs() * lanes);
    }
    for (int row = 0; row < weights.length; row += lanes) {
      for (int lane = 0; lane < lanes; lane++) {
        if (sums[row + lane] != 0) {
          weights[row + lane] = kernel.updated(weights[row + lane], sums[row + lane], random, lane);
        }
      }
    }
  }

  private void addOuterProduct(long x, int row) {
    for (int lane = 0; lane < lanes; lane++) {
      sums[row + lane] += x * g[lane];
    }
  }

  @Override
  public double[] takeLoss() {
    return networks.stream().mapToDouble(FixedPointNetwork::takeLoss).toArray();
  }

  @Override
  public int[] countCorrect(int[] samples) {
    int[] correct = new int[networks.size()];
    for (int image : samples) {
      forwardFirst(image, 0);
      for (int network = 0; network < correct.length; network++) {
        networks.get(network).forward(1);
        if (networks.get(network).predicted(0) == data.label(image)) {
          correct[network]++;
        }
      }
    }
    return correct;
  }

  @Override
  public Matrix weights(int network, int layer) {
    Matrix result = Matrix.zeros(shape.weightRows(layer), shape.width(layer));
    int[] source = layer == 1 ? weights : networks.get(network).weights(layer);
    int stride = layer == 1 ? lanes : shape.width(layer);
    int offset = layer == 1 ? network * units : 0;
    FixedPointFormat format = arithmetic.format(Role.WEIGHT);
    for (int row = 0; row < result.rows(); row++) {
      for (int column = 0; column < result.columns(); column++) {
        result.set(row, column, format.toDouble(source[row * stride + offset + column]));
      }
    }
    return result;
  }
}
