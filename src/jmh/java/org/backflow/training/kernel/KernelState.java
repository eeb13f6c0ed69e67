package org.backflow.training.kernel;

import java.util.stream.IntStream;
import org.backflow.data.DataSet;
import org.backflow.data.NonZeroPixels;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.RandomBits;
import org.backflow.fixedpoint.Role;
import org.backflow.fixedpoint.Rounding;
import org.backflow.random.RandomStream;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What the kernels work on: images with as many non-zero pixels as those of MNIST have on average
 * (150 of 784), drawn from a fixed seed, and the weights of several networks of one hidden layer.
 * What several samples share, as z and the steps, has a row for each of a minibatch.
 */
@State(Scope.Thread)
public class KernelState {

  static final int PIXELS = 784;
  static final int NON_ZERO = 150;
  static final int OUTPUTS = 10;
  static final int IMAGES = 4096;
  static final int MINIBATCH = 200;
  private static final long SEED = 20261122L;

  /** Networks x hidden units. */
  @Param({"3x20", "4x20", "3x40"})
  public String networks;

  /** Whether the plain loops or those in vector registers run. */
  @Param({"scalar", "vector"})
  public String kernels;

  int copies;
  int hidden;
  int lanes;
  NonZeroPixels pixels;
  private int image;

  final float[] inputs = new float[256];
  float[] weights;
  float[] z;
  float[] steps;
  Blocks blocks;
  float[] upper;
  float[] outputs;
  FloatKernels floats;

  int[] weightCodes;
  int[] words;
  int[] gradientCodes;
  InputCodes inputCodes;
  ExactProduct preactivation;
  RowUpdate nearest;
  RowUpdate stochastic;
  RandomBits random;
  FixedPointKernels fixedPoints;

  MinibatchPixels batch;
  int[] upperCodes;
  int[] activationCodes;
  ExactProduct upperPreactivation;
  RowUpdate upperNearest;
  RowUpdate upperStochastic;
  RandomBits upperRandom;
  DeltaProducts deltaProducts;
  LaneProduct gradient;
  int eta;

  /** Draws everything. */
  @Setup(Level.Trial)
  public void draw() {
    String[] parts = networks.split("x", -1);
    copies = Integer.parseInt(parts[0]);
    hidden = Integer.parseInt(parts[1]);
    lanes = Lanes.padded(copies * hidden);
    boolean vector = kernels.equals("vector");
    if (vector && !Kernels.areVectors()) {
      throw new IllegalStateException("start with --add-modules jdk.incubator.vector");
    }
    floats = vector ? Kernels.floats() : Kernels.scalarFloats();
    fixedPoints = vector ? Kernels.fixedPoints() : Kernels.scalarFixedPoints();
    RandomStream draw = RandomStream.of(SEED, "kernels");
    byte[] images = new byte[IMAGES * PIXELS];
    for (int i = 0; i < images.length; i++) {
      images[i] = (byte) (draw.nextInt(PIXELS) < NON_ZERO ? 1 + draw.nextInt(255) : 0);
    }
    pixels = DataSet.of(28, 28, OUTPUTS, IMAGES, images, new byte[IMAGES]).nonZeroPixels();
    batch = new MinibatchPixels(PIXELS);
    batch.gather(pixels, IntStream.range(0, MINIBATCH).toArray(), MINIBATCH);
    drawFloats(draw);
    drawCodes();
    drawUpperCodes(draw);
  }

