package org.backflow.training;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.backflow.data.DataSet;
import org.backflow.fixedpoint.Conversion;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.RandomBits;
import org.backflow.fixedpoint.Role;
import org.backflow.quantized.LearningRate;

/**
 * Trains the networks of a run bit for bit as the hardware would, in lockstep.
 *
 * <p>Laid out like {@link FloatTrainer}. A zero pixel adds nothing to a sum, and its row is an
 * exact conversion that draws no random bits, so skipping it changes no bit of any weight or
 * register. That no sum can overflow is proven for the plan by {@link
 * org.backflow.quantized.AccumulatorProof}; sums of products of codes fit a {@code long} with room.
 */
public final class FixedPointTrainer extends LockstepTrainer<FixedPointNetwork> {

  private final FixedPointArithmetic arithmetic;
  private final List<FixedPointNetwork> networks;
  private final Conversion addressConversion;
  private final UpdateKernel kernel;
  private final int[] values = new int[256];
  private final int one;

  /** W1 of all networks: (n0 + 1) rows of lanes. */
  private final int[] weights;

  /** The sum of a g over a minibatch, of the same shape; unused for minibatches of one. */
  private final long[] sums;

  private final RandomBits random;
  private final long[] z;
  private final int[] g;

  /**
   * Creates a trainer whose networks stand at {@code start}, converted to the nearest codes.
   *
   * @throws IllegalArgumentException when the network does not have one input per pixel
   */
  public FixedPointTrainer(
      PairedStart start, DataSet data, Protocol protocol, FixedPointArithmetic arithmetic) {
    super(start, data, protocol);
    this.arithmetic = arithmetic;
    FixedPointFormat input = arithmetic.format(Role.INPUT);
    FixedPointFormat weight = arithmetic.format(Role.WEIGHT);
    this.addressConversion =
        arithmetic.sigmoid().address().from(input.fractionBits() + weight.fractionBits());
    this.kernel = new UpdateKernel(arithmetic);
    this.one = (int) input.nearestCode(1.0);
    int copies = start.networks().size();
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
  List<FixedPointNetwork> upperLayers() {
    return networks;
  }

  @Override
  public void beginEpoch(int epoch) {
    networks.forEach(network -> network.scaleFeedback(protocol.feedbackScale().at(epoch)));
  }

  @Override
  void trainUpper(int[] labels, int samples) {
    LearningRate eta = LearningRate.of(protocol.eta(samples));
    for (FixedPointNetwork network : networks) {
      network.forward(samples);
      network.backward(labels, samples);
      network.update(eta, samples);
    }
  }

  @Override
  void forwardFirst(int image, int sample) {
    Arrays.fill(z, 0L);
    for (int p = pixels.starts()[image]; p < pixels.starts()[image + 1]; p++) {
      accumulate(values[pixels.values()[p] & 0xFF], pixels.positions()[p] * lanes);
    }
    accumulate(one, biasRow);
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

  @Override
  void updateFirst(int image) {
    gatherGradients(0);
    for (int p = pixels.starts()[image]; p < pixels.starts()[image + 1]; p++) {
      int x = values[pixels.values()[p] & 0xFF];
      kernel.subtract(weights, pixels.positions()[p] * lanes, x, g, random);
    }
    kernel.subtract(weights, biasRow, one, g, random);
  }

  @Override
  void updateFirst(int[] order, int from, int samples) {
    Arrays.fill(sums, 0L);
    for (int sample = 0; sample < samples; sample++) {
      gatherGradients(sample);
      int image = order[from + sample];
      for (int p = pixels.starts()[image]; p < pixels.starts()[image + 1]; p++) {
        addOuterProduct(values[pixels.values()[p] & 0xFF], pixels.positions()[p] * lanes);
      }
      addOuterProduct(one, biasRow);
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
  void saveFirst(DataOutput out) throws IOException {
    Words.save(weights, out);
    Words.save(random.states(), out);
  }

  @Override
  void restoreFirst(DataInput in) throws IOException {
    Words.restore(weights, in);
    Words.restore(random.states(), in);
  }

  @Override
  double firstWeight(int index) {
    return arithmetic.weight().format().toDouble(weights[index]);
  }
}
