package org.backflow.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.backflow.data.DataSet;
import org.backflow.feedback.FeedbackScale;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Rounding;
import org.backflow.layer.LayeredNetwork;
import org.backflow.network.Initialization;
import org.backflow.network.NetworkShape;
import org.backflow.random.RandomStream;
import org.backflow.training.kernel.FixedPointKernels;
import org.backflow.training.kernel.FloatKernels;
import org.backflow.training.kernel.Kernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The vector kernels give the bits of the plain loops once they are compiled, whatever compiles
 * them. OpenJDK 17 compiles a shift by one count for all lanes wrongly where it peels or strips the
 * loop around it: from some ten thousand calls on, all lanes but the first were not shifted.
 * Virtual machines of their own, because the instruments of a coverage report change what is
 * compiled.
 */
final class CompiledKernelsTest {

  private static final long SEED = 20261122L;
  private static final int PIXELS = 64;
  private static final int IMAGES = 500;
  private static final int EPOCHS = 3;
  private static final String DONE = "every call has the bits of the plain loops";

  private static Stream<List<String>> machines() {
    List<List<String>> machines = new ArrayList<>();
    machines.add(List.of("-XX:+UseG1GC"));
    // As ./backflow starts Java.
    machines.add(
        List.of(
            "-XX:+UseParallelGC",
            "-XX:CompileCommand=dontinline,*Kernels::*",
            "-XX:CompileCommand=dontinline,*Loops::*",
            "-XX:ObjectAlignmentInBytes=64"));
    if (System.getProperty("os.arch").equals("amd64")) {
      machines.add(List.of("-XX:+UseG1GC", "-XX:UseAVX=2"));
    }
    return machines.stream();
  }

  @ParameterizedTest
  @MethodSource("machines")
  void kernels_compiledAnyWay_haveTheBitsOfThePlainLoops(List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(CompiledKernelsTest.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).endsWith(DONE);
  }

  @Test
  void checkedKernels_thatDiffer_sayWhere() {
    float[] deltas = {1.0f, 3.0f};
    RowDoubler doubler = (from, to) -> to[0] = 2 * from[0];
    RowDoubler same = (from, to) -> to[0] = from[0] + from[0];
    RowDoubler other = (from, to) -> to[0] = Math.nextUp(2 * from[0]);
    CheckedKernels.of(RowDoubler.class, doubler, same).apply(deltas, new float[2]);
    assertThatThrownBy(
            () -> CheckedKernels.of(RowDoubler.class, other, same).apply(deltas, new float[2]))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "call 1, apply: element 0 of 2 has the bits 40000001; those of the plain loops are"
                + " 40000000");
  }

  /** Stands for kernels. */
  private interface RowDoubler {
    void apply(float[] from, float[] to);
  }

  /** Trains every kind of network in this virtual machine, with every kernel checked. */
  public static void main(String[] arguments) {
    if (!Kernels.areVectors()) {
      throw new IllegalStateException("no vector kernels in this virtual machine");
    }
    DataSet data = data();
    List<FeedbackScheme> schemes =
        List.of(
            FeedbackSchemes.BACKPROP,
            FeedbackSchemes.RANDOM,
            FeedbackSchemes.ONE_HOT,
            FeedbackSchemes.SPARSE,
            FeedbackSchemes.SIGN_SYMMETRIC);
    for (int minibatch : new int[] {1, 50}) {
      for (FixedPointArithmetic arithmetic :
          List.of(arithmetic(16, Rounding.RND), arithmetic(16, Rounding.STOCHASTIC))) {
        trainFixed(data, schemes, minibatch, arithmetic);
      }
      trainFixed(data, schemes.subList(0, 2), minibatch, arithmetic(24, Rounding.RND));
      trainFloat(data, schemes, minibatch);
    }
    System.out.println(DONE);
  }

  private static void trainFixed(
      DataSet data, List<FeedbackScheme> schemes, int minibatch, FixedPointArithmetic arithmetic) {
    FixedPointKernels kernels =
        CheckedKernels.of(
            FixedPointKernels.class, Kernels.fixedPoints(), Kernels.scalarFixedPoints());
    Protocol protocol = protocol(minibatch);
    train(
        new FixedPointTrainer(start(schemes), data, protocol, arithmetic, kernels),
        protocol.minibatch());
  }

  private static void trainFloat(DataSet data, List<FeedbackScheme> schemes, int minibatch) {
    FloatKernels kernels =
        CheckedKernels.of(FloatKernels.class, Kernels.floats(), Kernels.scalarFloats());
    Protocol protocol = protocol(minibatch);
    train(new FloatTrainer(start(schemes), data, protocol, kernels), protocol.minibatch());
  }

  private static void train(Trainer trainer, int minibatch) {
    int[] order = new int[IMAGES];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    int epochs = minibatch == 1 ? EPOCHS : 3 * EPOCHS;
    for (int epoch = 0; epoch < epochs; epoch++) {
      trainer.beginEpoch(epoch);
      for (int from = 0; from < order.length; from += minibatch) {
        trainer.step(order, from, from + minibatch);
      }
      trainer.evaluate(order);
    }
  }

  private static Protocol protocol(int minibatch) {
    return new Protocol(
        minibatch,
        3 * EPOCHS,
        0.07 / Math.sqrt(minibatch),
        Protocol.Gradient.SUMMED,
        Protocol.Order.FIXED,
        FeedbackScale.CONSTANT);
  }

  private static PairedStart start(List<FeedbackScheme> schemes) {
    return PairedStart.draw(
        LayeredNetwork.of(NetworkShape.of(PIXELS, 20, 10)),
        schemes,
        Initialization.NORMAL_FAN_IN,
        SEED,
        0);
  }

  private static FixedPointArithmetic arithmetic(int weightBits, Rounding rounding) {
    FixedPointArithmetic usual = FixedPointArithmetic.sixteenBits();
    Overflow overflow = usual.weight().overflow();
    return new FixedPointArithmetic(
        usual.input(),
        new Quantization(FixedPointFormat.fixed(weightBits, 4), rounding, overflow),
        new Quantization(usual.derivative().format(), rounding, overflow),
        new Quantization(usual.delta().format(), rounding, overflow),
        usual.feedback(),
        new Quantization(usual.gradient().format(), rounding, overflow),
        usual.sigmoid(),
        60);
  }

  private static DataSet data() {
    RandomStream draw = RandomStream.of(SEED, "images");
    byte[] pixels = new byte[IMAGES * PIXELS];
    byte[] labels = new byte[IMAGES];
    for (int image = 0; image < IMAGES; image++) {
      labels[image] = (byte) draw.nextInt(10);
      for (int pixel = 0; pixel < PIXELS; pixel++) {
        boolean inked = (pixel + labels[image]) % 10 < 2 || draw.nextInt(20) == 0;
        pixels[image * PIXELS + pixel] = (byte) (inked ? 1 + draw.nextInt(255) : 0);
      }
    }
    return DataSet.of(8, 8, 10, IMAGES, pixels, labels);
  }
}
