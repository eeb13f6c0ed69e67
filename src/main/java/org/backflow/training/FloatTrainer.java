package org.backflow.training;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.backflow.data.DataSet;

/**
 * Trains the networks of a run in single precision, in lockstep.
 *
 * <p>W<sub>1</sub> of all networks lies side by side, one row per input, so that one pass over the
 * non-zero pixels serves them all. A zero pixel adds nothing to a sum and nothing to a weight, so
 * skipping it changes no bit; every sum keeps the order of {@link
 * org.backflow.reference.FloatInterpreter}.
 */
public final class FloatTrainer extends LockstepTrainer<FloatNetwork> {

  private final List<FloatNetwork> networks;
  private final float[] values = new float[256];

  /** W1 of all networks: (n0 + 1) rows of lanes. */
  private final float[] weights;

  /** The sum of a g over a minibatch, of the same shape; unused for minibatches of one. */
  private final float[] sums;

  private final float[] z;
  private final float[] g;

  /**
   * Creates a trainer whose networks stand at {@code start}.
   *
   * @throws IllegalArgumentException when the network does not have one input per pixel
   */
  public FloatTrainer(PairedStart start, DataSet data, Protocol protocol) {
    super(start, data, protocol);
    this.networks = FloatNetwork.all(start, protocol.minibatch());
    this.weights = new float[shape.weightRows(1) * lanes];
    this.sums = protocol.minibatch() > 1 ? new float[weights.length] : new float[0];
    this.z = new float[lanes];
    this.g = new float[lanes];
    for (int value = 0; value < values.length; value++) {
      values[value] = (float) (value / 255.0);
    }
    float[] first = FloatNetwork.toFloats(start.weights().get(0), 1.0);
    for (int row = 0; row < shape.weightRows(1); row++) {
      for (int network = 0; network < networks.size(); network++) {
        System.arraycopy(first, row * units, weights, row * lanes + network * units, units);
      }
    }
  }

  @Override
  List<FloatNetwork> upperLayers() {
    return networks;
  }

  @Override
  public void beginEpoch(int epoch) {
    networks.forEach(network -> network.scaleFeedback(protocol.feedbackScale().at(epoch)));
  }

  @Override
  void trainUpper(int[] labels, int samples) {
    float eta = (float) protocol.eta(samples);
    for (FloatNetwork network : networks) {
      network.forward(samples);
      network.backward(labels, samples);
      network.update(eta, samples);
    }
  }

  @Override
  void forwardFirst(int image, int sample) {
    Arrays.fill(z, 0.0f);
    for (int p = pixels.starts()[image]; p < pixels.starts()[image + 1]; p++) {
      float x = values[pixels.values()[p] & 0xFF];
      int row = pixels.positions()[p] * lanes;
      for (int lane = 0; lane < lanes; lane++) {
        z[lane] += x * weights[row + lane];
      }
    }
    for (int lane = 0; lane < lanes; lane++) {
      z[lane] += weights[biasRow + lane];
    }
    for (int network = 0; network < networks.size(); network++) {
      float[] a = networks.get(network).activations(1);
      for (int j = 0; j < units; j++) {
        a[sample * units + j] = FloatNetwork.sigmoid(z[network * units + j]);
      }
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
      float x = values[pixels.values()[p] & 0xFF];
      int row = pixels.positions()[p] * lanes;
      for (int lane = 0; lane < lanes; lane++) {
        weights[row + lane] -= x * g[lane];
      }
    }
    for (int lane = 0; lane < lanes; lane++) {
      weights[biasRow + lane] -= g[lane];
    }
  }

  @Override
  void updateFirst(int[] order, int from, int samples) {
    Arrays.fill(sums, 0.0f);
    for (int sample = 0; sample < samples; sample++) {
      gatherGradients(sample);
      int image = order[from + sample];
      for (int p = pixels.starts()[image]; p < pixels.starts()[image + 1]; p++) {
        float x = values[pixels.values()[p] & 0xFF];
        int row = pixels.positions()[p] * lanes;
        for (int lane = 0; lane < lanes; lane++) {
          sums[row + lane] += x * g[lane];
        }
      }
      for (int lane = 0; lane < lanes; lane++) {
        sums[biasRow + lane] += g[lane];
      }
    }
    for (int i = 0; i < sums.length; i++) {
      weights[i] -= sums[i];
    }
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
