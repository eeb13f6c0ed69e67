package org.backflow.cosim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.backflow.accelerator.ArrayShape;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Rounding;
import org.backflow.fixedpoint.SigmoidTable;
import org.backflow.network.NetworkShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Java writes the stored vectors of hdl-ref, byte for byte. hdl-ref/check holds the RTL to the same
 * files. {@code mvn test -Dtest=CoreTraceTest -Dvectors.write=true} writes them anew.
 */
final class CoreTraceTest {

  private static final Path VECTORS = Path.of("hdl-ref/tb/vectors");
  private static final long SEED = 20261122L;

  @TempDir private Path folder;

  private static CoreTraining stored(String name) {
    return switch (name) {
      case "train-backprop" ->
          training(FeedbackSchemes.BACKPROP, Rounding.STOCHASTIC, Overflow.SAT, 1.7, 2, 3);
      case "train-random" ->
          training(FeedbackSchemes.RANDOM, Rounding.STOCHASTIC, Overflow.SAT_SYM, 1.7, 3, 2);
      case "train-sparse" ->
          training(FeedbackSchemes.SPARSE, Rounding.STOCHASTIC, Overflow.SAT, 1.7, 2, 2);
      case "train-sign" ->
          training(FeedbackSchemes.SIGN, Rounding.STOCHASTIC, Overflow.SAT, 1.7, 2, 3);
      case "train-sign-symmetric" ->
          training(FeedbackSchemes.SIGN_SYMMETRIC, Rounding.RND, Overflow.WRAP, 1.7, 3, 3);
      default -> training(FeedbackSchemes.ONE_HOT, Rounding.RND_CONV, Overflow.SAT, 2.0, 2, 2);
    };
  }

  /** Eight bits and fewer, so that everything is rounded and much of it saturates. */
  private static CoreTraining training(
      org.backflow.feedback.FeedbackScheme scheme,
      Rounding rounding,
      Overflow overflow,
      double learningRate,
      int rows,
      int columns) {
    FixedPointArithmetic narrow =
        new FixedPointArithmetic(
            new Quantization(FixedPointFormat.ufixed(5, 1), rounding, overflow),
            new Quantization(FixedPointFormat.fixed(8, 4), rounding, overflow),
            new Quantization(FixedPointFormat.ufixed(7, 0), rounding, overflow),
            new Quantization(FixedPointFormat.fixed(8, 1), rounding, overflow),
            new Quantization(FixedPointFormat.fixed(6, 3), rounding, overflow),
            new Quantization(FixedPointFormat.fixed(8, -1), rounding, overflow),
            new SigmoidTable(256, 8, Rounding.RND_CONV, FixedPointFormat.ufixed(8, 1)),
            48);
    return RandomTraining.of(
        SEED,
        NetworkShape.of(6, 5, 3),
        scheme,
        2,
        3,
        narrow,
        learningRate,
        new ArrayShape(rows, columns));
  }

  /** Returns the lines of the expected trace. */
  static List<String> lines(CoreTraining training, IntPredicate inFull) {
    try {
      Path file = Files.createTempFile("trace", ".txt");
      try {
        CoreTrace.write(training, inFull, true, file);
        return Files.readAllLines(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train-backprop",
        "train-random",
        "train-one-hot",
        "train-sparse",
        "train-sign",
        "train-sign-symmetric"
      })
  void write_ofTheStoredTraining_givesTheStoredFiles(String name) throws IOException {
    boolean anew = Boolean.getBoolean("vectors.write");
    Path target = anew ? Files.createDirectories(VECTORS.resolve(name)) : folder;
    CoreTraining training = stored(name);
    CoreStimulus.write(training, true, target.resolve("stimulus.txt"));
    CoreStimulus.write(training.arithmetic().sigmoid(), target.resolve("sigmoid.hex"));
    CoreTrace.write(training, step -> true, true, target.resolve("trace.txt"));
    Files.writeString(target.resolve("parameters"), parameters(training.parameters()));
    assertThat(List.of("stimulus.txt", "sigmoid.hex", "trace.txt", "parameters"))
        .allSatisfy(
            file ->
                assertThat(target.resolve(file))
                    .hasSameTextualContentAs(VECTORS.resolve(name).resolve(file)));
  }

  private static String parameters(Map<String, Integer> parameters) {
    return parameters.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining(" ", "", "\n"));
  }

  @Test
  void write_withoutSingleWords_hasTheStatedLinesPerStep() {
    CoreTraining training = stored("train-random");
    List<String> lines = lines(training, step -> false);
    int perStep = CoreTrace.linesOfStep(training);
    assertThat(lines.get(perStep)).isEqualTo("0 step index=1");
    assertThat(lines.get(2 * perStep - 1)).endsWith("step end=1 cycles=f0");
    assertThat(lines).noneMatch(line -> line.contains("update.1 row="));
  }

  @Test
  void write_withTheWordsOfOneStep_addsThemAlone() {
    CoreTraining training = stored("train-one-hot");
    assertThat(lines(training, step -> step == 1))
        .filteredOn(line -> line.contains("update.1 row="))
        .hasSize(7 * 5);
  }

  @Test
  void hash_ofOneWord_isTheOneWorkedByHand() {
    // (cbf29ce484222325 ^ 0001 0002 00000003) * 100000001b3 = H; H ^ (H >> 32), in 64 bits.
    assertThat(WordHash.add(WordHash.EMPTY, 1, 2, 3)).isEqualTo(0xb116c1b237177820L);
    assertThat(WordHash.add(WordHash.EMPTY, 1, 2, -1L))
        .isEqualTo(WordHash.add(WordHash.EMPTY, 1, 2, 0xFFFFFFFFL));
  }
}
