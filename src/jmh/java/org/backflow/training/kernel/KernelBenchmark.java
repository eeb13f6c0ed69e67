package org.backflow.training.kernel;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Every kernel of a training step, per sample, in vector registers beside the plain loops.
 *
 * <pre>
 * mvn -q -Dquick -Pjmh package
 * java -jar target/benchmarks.jar KernelBenchmark -rf json
 * </pre>
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "-XX:+UseParallelGC",
      "-XX:CompileCommand=dontinline,*Kernels::*",
      "-XX:CompileCommand=dontinline,*Loops::*",
      "-XX:ObjectAlignmentInBytes=64",
      "-XX:+UseTransparentHugePages"
    })
public class KernelBenchmark {

  /** z = a W of the first layer, from the non-zero pixels. */
  @Benchmark
  public float[] floatForward(KernelState s, Traffic traffic) {
    int image = s.nextImage();
    s.floats.multiply(s.pixels, image, s.inputs, s.weights, s.lanes, s.z, 0);
    countFirst(s, image, traffic, 1);
    return s.z;
  }

  /** W += a s of the first layer. */
  @Benchmark
  public float[] floatUpdate(KernelState s, Traffic traffic) {
    int image = s.nextImage();
    s.floats.addOuter(s.pixels, image, s.inputs, s.weights, s.lanes, s.steps, 0);
    countFirst(s, image, traffic, 2);
    return s.weights;
  }

  /** The activations of the first layer. */
  @Benchmark
  public float[] floatSigmoid(KernelState s) {
    System.arraycopy(s.steps, 0, s.z, 0, s.lanes);
    s.floats.sigmoid(s.z, 0, s.lanes);
    return s.z;
  }

  /** z = a W of the second layers. */
  @Benchmark
  public float[] floatUpperForward(KernelState s, Traffic traffic) {
    s.floats.multiply(s.z, 0, s.blocks, true, s.upper, s.outputs, 0);
    countUpper(s, traffic, 1);
    return s.outputs;
  }

  /** W += a s of the second layers. */
  @Benchmark
  public float[] floatUpperUpdate(KernelState s, Traffic traffic) {
    s.floats.addOuter(s.z, 0, s.blocks, true, s.upper, s.outputs, 0);
    countUpper(s, traffic, 2);
    return s.upper;
  }

  /** The addresses of the first layer's activations, exact sums rounded to nearest. */
  @Benchmark
  public int[] fixedForward(KernelState s, Traffic traffic) {
    int image = s.nextImage();
    s.fixedPoints.multiply(
        s.inputCodes, image, s.weightCodes, s.lanes, s.preactivation, s.random, s.words, 0);
    countFirst(s, image, traffic, 1);
    return s.words;
  }

  /** W -= a g of the first layer, every word rounded to nearest. */
  @Benchmark
  public int[] fixedUpdateNearest(KernelState s, Traffic traffic) {
    return update(s, s.nearest, traffic);
  }

  /** W -= a g of the first layer, every word rounded by its unit's random register. */
  @Benchmark
  public int[] fixedUpdateStochastic(KernelState s, Traffic traffic) {
    return update(s, s.stochastic, traffic);
  }

  private static int[] update(KernelState s, RowUpdate update, Traffic traffic) {
    int image = s.nextImage();
    s.fixedPoints.subtractOuter(
        s.inputCodes, image, s.weightCodes, s.lanes, s.gradientCodes, update, s.random);
    countFirst(s, image, traffic, 2);
    return s.weightCodes;
  }

  /** e a (1 - a) of the first layer. */
  @Benchmark
  public float[] floatDeltas(KernelState s) {
    s.floats.deltas(s.steps, s.z, s.z, s.lanes);
    return s.z;
  }

  /** -eta delta of the first layer. */
  @Benchmark
  public float[] floatScale(KernelState s) {
    s.floats.scale(-0.07f, s.steps, s.z, s.lanes);
    return s.z;
  }

  /** The same two in fixed point: deltas. */
  @Benchmark
  public int[] fixedDeltas(KernelState s) {
    s.fixedPoints.deltas(
        s.gradientCodes, s.activationCodes, 0, s.lanes, s.deltaProducts, s.random, s.words);
    return s.words;
  }

