package org.backflow.training;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.backflow.data.DataDescription;
import org.backflow.data.DataFormat;
import org.backflow.data.DataSet;
import org.backflow.data.Split;
import org.backflow.feedback.FeedbackScale;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Rounding;
import org.backflow.fixedpoint.SigmoidTable;
import org.backflow.layer.LayeredNetwork;
import org.backflow.network.Initialization;
import org.backflow.network.NetworkShape;
import org.backflow.random.RandomStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One epoch of 50,000 samples of MNIST, of several networks in lockstep on one thread, in each
 * arithmetic: the three cases that {@code reports/reference/benchmarks/kernels.md} compares. Reads
 * data/mnist below the folder in which it is started.
 *
 * <pre>
 * mvn -q -Dquick -Pjmh package
 * java -jar target/benchmarks.jar EpochBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 8)
@Measurement(iterations = 12)
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
public class EpochBenchmark {

  private static final long SEED = 1;
  private static final int SAMPLES = 50_000;
  private static final int TEST_SAMPLES = 20_000;

  /** Networks x hidden units, and samples of a minibatch. */
  @Param({"3x20 by 1", "3x40 by 1", "4x20 by 200"})
  public String networks;

  /** What is computed in. */
  @Param({"float", "RND", "STOCHASTIC"})
  public String arithmetic;

  private Trainer trainer;
  private int[] order;
  private int minibatch;
  private int epoch;

  /** Draws the networks and lays the images out. */
  @Setup(Level.Trial)
  public void draw() {
    String[] parts = networks.split("x| by ", -1);
    List<FeedbackScheme> schemes =
        Stream.of("backprop", "random-constant", "one-hot", "random-ln(t+e)")
            .limit(Integer.parseInt(parts[0]))
            .map(name -> FeedbackSchemes.named(name).orElseThrow())
            .toList();
    minibatch = Integer.parseInt(parts[2]);
    NetworkShape shape = NetworkShape.parse("784-" + parts[1] + "-10");
    DataSet data = DataDescription.of(Path.of("data", "mnist"), DataFormat.IDX).load();
    Split split = Split.pooled(data, SAMPLES, TEST_SAMPLES, RandomStream.of(SEED, "split", 0));
    Protocol protocol =
        new Protocol(
            minibatch,
            1,
            0.07,
            Protocol.Gradient.SUMMED,
            Protocol.Order.FIXED,
            FeedbackScale.CONSTANT);
    PairedStart start =
        PairedStart.draw(
            LayeredNetwork.of(shape), schemes, Initialization.NORMAL_FAN_IN_PLUS_ONE, SEED, 0);
    trainer =
        arithmetic.equals("float")
            ? new FloatTrainer(start, data, protocol)
            : new FixedPointTrainer(
                start, data, protocol, sixteenBits(Rounding.valueOf(arithmetic)));
    order = split.train().clone();
    RandomStream.of(SEED, "order", 0).shuffle(order);
    trainer.expect(order, split.test());
  }

  private static FixedPointArithmetic sixteenBits(Rounding rounding) {
    FixedPointArithmetic nearest = FixedPointArithmetic.sixteenBits();
    UnaryOperator<Quantization> rounded =
        quantization -> new Quantization(quantization.format(), rounding, quantization.overflow());
    SigmoidTable sigmoid = nearest.sigmoid();
    return new FixedPointArithmetic(
        rounded.apply(nearest.input()),
        rounded.apply(nearest.weight()),
        rounded.apply(nearest.derivative()),
        rounded.apply(nearest.delta()),
        rounded.apply(nearest.feedback()),
        rounded.apply(nearest.gradient()),
        sigmoid,
        nearest.accumulatorBits());
  }

  /** Trains every network on every sample once. */
  @Benchmark
  public double[] epoch() {
    trainer.beginEpoch(epoch++);
    for (int from = 0; from < order.length; from += minibatch) {
      trainer.step(order, from, Math.min(order.length, from + minibatch));
    }
    return trainer.takeLoss();
  }
}
