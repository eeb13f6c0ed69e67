package org.backflow.training.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.backflow.data.DataSet;
import org.backflow.data.NonZeroPixels;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kernels in vector registers give the bits of the plain loops, for random shapes and values. */
final class FloatKernelsTest {

  private static final long SEED = 20261122L;

  /** Every way to cut a row into blocks of vectors occurs, and more than one block of eight. */
  private static final int MOST_VECTORS = 17;

  private static final int CASES = 2 * MOST_VECTORS;

  /** Everything that the kernels read or write, drawn for one case. */
  private static final class Operands {
    final int lanes;
    final int inputs;
    final Blocks blocks;
    final NonZeroPixels pixels;
    final float[] values;
    final float[] weights;
    final MinibatchPixels batch;
    final float[] a;
    final float[] steps;
    final float[] z;

    Operands(int number) {
      RandomStream random = RandomStream.of(SEED, "kernels", number);
      lanes = Lanes.MULTIPLE * (1 + number % MOST_VECTORS);
      inputs = 1 + random.nextInt(40);
      blocks = blocks(1 + number % MOST_VECTORS, random);
      byte[] images = new byte[3 * inputs];
      for (int i = 0; i < images.length; i++) {
        images[i] = (byte) (random.nextInt(3) == 0 ? 0 : random.nextInt(256));
      }
      pixels = DataSet.of(1, inputs, 2, 3, images, new byte[3]).nonZeroPixels();
      batch = new MinibatchPixels(inputs);
      batch.gather(pixels, new int[] {2, 0, 1}, 3);
      values = draw(random, 256, 1.0);
      values[MinibatchPixels.BIAS] = 1.0f;
      weights = draw(random, Lanes.aligned(inputs + 1, lanes), 3.0);
      a = draw(random, (2 * MOST_VECTORS + 5) * inputs + 3, 1.0);
      steps = draw(random, Lanes.aligned(3, lanes), 0.1);
      z = draw(random, 3 * lanes, 40.0);
    }

    /** Cuts rows of {@code vectors} vectors into as many blocks as divide them, of those drawn. */
    private Blocks blocks(int vectors, RandomStream random) {
      int networks = 1 + random.nextInt(vectors);
      while (vectors % networks != 0) {
        networks--;
      }
      int networkStride = random.nextInt(2 * inputs);
      int sampleStride = random.nextInt(2 * inputs);
      return new Blocks(networks, lanes / networks, inputs, networkStride, sampleStride);
    }

    private static float[] draw(RandomStream random, int count, double scale) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = (float) (random.nextGaussian() * scale);
      }
      return values;
    }
  }

  private static IntStream cases() {
    return IntStream.range(0, CASES);
  }

  @Test
  void kernels_underTest_areVectors() {
    assertThat(Kernels.areVectors()).isTrue();
    assertThat(Kernels.floats()).isNotInstanceOf(ScalarFloatKernels.class);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void vectors_anyKernel_haveTheBitsOfTheLoops(int number) {
    equal(number, (k, o) -> k.multiply(o.pixels, 0, o.values, o.weights, o.lanes, o.z, o.lanes));
    equal(
        number, (k, o) -> k.addOuter(o.pixels, 0, o.values, o.weights, o.lanes, o.steps, o.lanes));
    equal(number, (k, o) -> k.multiply(o.a, 3, o.blocks, true, o.weights, o.z, 2 * o.lanes));
    equal(number, (k, o) -> k.multiply(o.a, 1, o.blocks, false, o.weights, o.z, 0));
    equal(number, (k, o) -> k.addOuter(o.a, 2, o.blocks, true, o.weights, o.steps, o.lanes));
    equal(number, (k, o) -> k.addOuter(o.a, 2, o.blocks, false, o.weights, o.steps, o.lanes));
    equal(number, (k, o) -> k.subtractOuter(o.batch, o.values, o.weights, o.lanes, o.steps));
    equal(number, (k, o) -> k.subtractOuter(o.a, 1, o.blocks, 3, o.weights, o.steps));
    equal(number, (k, o) -> k.sigmoid(o.z, o.lanes, 3 * o.lanes));
    equal(number, (k, o) -> k.deltas(o.z, o.steps, o.weights, 2 * o.lanes));
    equal(number, (k, o) -> k.scale(-0.07f, o.steps, o.z, 3 * o.lanes));
  }

  private static void equal(int number, BiConsumer<FloatKernels, Operands> kernel) {
    Operands expected = new Operands(number);
    kernel.accept(Kernels.scalarFloats(), expected);
    Operands actual = new Operands(number);
    kernel.accept(Kernels.floats(), actual);
    String where = "case " + number + " of seed " + SEED;
    assertThat(actual.z).as(where).isEqualTo(expected.z);
    assertThat(actual.weights).as(where).isEqualTo(expected.weights);
  }
}
