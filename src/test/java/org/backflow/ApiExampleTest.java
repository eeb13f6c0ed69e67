package org.backflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.StepCost;
import org.backflow.experiment.Comparison;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.TinyImages;
import org.backflow.experiment.file.ExperimentFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/library.md, compiled and run on images that train in milliseconds. */
final class ApiExampleTest {

  @TempDir private Path folder;

  private static void example(PrintStream out, String... settings) {
    Path file = Path.of("data/experiments/mnist-20.yaml");
    // begin of the example
    Experiment experiment = ExperimentFile.load(file, settings);
    ComparisonResult result = new Comparison(experiment).run();
    EnergyTable energy = experiment.hardware().energyTables().get(0);
    for (SchemeResult scheme : result.schemes()) {
      double accuracy = scheme.trainedFixed().orElseThrow().finalAccuracy().mean();
      StepCost.Totals feedback = result.feedback(scheme, energy);
      out.printf(
          "%-8s %.3f, feedback: %d multiplies, %d cycles, %.0f pJ; step gain %.4fx%n",
          scheme.scheme().name(),
          accuracy,
          feedback.multiplies(),
          feedback.cycles(),
          feedback.energy().totalPicojoules(),
          result.stepGainInCycles(scheme));
    }
    // end of the example
  }

  @Test
  void example_ofTheReadme_runs() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    example(
        new PrintStream(bytes, true, StandardCharsets.UTF_8),
        "data.path=" + TinyImages.write(folder),
        "layers=36-8-4",
        "runs=1",
        "protocol.epochs=1");
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .hasSize(3)
        .element(2)
        .asString()
        .startsWith("one-hot ")
        .contains("16 multiplies");
  }

  @Test
  void readme_example_isTheOneAbove() throws IOException {
    String source = Files.readString(Path.of("src/test/java/org/backflow/ApiExampleTest.java"));
    List<String> here =
        between(source, "// begin of the example\n", "    // end of the example")
            .lines()
            .map(String::strip)
            .toList();
    List<String> shown =
        between(Files.readString(Path.of("docs/library.md")), "```java\n", "```")
            .lines()
            .map(String::strip)
            .toList();
    assertThat(shown).isEqualTo(here);
  }

  @Test
  void scheme_ofThePage_isTheOneThatIsCompiledAgainstTheJar() throws IOException {
    String page = Files.readString(Path.of("docs/library.md"));
    assertThat(between(page.substring(page.indexOf("## A feedback scheme")), "```java\n", "```"))
        .isEqualTo(
            between(
                Files.readString(Path.of("src/library/java/example/BlockOneHot.java")) + "```",
                "RandomStream;\n\n",
                "```"));
  }

  @Test
  void builtExperiment_ofThePage_isTheOneThatIsCompiledAgainstTheJar() throws IOException {
    String page = Files.readString(Path.of("docs/library.md"));
    assertThat(
            between(page.substring(page.indexOf("## An experiment")), "```java\n", "```").indent(4))
        .isEqualTo(
            between(
                Files.readString(Path.of("src/library/java/example/Build.java")),
                "arguments) {\n",
                "  }\n}"));
  }

  private static String between(String text, String begin, String end) {
    int from = text.indexOf(begin) + begin.length();
    return text.substring(from, text.indexOf(end, from));
  }
}
