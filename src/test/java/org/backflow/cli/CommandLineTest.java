package org.backflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.backflow.cosim.HdlSimulator;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.TinyImages;
import org.backflow.experiment.file.ExperimentFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineTest {

  @TempDir private Path folder;

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
    assertThat(Outcome.of(verify()).code()).as("no baseline yet").isEqualTo(3);
    assertThat(Outcome.of(verify("--update-baseline")).code()).isZero();
    Outcome same = Outcome.of(verify("--format", "json"));
    assertThat(same.code()).isZero();
    assertThat(same.out()).contains("\"comparedWithBaseline\" : true");
    Path xml = folder.resolve("verify.xml");
    Outcome worse =
        Outcome.of(verify("--set", "fixedPoint.rounding=TRN", "--junit", xml.toString()));
    assertThat(worse.code()).isEqualTo(1);
    assertThat(worse.out()).contains("FAIL  backprop update.1: ").contains("mean error");
    assertThat(worse.err()).doesNotContain("note:");
    assertThat(xml).content().contains("<testcase").contains("<failure");
    assertThat(Outcome.of(verify("--only", "steps", "--format", "csv")).out().lines()).hasSize(34);
  }

  @Test
  void verify_baselineOfHalfAMeasurement_isRefused() throws IOException {
    Outcome outcome = Outcome.of(verify("--update-baseline", "--only", "steps"));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("leave out --only");
    assertThat(folder.resolve("baseline.yaml")).doesNotExist();
  }

  @Test
  void explain_aColumnOrAName_tellsUnitAndFormula() {
    Outcome byColumn = Outcome.of("explain", "step_cycles");
    assertThat(byColumn.code()).isZero();
    assertThat(byColumn.out()).contains("unit      clock cycles");
    assertThat(Outcome.of("explain", "mapping", "efficiency").out())
        .contains("formula   os 100 M N");
    assertThat(Outcome.of("explain").out()).contains("utilization  ");
    Outcome none = Outcome.of("explain", "utilisation");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("did you mean 'utilization'?");
  }

  @Test
  void audit_inEveryFormat_holdsTheConventions() {
    Outcome table = Outcome.of("audit");
    assertThat(table.code()).isZero();
    assertThat(table.out()).contains("A factor of 20 holds for the feedback product alone");
    assertThat(table.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(Outcome.of("audit", "--format", "json").out())
        .contains("\"convention\" : \"operations\"", "\"denseOverOneHot\" : 20.0")
        .contains("\"denseOverOneHot\" : null");
    assertThat(Outcome.of("audit", "--format", "csv").out())
        .startsWith("convention,scope,unit,backprop,random,one-hot,");
  }

  @Test
  void audit_ofASparseScheme_leavesOutNetworksThatAreTooNarrow() {
    Outcome outcome = Outcome.of("audit", "--scheme", "sparse-3");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).containsPattern("\noutputs +10 +50").contains("Where sparse-3 pays");
  }

  @ParameterizedTest
  @CsvSource({
    "audit --scheme one-hit, --scheme one-hit: no such scheme; did you mean 'one-hot'?",
    "audit --scheme sparse-11, at most sparse-10 fits 784-20-10",
    "audit --threshold 1, --threshold 1.0: expected more than 1"
  })
  void audit_invalidOptions_areExplained(String line, String message) {
    Outcome outcome = Outcome.of(line.split(" ", -1));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(message);
  }

  @ParameterizedTest
  @CsvSource({"784-20-1, direct", "1-1-1, one-hot", "784-1, one-hot"})
  void audit_ofOneOutput_leavesOutTheSparseScheme(String layers, String scheme) {
    Outcome outcome = Outcome.of("audit", "--set", "layers=" + layers, "--scheme", scheme);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("Where " + scheme + " pays");
  }

  @ParameterizedTest
  @CsvSource({
    "accelerator=edge-16x16-dram, accelerator.dram is there: the training core has no DRAM",
    "accelerator=gupta-2015, the training core",
    "accelerator.transposedAccess=buffer, accelerator.transposedAccess is buffer",
    "accelerator.sram.ports.weight.wordBits=16, accelerator.sram.ports is there",
  })
  void cosim_onMemoriesThatTheCoreHasNot_isRefused(String setting, String message) {
    Outcome outcome =
        Outcome.of(
            ("cosim training --samples 4 --array 2x2 --set layers=784-3-10"
                    + " --set schemes=[backprop,one-hot] --set ")
                .concat(setting.replace(" ", ""))
                .split(" "));
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(3);
    assertThat(outcome.err()).contains(message);
  }

  @Test
  void cosim_ofWhatTheCoreCannotDo_isInvalidInputAndSaysWhatToSet() {
    Outcome outcome = Outcome.of("cosim", "training", "--set", "layers=784-20-20-10");
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err())
        .contains("layers is 784-20-20-10: the training core has one hidden layer");
    assertThat(Outcome.of("cosim", "training", "--set", "accelerator.vectorLanes=3").err())
        .contains("set accelerator.vectorLanes=16");
  }

  /** Each layer has 2^30 x 1000 x 1000 products, which is within bounds; their bits are not. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void cost_ofATopologyTooLargeForOneSample_laysItAtTheFile(String batch) throws IOException {
    Path file = folder.resolve("wide.csv");
    Files.writeString(
        file,
        "Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter,"
            + " Strides,\n"
            + "L, 32768, 32768, 1, 1, 1000, 1000, 1,\n".repeat(2_000));
    Outcome outcome =
        Outcome.of("cost", "--topology", file.toString(), "--array", "1x1", "--batch", batch);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(3);
    assertThat(outcome.err()).startsWith("backflow: " + file + ": ");
  }

  @Test
  void cosim_ofLabelsBeyondTheOutputs_namesFileAndKey() throws IOException {
    Path images = TinyImages.write(Files.createDirectory(folder.resolve("images")));
    Outcome outcome =
        Outcome.of(
            "cosim",
            "training",
            "--simulator=icarus",
            "--array=2x2",
            "--set=data.path=" + images,
            "--set=layers=36-8-3");
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(3);
    assertThat(outcome.err()).contains("labels-idx1-ubyte", "found label 3", "(key 'layers')");
  }

  @Test
  void cosim_withIcarus_hasASmallerDefaultOfSamples() {
    Experiment experiment =
        ExperimentFile.load(Path.of("data/experiments/mnist-20.yaml"), "protocol.minibatch=8");
    assertThat(CosimCommand.defaultSamples(HdlSimulator.VERILATOR, false, experiment))
        .isEqualTo(2000);
    assertThat(CosimCommand.defaultSamples(HdlSimulator.ICARUS, false, experiment)).isEqualTo(16);
    assertThat(CosimCommand.defaultSamples(HdlSimulator.ICARUS, true, experiment)).isEqualTo(8);
    assertThat(Outcome.of("cosim", "--help").out().replaceAll("\\s+", " "))
        .contains("when left out 2000, two minibatches with icarus");
  }

  @ParameterizedTest
  @ValueSource(strings = {"arrays", "training"})
  void cosim_withAWaveformInNoFolder_isRefusedBeforeAnythingRuns(String part) {
    Outcome outcome = Outcome.of("cosim", part, "--vcd", "no-such-folder/core.vcd");
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(3);
    assertThat(outcome.err()).contains("core.vcd cannot be written: there is no ");
  }

  @ParameterizedTest
  @CsvSource({
    "cosim nothing, there is no part nothing",
    "cosim --format html, expected one of",
    "cosim training --vcd a.vcd --self-test, --vcd goes with one PART",
    "cosim --samples 0, expected at least 1",
    "cosim --simulator modelsim, expected one of"
  })
  void cosim_wrongUsage_isExplained(String line, String message) {
    Outcome outcome = Outcome.of(line.split(" ", -1));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(message);
  }

  @Test
  void cost_gemmAsJson_isTheGoldenDocument() throws IOException {
    Outcome outcome =
        Outcome.of(
            "cost", "--gemm", "5,7,9", "--array", "4x4", "--dataflow", "ws", "--format", "json");
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
          Outcome.of("cost", "--layers", "784-20-10", "--scheme", "one-hot", "--format", "csv");
      assertThat(outcome.out()).isEqualTo(golden("cost-layers.csv"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void cost_layersAsTable_fitsEightyColumns() throws IOException {
    Outcome outcome = Outcome.of("cost", "--layers", "784-20-10");
    assertThat(outcome.out()).isEqualTo(golden("cost-layers.txt"));
    assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void cost_layersUnderEveryScheme_areBesideEachOtherWithWhatFeedbackIsOfTheStep()
      throws IOException {
    Outcome outcome = Outcome.of("cost", "--layers", "784-20-10", "--scheme", "all");
    assertThat(outcome.out()).isEqualTo(golden("cost-schemes.txt"));
    assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 80);
    // 115 of 6,650 cycles; 6,650 / 6,541 = 1.0167, as README.md has it.
    assertThat(outcome.out())
        .contains("feedback is 1.73 % of the cycles", "gains 1.0167x in cycles")
        .contains("one-hot                6  6,541  0.09 %  1.0167x");
  }

  @Test
  void cost_ofOneSchemeAndOfSeveral_saysTheSameOfEach() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    String[] line = {"cost", "--layers", "36-8-4", "--format", "json", "--scheme"};
    JsonNode several = mapper.readTree(Outcome.of(and(line, "backprop,one-hot")).out());
    for (JsonNode scheme : several.get("schemes")) {
      JsonNode alone = mapper.readTree(Outcome.of(and(line, scheme.get("scheme").asText())).out());
      assertThat(scheme.properties())
          .allSatisfy(field -> assertThat(alone.get(field.getKey())).isEqualTo(field.getValue()));
    }
  }

  private static String[] and(String[] line, String word) {
    String[] longer = Arrays.copyOf(line, line.length + 1);
    longer[line.length] = word;
    return longer;
  }

  @Test
  void cost_topologyUnderEveryScheme_isTheGoldenTable() throws IOException {
    Outcome outcome =
        Outcome.of(
            "cost", "--topology", "alexnet", "--scheme", "all", "--accelerator", "gupta-2015");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).isEqualTo(golden("cost-topology.txt"));
    assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void cost_topologyForward_isTheGoldenTable() throws IOException {
    Outcome outcome =
        Outcome.of("cost", "--topology", "alexnet", "--dataflow", "ws", "--array", "32x32");
    assertThat(outcome.out()).isEqualTo(golden("cost-topology-forward.txt"));
    assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void cost_topologyInEveryFormat_statesTheSameStep() throws IOException {
    JsonNode tree =
        new ObjectMapper()
            .readTree(
                Outcome.of("cost", "--topology", "alexnet", "--train", "--format", "json").out());
    JsonNode pass = tree.get("passes").get(0);
    assertThat(pass.get("scheme").asText()).isEqualTo("backprop");
    long cycles = 0;
    for (JsonNode layer : pass.get("layers")) {
      cycles += layer.get("totals").get("totalCycles").asLong();
    }
    assertThat(pass.get("totals").get("totalCycles").asLong()).isEqualTo(cycles);
    long phases = 0;
    for (JsonNode phase : pass.get("phases")) {
      phases += phase.get("totalCycles").asLong();
    }
    assertThat(phases).isEqualTo(cycles);
    assertThat(tree.get("notPriced").get(0).asText()).contains("pooling");
    List<String> lines =
        Outcome.of("cost", "--topology", "alexnet", "--train", "--format", "csv")
            .out()
            .lines()
            .toList();
    assertThat(lines.get(1)).startsWith("backprop,Conv1.forward,forward,3025,96,363,");
    assertThat(lines).filteredOn(line -> line.contains(".fold,")).hasSize(7);
  }

  @Test
  void cost_configurationOfThePeer_isReadAndItsGapsAreSaid() throws IOException {
    Path file = folder.resolve("mine.cfg");
    Files.writeString(
        file,
        """
        [architecture_presets]
        ArrayHeight: 8
        ArrayWidth: 8
        IfmapSramSzkB: 1
        FilterSramSzkB: 1
        OfmapSramSzkB: 1
        Dataflow: is
        Bandwidth: 10
        """);
    Outcome outcome = Outcome.of("cost", "--gemm", "5,7,9", "--accelerator", file.toString());
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).startsWith("mine.cfg (8x8)");
    assertThat(outcome.err()).contains("without effect here: Bandwidth", "states no clock");
  }

  @Test
  void cost_sparsityInATopology_isNamedAsNotPriced() throws IOException {
    Path file = folder.resolve("sparse.csv");
    Files.writeString(file, "Layer,M,N,K,Sparsity,\nG,4,4,8,2:4,\n");
    assertThat(Outcome.of("cost", "--topology", file.toString()).out())
        .contains("not priced: sparsity 2:4 of G: priced as dense weights");
  }

  @Test
  void cost_layersWithDram_showsStallsTrafficAndTimeline() throws IOException {
    Path trace = folder.resolve("trace.json");
    Outcome outcome =
        Outcome.of(
            "cost",
            "--layers",
            "784-20-10",
            "--accelerator",
            "edge-16x16-dram",
            "--trace",
            trace.toString());
    assertThat(outcome.out()).isEqualTo(golden("cost-layers-dram.txt"));
    assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 80);
    JsonNode events = new ObjectMapper().readTree(trace.toFile()).get("traceEvents");
    assertThat(events.findValuesAsText("name"))
        .contains("forward array", "vector unit", "dram", "forward.1", "update.1");
    JsonNode forward =
        StreamSupport.stream(events.spliterator(), false)
            .filter(event -> event.get("name").asText().equals("forward.1"))
            .findFirst()
            .orElseThrow();
    // 2,212 cycles at 200 MHz.
    assertThat(forward.get("dur").asDouble()).isEqualTo(11.06);
    assertThat(forward.get("args").get("stallCycles").asInt()).isEqualTo(550);
    JsonNode json =
        new ObjectMapper()
            .readTree(
                Outcome.of(
                        "cost",
                        "--layers",
                        "784-20-10",
                        "--accelerator",
                        "edge-16x16-dram",
                        "--format",
                        "json")
                    .out());
    assertThat(json.get("timeline").get("latencyCycles").asInt()).isEqualTo(7501);
    assertThat(json.get("initialLoad").get("cycles").asInt()).isEqualTo(34);
    assertThat(json.get("operations").get(0).get("stalls").get("firstFillCycles").asInt())
        .isEqualTo(550);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cost --gemm 5,7,1 --set accelerator.transposedAccess=bufer           | did you mean"
            + " 'buffer'?",
        "cost --gemm 5,7,1 --set accelerator.dram={bytesPerCycle: 0.3}        | latencyCycles",
        "cost --gemm 5,7,1 --set accelerator.dram={bytesPerCycle: 0.3, latencyCycles: 1} | multiple"
            + " of 0.125",
        "cost --gemm 5,7,1 --set accelerator.feedbackStorage=dram             | expected a key dram"
            + " beside it",
        "cost --gemm 5,7,1 --set accelerator.feedbackStorage=array            | expected a"
            + " feedbackArray of its",
        "cost --gemm 5,7,1 --set accelerator.sram.ports={wieght: {wordBits: 4}} | did you mean"
            + " 'weight'?",
      })
  void cost_wrongMemory_exitsWithThreeAndSaysWhatIsExpected(String line, String message) {
    Outcome outcome = Outcome.of(line.strip().split(" +", 5));
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).startsWith("backflow: ").contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | cost --gemm 5,7                         | --gemm 5,7: expected M,N,K, as in 64,20,784",
        "2 | cost --gemm 0,7,1                       | M is 0; expected 1 to 999999999",
        "2 | cost --gemm 5,0,1                       | N is 0; expected 1 to 999999999",
        "2 | cost --gemm 2147483647,1,1              | M is 2147483647; expected 1 to 999999999",
        "2 | cost --gemm 1,1,99999999999999999999    | K is 99999999999999999999; expected 1 to 9",
        "3 | cost --gemm 9999999,9999999,9999999     | --gemm 9999999,9999999,9999999: a count of",
        "3 | cost --gemm 999999999,999999999,1       | 2^63 - 1 = 9223372036854775807",
        "3 | cost --gemm 1000000,1000000,1000000 --array 1x1 | is beyond the largest, 2^63 - 1",
        "2 | cost --layers 1000000-1000000 --batch 65537 | --batch 65537: 'protocol.minibatch' is",
        "2 | cost --topology alexnet --batch 65537   | expected a whole number from 1 to 65536",
        "2 | cost --gemm 5,7,1 --array 4y4           | expected rows x columns, as in 16x16",
        "2 | cost --gemm 5,7,1 --dataflow rs         | no such dataflow; expected os, ws or is",
        "3 | cost --gemm 5,7,1 --accelerator edge    | --accelerator edge: no file of data/acc",
        "3 | cost --gemm 5,7,1 --energy horowitz-45n | did you mean 'horowitz-45nm'?",
        "3 | cost --gemm 5,7,1 --set accelerator.vectorLane=2    | did you mean 'vectorLanes'?",
        "2 | cost --layers 784-20-10 --scheme onehot | did you mean 'one-hot'?",
        "2 | cost --layers 784                       | expected widths joined by hyphens",
        "2 | cost --layers 7-2 --batch 0             | expected a whole number from 1 to",
        "2 | resources --array 8                     | expected rows x columns, as in 16x16",
        "2 | resources --bits 19                     | expected 2 to 18, as synthesised",
        "2 | resources --folds overlaped             | did you mean 'overlapped'?",
        "3 | resources --accelerator edge-16         | did you mean 'edge-16x16'?",
        "2 | resources --dataflow rs                 | expected os, ws or is",
        "3 | sweep scheme-array-dataflow-width --array 8x8 | --array 8x8: the sweep sets"
            + " 'accelerator",
        "3 | sweep scheme-depth-width --set layers=9-2 | the sweep sets 'layers' in every point",
        "3 | compare mnist-2                         | did you mean 'mnist-20",
        "3 | cost --topology alexnt                  | did you mean 'alexnet'?",
        "2 | cost --topology alexnet --batch 0       | --batch 0: 'protocol.minibatch' is 0",
        "2 | cost --topology alexnet --scheme onehot | did you mean 'one-hot'?",
        "3 | cost --gemm 1,2,3 --accelerator no.cfg  | there is no file no.cfg",
        "3 | compare --set protocol.epoch=5          | did you mean 'epochs'?",
        "3 | compare --set data.path=nowhere         | nowhere: found no such folder",
        "3 | compare --set data.format=csv           | expected also train.csv or train.csv.gz",
        "3 | compare --set data.values.mean=[1,2]    | 1 channel, expected 2: data.values.mean has",
      })
  void anyCommand_invalidValue_saysWhatIsExpected_withTwoForOptionsAndThreeForFiles(
      int code, String line, String message) {
    Outcome outcome = Outcome.of(line.strip().split(" +", -1));
    assertThat(outcome.code()).isEqualTo(code);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("backflow: ").contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "cost                            | expected --gemm, --layers, --topology, or --experiment",
        "cost --gemm 1,2,3 --layers 1-2  | mutually exclusive",
        "cost --gemm 1,2,3 --batch 2     | protocol.minibatch is of a network; a product",
        "cost --gemm 1,2,3 --train       | --train goes with --topology",
        "cost --gemm 1,2,3 --frmat json  | unknown option '--frmat'; did you mean '--format'?",
        "cmpare                          | unknown command 'cmpare'; did you mean 'compare'?",
      })
  void anyCommand_wrongUsage_exitsWithTwoAndSaysWhatIsExpected(String line, String message) {
    Outcome outcome = Outcome.of(line.strip().split(" +", -1));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(message);
  }

  @Test
  void compare_tinyImages_printsTheTableAndWritesTheReport() throws IOException {
    Outcome outcome = Outcome.of(compare());
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
              "errors.csv",
              "timeline.json",
              "index.html");
    }
    JsonNode results = new ObjectMapper().readTree(folder.resolve("report/results.json").toFile());
    assertThat(results.get("schemaVersion").asInt()).isEqualTo(1);
    assertThat(results.get("experiment").asText()).startsWith("mnist-20-with-");
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
    Outcome.of(compare("--set", "threads=1"));
    byte[] first = Files.readAllBytes(folder.resolve("report/results.json"));
    Outcome.of(compare("--set", "threads=3"));
    assertThat(Files.readAllBytes(folder.resolve("report/results.json"))).isEqualTo(first);
  }

  @Test
  void compare_oneRunInFloat_leavesOutWhatWasNotTrained() throws IOException {
    Outcome outcome =
        Outcome.of(compare("--set", "runs=1", "--set", "numerics=float", "--format", "json"));
    JsonNode scheme = new ObjectMapper().readTree(outcome.out()).get("schemes").get(0);
    assertThat(scheme.has("fixedTestAccuracy")).isFalse();
    assertThat(scheme.get("floatTestAccuracy").has("standardDeviation")).isFalse();
  }

  @Test
  void compare_reportThatCannotBeWritten_isRefusedBeforeTraining() throws IOException {
    Path file = Files.createFile(folder.resolve("report"));
    Outcome outcome = Outcome.of(compare());
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).contains(file + " cannot be written");
  }

  @Test
  void everyCommand_help_hasAnExampleAndFitsEightyColumns() {
    for (String command : List.of("compare", "cost", "resources")) {
      Outcome outcome = Outcome.of(command, "--help");
      assertThat(outcome.code()).isZero();
      assertThat(outcome.out()).contains("Example:");
      assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 80);
    }
  }

  private static String golden(String name) throws IOException {
    return Files.readString(Path.of("src/test/resources/org/backflow/cli").resolve(name));
  }
}
