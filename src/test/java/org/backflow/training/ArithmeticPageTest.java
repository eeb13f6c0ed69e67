package org.backflow.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Rounding;
import org.backflow.fixedpoint.SigmoidTable;
import org.backflow.layer.DensePlan;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.quantized.CodeMatrix;
import org.backflow.quantized.FixedPointInterpreter;
import org.junit.jupiter.api.Test;

/** Holds every example of {@code docs/arithmetic.md} to the code. */
class ArithmeticPageTest {

  private static final Path PAGE = Path.of("docs/arithmetic.md");

  /** Returns the lines {@code left = right} of the boxes of one kind. */
  private static List<List<String>> lines(String kind) throws IOException {
    Pattern box =
        Pattern.compile("^```" + kind + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    return box.matcher(Files.readString(PAGE))
        .results()
        .flatMap((MatchResult result) -> result.group(1).lines())
        .map(line -> List.of(line.split(" = ", 2)))
        .toList();
  }

  @Test
  void examples_ofThePage_areWhatTheCodeComputes() throws IOException {
    List<String> wrong = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>();
    List<List<String>> examples = lines("example");
    for (List<String> example : examples) {
      List<String> found = PageExamples.evaluate(example.get(0));
      if (!PageExamples.agree(found, PageExamples.split(example.get(1)))) {
        wrong.add(example.get(0) + " = " + PageExamples.joined(found) + ", not " + example.get(1));
      }
      names.add(example.get(0).substring(0, example.get(0).indexOf('(')));
    }
    assertThat(wrong).isEmpty();
    assertThat(examples).hasSizeGreaterThan(70);
    assertThat(names).hasSizeGreaterThan(23);
  }

  @Test
  void step_ofThePage_isTheInterpreters() throws IOException {
    Map<String, String> page = new LinkedHashMap<>();
    lines("step").forEach(line -> page.put(line.get(0), line.get(1)));
    NetworkShape shape = NetworkShape.parse(page.get("layers"));
    StepPlan plan =
        DensePlan.of(
            shape,
            FeedbackSchemes.named(page.get("scheme")).orElseThrow(),
            1,
            new StepPlan.Options(false, false));
    FixedPointArithmetic arithmetic = arithmetic(page);
    LearningRate eta = LearningRate.of(Double.parseDouble(page.get("eta")));
    FixedPointInterpreter interpreter = new FixedPointInterpreter(plan, arithmetic, eta, 1);
    for (int layer = 1; layer <= 2; layer++) {
      long[] codes = codes(page.get("W" + layer));
      interpreter.put(
          Tensor.weight(layer), new CodeMatrix(shape.weightRows(layer), shape.width(layer), codes));
    }
    double[] pixels =
        Stream.of(page.get("pixels").split(" ", -1)).mapToDouble(Double::valueOf).toArray();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] /= 255.0;
    }
    Matrix target = Matrix.zeros(1, 2);
    target.set(0, Integer.parseInt(page.get("label")), 1.0);

    interpreter.step(new Matrix(1, 2, pixels), target);

    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int layer = 0; layer <= 2; layer++) {
      tensors.put("a" + layer, Tensor.activation(layer));
    }
    for (int layer = 1; layer <= 2; layer++) {
      tensors.put("z" + layer, Tensor.preactivation(layer));
      tensors.put("delta" + layer, Tensor.delta(layer));
      tensors.put("g" + layer, Tensor.gradient(layer));
      tensors.put("new W" + layer, Tensor.weight(layer));
    }
    tensors.put("e1", Tensor.error(1));
    tensors.forEach(
        (name, tensor) ->
            assertThat(interpreter.get(tensor).codes())
                .as(name)
                .containsExactly(values(tensor, codes(page.get(name)))));
    assertThat(page.keySet()).hasSize(9 + tensors.size()).containsAll(tensors.keySet());
  }

  /** The page writes the constant one behind what feeds a layer. */
  private static long[] values(Tensor tensor, long[] codes) {
    boolean feeds = tensor.equals(Tensor.activation(0)) || tensor.equals(Tensor.activation(1));
    return feeds ? Arrays.copyOf(codes, codes.length - 1) : codes;
  }

  private static long[] codes(String text) {
    return Stream.of(text.split(" ", -1)).mapToLong(Long::parseLong).toArray();
  }

  private static FixedPointArithmetic arithmetic(Map<String, String> page) {
    Map<String, Quantization> formats = new LinkedHashMap<>();
    String[] words = page.get("formats").split(" ", -1);
    for (int i = 0; i < words.length; i += 2) {
      formats.put(words[i], Quantization.parse(words[i + 1], Rounding.RND, Overflow.SAT));
    }
    long[] sigmoid = codes(page.get("sigmoid"));
    return new FixedPointArithmetic(
        formats.get("input"),
        formats.get("weight"),
        formats.get("derivative"),
        formats.get("delta"),
        formats.get("feedback"),
        formats.get("gradient"),
        new SigmoidTable(
            (int) sigmoid[0], (int) sigmoid[1], Rounding.RND, formats.get("activation").format()),
        48);
  }
}
