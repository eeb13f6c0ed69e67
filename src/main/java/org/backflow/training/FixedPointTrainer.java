package org.backflow.training;

import java.util.Arrays;
import java.util.Optional;
import org.backflow.data.DataSet;
import org.backflow.data.NonZeroPixels;
import org.backflow.data.TensorWords;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.RandomBits;
import org.backflow.fixedpoint.Role;
import org.backflow.network.Matrix;
import org.backflow.training.kernel.ExactProduct;
import org.backflow.training.kernel.FixedPointKernels;
import org.backflow.training.kernel.InputCodes;
import org.backflow.training.kernel.Kernels;
import org.backflow.training.kernel.Lanes;
import org.backflow.training.kernel.MinibatchPixels;
import org.backflow.training.kernel.RowUpdate;

/**
 * Trains the networks of a run bit for bit as the hardware would, in lockstep.
 *
 * <p>Laid out like {@link FloatTrainer}. A zero pixel adds nothing to a sum, and its row is an
 * exact conversion that draws no random bits, so skipping it changes no bit of any weight or
 * register. That no sum can overflow is proven for the plan by {@link
 * org.backflow.quantized.AccumulatorProof}; sums of products of codes fit a {@code long} with room.
 */
public final class FixedPointTrainer extends LockstepTrainer {

  private final FixedPointArithmetic arithmetic;
  private final FixedPointKernels kernels;
  private final FixedPointUpperLayers upper;
  private final FixedPointFirstLayer first;
  private final FixedPointConversions conversions;
  private final ExactProduct preactivation;
  private final RowUpdate rowUpdate;
  private InputCodes inputs;

  /** W1 of all networks: (n0 + 1) rows of lanes, from {@link Lanes#FIRST} on. */
  private final int[] weights;

  /** g of all networks: samples x lanes. */
  private final int[] gradients;

  /** The same from {@link Lanes#FIRST} on, as a minibatch reads them. */
  private final int[] alignedGradients;

  private final RandomBits random;

  /** Eta as it was in the last step. */
  private double rate;

  /** The same, as it is applied. */
  private FixedPointConversions.Eta eta;

  /**
   * Creates a trainer whose networks stand at {@code start}, converted to the nearest codes, on the
   * fastest kernels.
   *
   * @throws IllegalArgumentException when the network does not have one input per pixel, or a
   *     tensor has a format of its own
   */
  public FixedPointTrainer(
      PairedStart start, DataSet data, Protocol protocol, FixedPointArithmetic arithmetic) {
    this(start, data, protocol, arithmetic, Kernels.fixedPoints());
  }

  /** Creates a trainer that computes with {@code kernels}. */
  FixedPointTrainer(
      PairedStart start,
      DataSet data,
      Protocol protocol,
      FixedPointArithmetic arithmetic,
      FixedPointKernels kernels) {
    super(start, data, protocol);
    if (!arithmetic.isUniform()) {
      throw new IllegalArgumentException(
          "networks in lockstep have one format per role; found " + arithmetic.exceptions());
    }
    this.arithmetic = arithmetic;
    this.kernels = kernels;
    FixedPointFormat input = arithmetic.format(Role.INPUT);
    FixedPointFormat weight = arithmetic.format(Role.WEIGHT);
    int copies = start.networks().size();
    // A network pads its own lanes, so those of the last may reach beyond the row.
    this.random =
        RandomBits.of(start.roundingSeed(), 1, units)
            .repeated(copies)
            .padded(lanes + Lanes.MULTIPLE);
    this.first = FixedPointFirstLayer.of(kernels, lanes, protocol.minibatch(), random);
    this.conversions = new FixedPointConversions(arithmetic, kernels);
    this.rate = eta(protocol.minibatch());
    this.eta = conversions.eta(LearningRate.of(rate));
    this.upper = new FixedPointUpperLayers(start, arithmetic, protocol, conversions, first);
    this.weights = new int[Lanes.aligned(shape.weightRows(1), lanes)];
    this.gradients = new int[protocol.minibatch() * lanes];
    this.alignedGradients = new int[Lanes.aligned(protocol.minibatch(), lanes)];
    int[] codes = new int[256];
    for (int value = 0; value < codes.length; value++) {
      codes[value] = (int) input.nearestCode(data.nonZeroPixels().palette()[value]);
    }
    this.inputs = new InputCodes(data.nonZeroPixels(), codes, (int) input.nearestCode(1.0));
    this.rowUpdate = RowUpdate.of(arithmetic, Role.INPUT, inputs.largest());
    this.preactivation =
        ExactProduct.ofPixels(
            inputs.largest(),
            weight.maxMagnitude(),
            arithmetic.sigmoid().address().from(input.fractionBits() + weight.fractionBits()));
    int[] drawn = FixedPointUpperLayers.codes(start.weight(1), arithmetic, Role.WEIGHT, 1.0);
    for (int row = 0; row < shape.weightRows(1); row++) {
      for (int network = 0; network < copies; network++) {
        int to = Lanes.FIRST + row * lanes + network * units;
        System.arraycopy(drawn, row * units, weights, to, units);
      }
    }
  }

  @Override
  FixedPointUpperLayers upper() {
    return upper;
  }

  @Override
  void readFrom(NonZeroPixels pixels) {
    inputs = new InputCodes(pixels, inputs.codes(), inputs.one());
  }

  @Override
  void forwardFirst(int place, int sample) {
    int[] words = first.activations();
    int row = sample * lanes;
    kernels.multiply(inputs, place, weights, lanes, preactivation, random, words, row);
    conversions.activate(words, row, row + lanes);
  }

  @Override
  void trainUpper(int[] labels, int samples) {
    if (eta(samples) != rate) {
      rate = eta(samples);
      eta = conversions.eta(LearningRate.of(rate));
    }
    upper.forward(samples);
    upper.backward(labels, samples);
    upper.update(eta, samples);
    conversions.deltas(
        shape.layers() == 1,
        first.errors(),
        first.activations(),
        samples,
        lanes,
        random,
        first.deltas());
    conversions.gradients(eta, first.deltas(), samples, lanes, random, gradients);
  }

  @Override
  void updateFirst(int place) {
    kernels.subtractOuter(inputs, place, weights, lanes, gradients, rowUpdate, random);
  }

  @Override
  void updateFirst(MinibatchPixels batch) {
    System.arraycopy(gradients, 0, alignedGradients, Lanes.FIRST, gradients.length);
    kernels.subtractOuter(inputs, batch, weights, lanes, alignedGradients, rowUpdate, random);
  }

  @Override
  double firstWeight(int index) {
    return arithmetic.weight().format().toDouble(weights[Lanes.FIRST + index]);
  }

  @Override
  void setFirstWeight(int index, double value) {
    weights[Lanes.FIRST + index] = (int) arithmetic.weight().format().nearestCode(value);
  }

  @Override
  TensorWords stored(Matrix weights) {
    int[] codes = FixedPointUpperLayers.codes(weights, arithmetic, Role.WEIGHT, 1.0);
    return TensorWords.integers(type(), codes, weights.rows(), weights.columns());
  }

  @Override
  double[] values(TensorWords weights) {
    FixedPointFormat format = arithmetic.weight().format();
    return Arrays.stream(weights.integers()).mapToDouble(format::toDouble).toArray();
  }

  @Override
  TensorWords.Type type() {
    return TensorWords.Type.I32;
  }

  @Override
  Optional<RandomBits> random(int layer) {
    return Optional.of(upper.random(layer));
  }
}
