package org.backflow.training;

import java.util.Optional;
import org.backflow.data.DataSet;
import org.backflow.data.NonZeroPixels;
import org.backflow.data.TensorWords;
import org.backflow.fixedpoint.RandomBits;
import org.backflow.network.Matrix;
import org.backflow.training.kernel.FloatKernels;
import org.backflow.training.kernel.Kernels;
import org.backflow.training.kernel.Lanes;
import org.backflow.training.kernel.MinibatchPixels;

/**
 * Trains the networks of a run in single precision, in lockstep.
 *
 * <p>W<sub>1</sub> of all networks lies side by side, one row per input, so that one pass over the
 * non-zero pixels serves them all. A zero pixel adds nothing to a sum and nothing to a weight, so
 * skipping it changes no bit; every sum keeps the order of {@link
 * org.backflow.reference.FloatInterpreter}.
 */
public final class FloatTrainer extends LockstepTrainer {

  private final FloatKernels kernels;
  private final FloatUpperLayers upper;
  private final FloatFirstLayer first;
  private final float[] inputs = new float[256];
  private NonZeroPixels pixels;

  /** W1 of all networks: (n0 + 1) rows of lanes, from {@link Lanes#FIRST} on. */
  private final float[] weights;

  /** What W1 changes by per unit of input: samples x lanes. */
  private final float[] steps;

  /** The same from {@link Lanes#FIRST} on, as a minibatch reads them. */
  private final float[] alignedSteps;

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
    this.pixels = data.nonZeroPixels();
    this.first = FloatFirstLayer.of(kernels, lanes, protocol.minibatch());
    this.upper = new FloatUpperLayers(start, protocol.minibatch(), first);
    this.weights = new float[Lanes.aligned(shape.weightRows(1), lanes)];
    this.steps = new float[protocol.minibatch() * lanes];
    this.alignedSteps = new float[Lanes.aligned(protocol.minibatch(), lanes)];
    for (int value = 0; value < inputs.length; value++) {
      inputs[value] = (float) pixels.palette()[value];
    }
    float[] drawn = FloatUpperLayers.toFloats(start.weight(1), 1.0);
    for (int row = 0; row < shape.weightRows(1); row++) {
      for (int network = 0; network < start.networks().size(); network++) {
        int to = Lanes.FIRST + row * lanes + network * units;
        System.arraycopy(drawn, row * units, weights, to, units);
      }
    }
  }

  @Override
  FloatUpperLayers upper() {
    return upper;
  }

  @Override
  void readFrom(NonZeroPixels pixels) {
    this.pixels = pixels;
  }

  @Override
  void forwardFirst(int place, int sample) {
    float[] z = first.activations();
    int row = sample * lanes;
    kernels.multiply(pixels, place, inputs, weights, lanes, z, row);
    kernels.sigmoid(z, row, row + lanes);
  }

  @Override
  void trainUpper(int[] labels, int samples) {
    float eta = (float) eta(samples);
    upper.forward(samples);
    upper.backward(labels, samples);
    upper.update(eta, samples);
    kernels.deltas(first.errors(), first.activations(), first.deltas(), samples * lanes);
    kernels.scale(protocol.minibatch() == 1 ? -eta : eta, first.deltas(), steps, samples * lanes);
  }

  @Override
  void updateFirst(int place) {
    kernels.addOuter(pixels, place, inputs, weights, lanes, steps, 0);
  }

  @Override
  void updateFirst(MinibatchPixels batch) {
    System.arraycopy(steps, 0, alignedSteps, Lanes.FIRST, steps.length);
    kernels.subtractOuter(batch, inputs, weights, lanes, alignedSteps);
  }

  @Override
  double firstWeight(int index) {
    return weights[Lanes.FIRST + index];
  }

  @Override
  void setFirstWeight(int index, double value) {
    weights[Lanes.FIRST + index] = (float) value;
  }

  @Override
  TensorWords stored(Matrix weights) {
    return TensorWords.singles(weights.values(), weights.rows(), weights.columns());
  }

  @Override
  double[] values(TensorWords weights) {
    return weights.values();
  }

  @Override
  TensorWords.Type type() {
    return TensorWords.Type.F32;
  }

  @Override
  Optional<RandomBits> random(int layer) {
    return Optional.empty();
  }
}