  /** Gradients. */
  @Benchmark
  public int[] fixedScale(KernelState s) {
    s.fixedPoints.scale(s.eta, s.gradientCodes, 0, s.lanes, s.gradient, s.random, s.words);
    return s.words;
  }

  /** z = a W of the second layers in fixed point. */
  @Benchmark
  public int[] fixedUpperForward(KernelState s, Traffic traffic) {
    s.fixedPoints.multiply(
        s.activationCodes,
        0,
        s.blocks,
        s.deltaProducts.one(),
        s.upperCodes,
        s.upperPreactivation,
        s.upperRandom,
        0,
        s.words,
        0);
    countUpper(s, traffic, 1);
    return s.words;
  }

  /** W -= a g of the second layers, every word rounded to nearest. */
  @Benchmark
  public int[] fixedUpperUpdateNearest(KernelState s, Traffic traffic) {
    return upperUpdate(s, s.upperNearest, traffic);
  }

  /** W -= a g of the second layers, every word rounded by its unit's random register. */
  @Benchmark
  public int[] fixedUpperUpdateStochastic(KernelState s, Traffic traffic) {
    return upperUpdate(s, s.upperStochastic, traffic);
  }

  private static int[] upperUpdate(KernelState s, RowUpdate update, Traffic traffic) {
    int one = s.deltaProducts.one();
    s.fixedPoints.subtractOuter(
        s.activationCodes, 0, s.blocks, one, s.upperCodes, s.gradientCodes, update, s.upperRandom);
    countUpper(s, traffic, 2);
    return s.upperCodes;
  }

  /** W -= the sum of a s over a minibatch, of the first layer; per minibatch. */
  @Benchmark
  public float[] floatMinibatchUpdate(KernelState s, Traffic traffic) {
    s.floats.subtractOuter(s.batch, s.inputs, s.weights, s.lanes, s.steps);
    countBatch(s, traffic);
    return s.weights;
  }

  /** The same in fixed point, every word rounded to nearest once. */
  @Benchmark
  public int[] fixedMinibatchUpdateNearest(KernelState s, Traffic traffic) {
    s.fixedPoints.subtractOuter(
        s.inputCodes, s.batch, s.weightCodes, s.lanes, s.gradientCodes, s.nearest, s.random);
    countBatch(s, traffic);
    return s.weightCodes;
  }

  /** W -= the sum of a s over a minibatch, of the second layers; per minibatch. */
  @Benchmark
  public float[] floatUpperMinibatchUpdate(KernelState s, Traffic traffic) {
    s.floats.subtractOuter(s.z, 0, s.blocks, KernelState.MINIBATCH, s.upper, s.outputs);
    countUpperBatch(s, traffic);
    return s.upper;
  }

  /** The same in fixed point, every word rounded to nearest once. */
  @Benchmark
  public int[] fixedUpperMinibatchUpdateNearest(KernelState s, Traffic traffic) {
    s.fixedPoints.subtractOuter(
        s.activationCodes,
        0,
        s.blocks,
        s.deltaProducts.one(),
        KernelState.MINIBATCH,
        s.upperCodes,
        s.gradientCodes,
        s.upperNearest,
        s.upperRandom);
    countUpperBatch(s, traffic);
    return s.upperCodes;
  }

  /** A minibatch reads a row of steps for every pixel. */
  private static void countBatch(KernelState s, Traffic traffic) {
    int pixels = s.batch.starts()[s.batch.rows()];
    traffic.count(pixels, s.lanes, (long) s.copies * s.hidden, 1);
  }

  private static void countUpperBatch(KernelState s, Traffic traffic) {
    long rows = KernelState.MINIBATCH * (s.hidden + 1L);
    traffic.count(rows, s.blocks.lanes(), (long) s.copies * KernelState.OUTPUTS, 1);
  }

  private static void countFirst(KernelState s, int image, Traffic traffic, int accesses) {
    int rows = s.pixels.starts()[image + 1] - s.pixels.starts()[image] + 1;
    traffic.count(rows, s.lanes, (long) s.copies * s.hidden, accesses);
  }

  private static void countUpper(KernelState s, Traffic traffic, int accesses) {
    int units = s.copies * KernelState.OUTPUTS;
    traffic.count(s.hidden + 1L, s.blocks.lanes(), units, accesses);
  }
}