  private void drawFloats(RandomStream draw) {
    for (int value = 0; value < inputs.length; value++) {
      inputs[value] = value / 255.0f;
    }
    weights = new float[Lanes.aligned(PIXELS + 1, lanes)];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (0.03 * draw.nextGaussian());
    }
    z = new float[MINIBATCH * lanes];
    steps = new float[Lanes.aligned(MINIBATCH, lanes)];
    for (int lane = 0; lane < steps.length; lane++) {
      steps[lane] = (float) (1e-6 * draw.nextGaussian());
    }
    blocks = new Blocks(copies, Lanes.padded(OUTPUTS), hidden, hidden, lanes);
    upper = new float[(hidden + 1) * blocks.lanes()];
    outputs = new float[MINIBATCH * blocks.lanes()];
  }

  private void drawCodes() {
    FixedPointArithmetic arithmetic = FixedPointArithmetic.sixteenBits();
    FixedPointFormat input = arithmetic.format(Role.INPUT);
    FixedPointFormat weight = arithmetic.format(Role.WEIGHT);
    int[] codes = new int[256];
    for (int value = 0; value < codes.length; value++) {
      codes[value] = (int) input.nearestCode(value / 255.0);
    }
    inputCodes = new InputCodes(pixels, codes, (int) input.nearestCode(1.0));
    weightCodes = new int[weights.length];
    for (int i = 0; i < weightCodes.length; i++) {
      weightCodes[i] = (int) weight.nearestCode(weights[i]);
    }
    gradientCodes = new int[steps.length];
    for (int lane = 0; lane < steps.length; lane++) {
      gradientCodes[lane] =
          (int) arithmetic.format(Role.GRADIENT).nearestCode(1000.0 * steps[lane]);
    }
    words = new int[MINIBATCH * lanes];
    random = RandomBits.of(SEED, 1, lanes);
    preactivation =
        ExactProduct.ofPixels(
            inputCodes.largest(),
            weight.maxMagnitude(),
            arithmetic.sigmoid().address().from(input.fractionBits() + weight.fractionBits()));
    nearest = RowUpdate.of(arithmetic, Role.INPUT, inputCodes.largest());
    stochastic = RowUpdate.of(stochastic(arithmetic), Role.INPUT, inputCodes.largest());
  }

  private static FixedPointArithmetic stochastic(FixedPointArithmetic arithmetic) {
    FixedPointFormat weight = arithmetic.format(Role.WEIGHT);
    return new FixedPointArithmetic(
        arithmetic.input(),
        new Quantization(weight, Rounding.STOCHASTIC, Overflow.SAT),
        arithmetic.derivative(),
        arithmetic.delta(),
        arithmetic.feedback(),
        arithmetic.gradient(),
        arithmetic.sigmoid(),
        arithmetic.accumulatorBits());
  }

  private void drawUpperCodes(RandomStream draw) {
    FixedPointArithmetic arithmetic = FixedPointArithmetic.sixteenBits();
    int one = arithmetic.sigmoid().one();
    activationCodes = new int[MINIBATCH * lanes];
    for (int i = 0; i < activationCodes.length; i++) {
      activationCodes[i] = draw.nextInt(one + 1);
    }
    upperCodes = new int[upper.length];
    for (int i = 0; i < upperCodes.length; i++) {
      upperCodes[i] = draw.nextInt(2 * one) - one;
    }
    upperRandom = RandomBits.of(SEED, 2, blocks.lanes());
    int activation = arithmetic.format(Role.ACTIVATION).fractionBits();
    int weight = arithmetic.format(Role.WEIGHT).fractionBits();
    upperPreactivation =
        ExactProduct.of(
            one,
            arithmetic.format(Role.WEIGHT).maxMagnitude(),
            arithmetic.sigmoid().address().from(activation + weight));
    upperNearest = RowUpdate.of(arithmetic, Role.ACTIVATION, one);
    upperStochastic = RowUpdate.of(stochastic(arithmetic), Role.ACTIVATION, one);
    long delta = arithmetic.format(Role.DELTA).maxMagnitude();
    int deltaBits = arithmetic.format(Role.DELTA).fractionBits();
    int slopeBits = arithmetic.format(Role.DERIVATIVE).fractionBits();
    deltaProducts =
        new DeltaProducts(
            one,
            LaneProduct.of(one, one, arithmetic.derivative().from(2 * activation)),
            LaneProduct.of(
                delta,
                arithmetic.format(Role.DERIVATIVE).maxMagnitude(),
                arithmetic.delta().from(deltaBits + slopeBits)));
    LearningRate rate = LearningRate.of(0.07);
    eta = rate.code();
    gradient =
        LaneProduct.of(eta, delta, arithmetic.gradient().from(deltaBits + rate.fractionBits()));
  }

  /** Returns the next image, all of them in turn, so that their pixels come from memory. */
  int nextImage() {
    image = (image + 1) % IMAGES;
    return image;
  }
}
