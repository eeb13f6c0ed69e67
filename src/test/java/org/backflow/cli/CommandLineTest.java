package org.backflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.backflow.experiment.TinyImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CommandLineTest {

  @TempDir private Path folder;

  private record Outcome(int code, String out, String err) {}

  private static Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Outcome(code, out.toString(), err.toString());
  }

  private String[] compare(String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "compare",
                "--output",
                folder.resolve("report").toString(),
                "--set",
                "data.path=" + TinyImages.write(folder),
                "--set",
                "layers=36-8-4",
                "--set",
                "protocol.epochs=2",
                "--set",
                "runs=2"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private String[] verify(String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "verify",
                "--set",
                "data.path=" + TinyImages.write(folder),
                "--set",
                "layers=36-8-4",
                "--set",
                "protocol.epochs=1",
                "--set",
                "runs=1",
                "--set",
                "protocol.learningRate=0.5",
                "--steps",
                "20",
                "--baseline",
                folder.resolve("baseline.yaml").toString()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  @Test
  void verify_againstItsOwnBaseline_passesAndFailsOnceTheArithmeticIsWorse() throws IOException {
    assertThat(run(verify()).code()).as("no baseline yet").isEqualTo(3);
    assertThat(run(verify("--update-baseline")).code()).isZero();
    Outcome same = run(verify("--format", "json"));
    assertThat(same.code()).isZero();
    assertThat(same.out()).contains("\"comparedWithBaseline\" : true");
    Path xml = folder.resolve("verify.xml");
    Outcome worse = run(verify("--set", "fixedPoint.rounding=TRN", "--junit", xml.toString()));
    assertThat(worse.code()).isEqualTo(1);
    assertThat(worse.out()).contains("FAIL  backprop update.1: ").contains("mean error");
    assertThat(worse.err()).contains("was measured on another configuration");
    assertThat(xml).content().contains("<testcase").contains("<failure");
    assertThat(run(verify("--only", "steps", "--format", "csv")).out().lines()).hasSize(34);
  }

  @Test
  void verify_baselineOfHalfAMeasurement_isRefused() throws IOException {
    Outcome outcome = run(verify("--update-baseline", "--only", "steps"));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("leave out --only");
    assertThat(folder.resolve("baseline.yaml")).doesNotExist();
  }

  @Test
  void explain_aColumnOrAName_tellsUnitAndFormula() {
    Outcome byColumn = run("explain", "step_cycles");
    assertThat(byColumn.code()).isZero();
    assertThat(byColumn.out()).contains("unit      clock cycles");
    assertThat(run("explain", "mapping", "efficiency").out()).contains("formula   os 100 M N");
    assertThat(run("explain").out()).contains("utilization  ");
    Outcome none = run("explain", "utilisation");
    assertThat(none.code()).isEqualTo(3);
    assertThat(none.err()).contains("did you mean 'utilization'?");
  }

  @Test
  void cosim_ofWhatTheCoreCannotDo_isInvalidInputAndSaysWhatToSet() {
    Outcome outcome = run("cosim", "training", "--set", "layers=784-20-20-10");
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err())
        .contains("layers is 784-20-20-10: the training core has one hidden layer");
    assertThat(run("cosim", "training", "--set", "accelerator.vectorLanes=3").err())
        .contains("set accelerator.vectorLanes=16");
  }

  @ParameterizedTest
  @CsvSource({
    "cosim nothing, there is no part nothing",
    "cosim --format csv, table or json",
    "cosim training --vcd a.vcd --self-test, --vcd goes with one PART",
    "cosim --samples 0, expected at least 1",
    "cosim --simulator modelsim, expected one of"
  })
  void cosim_wrongUsage_isExplained(String line, String message) {
    Outcome outcome = run(line.split(" ", -1));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(message);
  }

  @Test
  void cost_gemmAsJson_isTheGoldenDocument() throws IOException {
    Outcome outcome =
        run("cost", "--gemm", "5,7,9", "--array", "4x4", "--dataflow", "ws", "--format", "json");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).isEqualTo(golden("cost-gemm.json"));
  }

  @Test
  void cost_layersAsCsv_isTheGoldenFileUnderAnyLocale() throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      Outcome outcome =
          run("cost", "--layers", "784-20-10", "--scheme", "one-hot", "--format", "csv");
      assertThat(outcome.out()).isEqualTo(golden("cost-layers.csv"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void cost_layersAsTable_fitsEightyColumns() throws IOException {
    Outcome outcome = run("cost", "--layers", "784-20-10");
    assertThat(outcome.out()).isEqualTo(golden("cost-layers.txt"));
    assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cost --gemm 5,7                         | --gemm 5,7: expected M,N,K, as in 64,20,784",
        "cost --gemm 0,7,1                       | each must be at least 1",
        "cost --gemm 5,7,1 --array 4y4           | expected rows x columns, as in 16x16",
        "cost --gemm 5,7,1 --dataflow rs         | no such dataflow; expected os, ws or is",
        "cost --gemm 5,7,1 --accelerator edge    | there is no 'edge'",
        "cost --gemm 5,7,1 --energy horowitz-45n | did you mean 'horowitz-45nm'?",
        "cost --gemm 5,7,1 --set vectorLane=2    | did you mean 'vectorLanes'?",
        "cost --layers 784-20-10 --scheme onehot | did you mean 'one-hot'?",
        "cost --layers 784                       | expected widths joined by hyphens",
        "cost --layers 7-2 --batch 0             | expected at least 1",
        "resources --array 8                     | expected rows x columns, as in 16x16",
        "resources --bits 19                     | expected 1 to 18, one DSP block",
        "resources --dataflow rs                 | expected os, ws or is",
        "compare mnist-2                         | did you mean 'mnist-20",
        "compare --set protocol.epoch=5          | did you mean 'epochs'?",
        "compare --set data.path=nowhere         | nowhere: found no such folder",
      })
  void anyCommand_invalidValue_exitsWithThreeAndSaysWhatIsExpected(String line, String message) {
    Outcome outcome = run(line.strip().split(" +", -1));
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("backflow: ").contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cost                            | --gemm=M,N,K | --layers=WIDTHS",
        "cost --gemm 1,2,3 --layers 1-2  | mutually exclusive",
        "cost --gemm 1,2,3 --batch 2     | --batch goes with --layers, not with --gemm",
        "cost --gemm 1,2,3 --frmat json  | Unknown option",
        "cmpare                          | Did you mean: backflow compare",
      })
  void anyCommand_wrongUsage_exitsWithTwoAndSaysWhatIsExpected(String line, String message) {
    Outcome outcome = run(line.strip().split(" +", -1));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(message);
  }

  @Test
  void compare_tinyImages_printsTheTableAndWritesTheReport() throws IOException {
    Outcome outcome = run(compare());
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("Test accuracy, fixed", "in energy, aladdin-45nm");
    assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(outcome.err()).startsWith("report: ");
    try (Stream<Path> files = Files.list(folder.resolve("report"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "results.json",
              "schemes.csv",
              "tests.csv",
              "epochs.csv",
              "operations.csv",
              "traffic.csv",
              "index.html");
    }
    JsonNode results = new ObjectMapper().readTree(folder.resolve("report/results.json").toFile());
    assertThat(results.get("schemaVersion").asInt()).isEqualTo(1);
    assertThat(results.get("experiment").asText()).isEqualTo("mnist-20");
    assertThat(results.get("configurationHash").asText()).matches("[0-9a-f]{64}");
    JsonNode oneHot = results.get("schemes").get(2);
    assertThat(oneHot.get("scheme").asText()).isEqualTo("one-hot");
    assertThat(oneHot.get("fixedTestAccuracy").get("runs")).hasSize(2);
    assertThat(oneHot.get("floatTestAccuracy").get("standardDeviation").isNumber()).isTrue();
    assertThat(oneHot.get("feedback").get("macs").asInt()).isZero();
    assertThat(oneHot.get("feedback").get("words").asInt()).isEqualTo(8);
    assertThat(oneHot.get("step").get("macs").asInt()).isEqualTo(2 * (37 * 8 + 9 * 4));
  }

  @Test
  void compare_twice_writesTheSameBytes() throws IOException {
    run(compare("--set", "threads=1"));
    byte[] first = Files.readAllBytes(folder.resolve("report/results.json"));
    run(compare("--set", "threads=3"));
    assertThat(Files.readAllBytes(folder.resolve("report/results.json"))).isEqualTo(first);
  }

  @Test
  void compare_oneRunInFloat_leavesOutWhatWasNotTrained() throws IOException {
    Outcome outcome =
        run(compare("--set", "runs=1", "--set", "numerics=float", "--format", "json"));
    JsonNode scheme = new ObjectMapper().readTree(outcome.out()).get("schemes").get(0);
    assertThat(scheme.has("fixedTestAccuracy")).isFalse();
    assertThat(scheme.get("floatTestAccuracy").has("standardDeviation")).isFalse();
  }

  @Test
  void compare_reportThatCannotBeWritten_isRefusedBeforeTraining() throws IOException {
    Path file = Files.createFile(folder.resolve("report"));
    Outcome outcome = run(compare());
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).contains(file + " cannot be written");
  }

  @Test
  void resources_sixteenBySixteen_hasADspPerElementAndStatesItsError() throws IOException {
    Outcome outcome = run("resources", "--array", "16x16", "--format", "json");
    JsonNode tree = new ObjectMapper().readTree(outcome.out());
    assertThat(tree.get("estimate").get("dsps").asInt()).isEqualTo(256);
    assertThat(tree.get("largestLutErrorPercent").asDouble()).isPositive();
    assertThat(tree.get("feedbackColumns")).hasSize(10);
    assertThat(run("resources").out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void everyCommand_help_hasAnExampleAndFitsEightyColumns() {
    for (String command : List.of("compare", "cost", "resources")) {
      Outcome outcome = run(command, "--help");
      assertThat(outcome.code()).isZero();
      assertThat(outcome.out()).contains("Example:");
      assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 80);
    }
  }

  private static String golden(String name) throws IOException {
    return Files.readString(Path.of("src/test/resources/org/backflow/cli").resolve(name));
  }
}
