package org.backflow.training;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.backflow.data.DataSet;
import org.backflow.training.kernel.FloatKernels;
import org.backflow.training.kernel.Kernels;

/**
 * Trains the networks of a run in single precision, in lockstep.
 *
 * <p>W<sub>1</sub> of all networks lies side by side, one row per input, so that one pass over the
 * non-zero pixels serves them all. A zero pixel adds nothing to a sum and nothing to a weight, so
 * skipping it changes no bit; every sum keeps the order of {@link
 * org.backflow.reference.FloatInterpreter}.
 */
public final class FloatTrainer extends LockstepTrainer<FloatNetwork> {

  private final FloatKernels kernels;
  private final List<FloatNetwork> networks;
  private final FloatFirstLayer first;
  private final float[] inputs = new float[256];

  /** W1 of all networks: (n0 + 1) rows of lanes. */
  private final float[] weights;

  /** The sum of a g over a minibatch, of the same shape; unused for minibatches of one. */
  private final float[] sums;

  /** What is added to W1 per unit of input, or to the sums: samples x lanes. */
  private final float[] steps;

  /**
   * Creates a trainer whose networks stand at {@code start}, on the fastest kernels.
   *
   * @throws IllegalArgumentException when the network does not have one input per pixel
   */
  public FloatTrainer(PairedStart start, DataSet data, Protocol protocol) {
    this(start, data, protocol, Kernels.floats());
  }

  /** Creates a trainer that computes with {@code kernels}. */
  FloatTrainer(PairedStart start, DataSet data, Protocol protocol, FloatKernels kernels) {
    super(start, data, protocol);
    this.kernels = kernels;
    this.first = FloatFirstLayer.of(kernels, lanes, protocol.minibatch());
    this.networks =
        IntStream.range(0, start.networks().size())
            .mapToObj(
                i ->
                    new FloatNetwork(
                        start, start.networks().get(i), protocol.minibatch(), first, i * units))
            .toList();
    this.weights = new float[shape.weightRows(1) * lanes];
    this.sums = protocol.minibatch() > 1 ? new float[weights.length] : new float[0];
    this.steps = new float[protocol.minibatch() * lanes];
    for (int value = 0; value < inputs.length; value++) {
      inputs[value] = (float) (value / 255.0);
    }
    float[] drawn = FloatNetwork.toFloats(start.weights().get(0), 1.0);
    for (int row = 0; row < shape.weightRows(1); row++) {
      for (int network = 0; network < networks.size(); network++) {
        System.arraycopy(drawn, row * units, weights, row * lanes + network * units, units);
      }
    }
  }

  @Override
  List<FloatNetwork> upperLayers() {
    return networks;
  }

  @Override
  void forwardFirst(int image, int sample) {
    float[] z = first.activations();
    int row = sample * lanes;
    kernels.multiply(pixels, image, inputs, weights, lanes, z, row);
    kernels.sigmoid(z, row, row + lanes);
  }

  @Override
  void trainUpper(int[] labels, int samples) {
    float eta = (float) protocol.eta(samples);
    for (FloatNetwork network : networks) {
      network.forward(samples);
      network.backward(labels, samples);
      network.update(eta, samples);
    }
    if (shape.layers() > 1) {
      kernels.deltas(first.errors(), first.activations(), first.deltas(), samples * lanes);
    }
    boolean added = sums.length == 0;
    kernels.scale(added ? -eta : eta, first.deltas(), steps, samples * lanes);
  }

  @Override
  void updateFirst(int image) {
    kernels.addOuter(pixels, image, inputs, weights, lanes, steps, 0);
  }

  @Override
  void updateFirst(int[] order, int from, int samples) {
    Arrays.fill(sums, 0.0f);
    for (int sample = 0; sample < samples; sample++) {
      int image = order[from + sample];
      kernels.addOuter(pixels, image, inputs, sums, lanes, steps, sample * lanes);
    }
    kernels.subtract(weights, sums);
  }

  @Override
  void saveFirst(DataOutput out) throws IOException {
    Words.save(weights, out);
  }

  @Override
  void restoreFirst(DataInput in) throws IOException {
    Words.restore(weights, in);
  }

  @Override
  double firstWeight(int index) {
    return weights[index];
  }
}
