package org.backflow.cosim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.Role;
import org.backflow.network.Matrix;
import org.backflow.plan.Tensor;
import org.backflow.quantized.CodeMatrix;

/**
 * The weights that the RTL holds at the end of a run, as read from its trace.
 *
 * @param first W<sub>1</sub>
 * @param second W<sub>2</sub>
 */
record CoreWeights(CodeMatrix first, CodeMatrix second) {

  private static final Pattern RESULT =
      Pattern.compile(
          "\\d+ result tensor=([23]) row=([0-9a-f]+) column=([0-9a-f]+) word=([0-9a-f]+)");
  private static final int HEXADECIMAL = 16;

  /** Returns the last weights in {@code trace}. */
  static CoreWeights read(CoreTraining training, Path trace) {
    CoreWeights weights =
        new CoreWeights(
            CodeMatrix.zeros(training.first().rows(), training.first().columns()),
            CodeMatrix.zeros(training.second().rows(), training.second().columns()));
    int unused = Long.SIZE - training.arithmetic().format(Role.WEIGHT).width();
    try (Stream<String> lines = Files.lines(trace, StandardCharsets.US_ASCII)) {
      lines
          .filter(line -> line.contains(" result "))
          .map(RESULT::matcher)
          .filter(Matcher::matches)
          .forEach(result -> weights.set(result, unused));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return weights;
  }

  private void set(Matcher result, int unused) {
    boolean isFirst = Integer.parseInt(result.group(1)) == CoreTensor.FIRST_WEIGHTS.number();
    long word = Long.parseLong(result.group(4), HEXADECIMAL);
    (isFirst ? first : second)
        .set(
            Integer.parseInt(result.group(2), HEXADECIMAL),
            Integer.parseInt(result.group(3), HEXADECIMAL),
            word << unused >> unused);
  }

  /** Returns the values of W<sub>1</sub> and W<sub>2</sub>. */
  Map<Tensor, Matrix> values(FixedPointFormat format) {
    return Map.of(
        Tensor.weight(1), first.toMatrix(format), Tensor.weight(2), second.toMatrix(format));
  }
}
