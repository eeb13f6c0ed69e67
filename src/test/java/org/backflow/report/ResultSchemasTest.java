package org.backflow.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.backflow.accelerator.EnergyTable;
import org.backflow.cli.Outcome;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.Hardware;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.TinyImages;
import org.backflow.experiment.file.EnergyTableFile;
import org.backflow.experiment.file.ExperimentFile;
import org.backflow.experiment.file.Home;
import org.backflow.report.result.Provenance;
import org.backflow.report.result.ResultsFile;
import org.backflow.report.result.ResultsJson;
import org.backflow.report.table.RunsTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schemas of data/schemas and the code that writes the files know the same keys. */
public final class ResultSchemasTest {

  private static final Path SCHEMAS = Path.of("data/schemas");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Home HOME = new Home(Path.of(""));

  @TempDir private Path folder;

  private static String run(String... arguments) {
    Outcome outcome = Outcome.of(arguments);
    assertThat(outcome.code()).as(outcome.err()).isBetween(0, 1);
    return outcome.out();
  }

  public static void assertSchemaFits(String name, List<String> documents) throws IOException {
    Path file = SCHEMAS.resolve(name + ".schema.json");
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(SchemaLocation.of(file.toAbsolutePath().toUri().toString()));
    SchemaCoverage coverage = new SchemaCoverage(file);
    for (String document : documents) {
      JsonNode tree = JSON.readTree(document);
      assertThat(schema.validate(tree)).as(name).isEmpty();
      coverage.add(tree);
    }
    assertThat(coverage.written()).as("keys that %s describes", name).isNotEmpty();
    assertThat(coverage.described().keySet())
        .as(name)
        .containsExactlyInAnyOrderElementsOf(coverage.written());
    assertThat(coverage.described())
        .allSatisfy(
            (key, description) -> {
              assertThat(description.path("description").asText()).as(key).isNotBlank();
              if (description.path("type").toString().matches(".*\"(integer|number)\".*")) {
                assertThat(description.path("unit").asText()).as("unit of " + key).isNotBlank();
              }
            });
  }

  /** Every key that is ever written is in one of these. */
  static List<ComparisonResult> comparisons() {
    ComparisonResult plain =
        SyntheticResults.of(
            "runs=3",
            "protocol.epochs=2",
            "accelerator=edge-16x16-dram",
            "accelerator.dram={preset: HBM2}",
            "accelerator.zeroGating=true",
            "accelerator.sram.ports={activation: {wordBits: 64}, weight: {wordBits: 64}, feedback:"
                + " {wordBits: 64}, accumulator: {wordBits: 64}}",
            "accelerator.transposedAccess=copy",
            "accelerator.feedbackStorage=dram",
            "energyTables.0.gatedMultiply={picojoules: [0, 0.1, 0.2], source: a}",
            "schemes=[backprop, sparse-3, direct-one-hot, sign]");
    List<SchemeResult> gated = new ArrayList<>();
    for (SchemeResult scheme : plain.schemes()) {
      gated.add(
          new SchemeResult(
              scheme.plan(),
              scheme.trainedFloat(),
              scheme.trainedFixed(),
              scheme.cost().gated(Map.of("forward.1", 0.25))));
    }
    Experiment seed =
        ExperimentFile.load(
            Path.of("data/experiments/seed-20-random.yaml"), "runs=3", "numerics=float");
    return List.of(
        SyntheticResults.of(
            "layers=784-12-12-10",
            "runs=1",
            "data.firstLabel=1",
            "data.name=digits",
            "title=Another title",
            "energyTables.0.add={8: 0.1, 32: 0.4}",
            "energyTables.0.sram={8 KiB: 1, 64 KiB: 3}",
            "accelerator.sram.weightKibibytes=2048"),
        new ComparisonResult(plain.experiment(), gated),
        SyntheticResults.of(
            seed,
            List.of(
                List.of(0.9, 0.92, 0.91),
                List.of(0.93, 0.92, 0.95),
                List.of(0.91, 0.93, 0.92),
                List.of(0.92, 0.9, 0.95))),
        SyntheticResults.of(
            withTables(
                plain.experiment(),
                EnergyTableFile.load(
                    HOME, "src/test/resources/org/backflow/experiment/accelergy.yaml")),
            Collections.nCopies(4, List.of(0.9, 0.92, 0.91))));
  }

  private static Experiment withTables(Experiment experiment, EnergyTable table) {
    return new Experiment(
        experiment.presentation(),
        experiment.model(),
        experiment.schemes(),
        experiment.training(),
        new Hardware(
            experiment.hardware().arithmetic(),
            experiment.hardware().accelerator(),
            List.of(table)));
  }

  @Test
  void results_andTheirSchema_haveTheSameKeys() throws IOException {
    Provenance provenance = new Provenance("2", Optional.of("1"), "./backflow compare");
    assertSchemaFits(
        "results",
        comparisons().stream()
            .map(result -> ResultsJson.of(result, SyntheticResults.stepErrors(result), provenance))
            .toList());
  }

  @Test
  void referenceResults_areValid() throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                SchemaLocation.of(
                    SCHEMAS.resolve("results.schema.json").toAbsolutePath().toUri().toString()));
    for (String name : List.of("seed-20-random", "seed-20-one-hot")) {
      Path file = Path.of("reports/reference", name, ResultsFile.NAME);
      assertThat(schema.validate(JSON.readTree(file.toFile()))).as(name).isEmpty();
    }
  }

  @Test
  void costs_andTheirSchemas_haveTheSameKeys() throws IOException {
    assertSchemaFits(
        "cost",
        List.of(
            run("cost", "--gemm", "64,20,784", "--format", "json"),
            run("cost", "--gemm", "64,20,784", "--accelerator", "tpu-v1", "--format", "json"),
            run("cost", "--layers", "36-8-4", "--scheme", "all", "--format", "json"),
            run(
                "cost",
                "--layers",
                "784-20-10",
                "--accelerator",
                "edge-16x16-dram",
                "--set",
                "accelerator.zeroGating=true",
                "--format",
                "json"),
            run(
                "cost",
                "--layers",
                "20-20-10",
                "--accelerator",
                "edge-16x16-dram",
                "--format",
                "json")));
    assertSchemaFits(
        "topology",
        List.of(
            run("cost", "--topology", "alexnet", "--format", "json"),
            run("cost", "--topology", "alexnet", "--accelerator", "tpu-v1", "--format", "json"),
            run(
                "cost",
                "--topology",
                "alexnet",
                "--train",
                "--accelerator",
                "edge-16x16-dram",
                "--set",
                "accelerator.zeroGating=true",
                "--format",
                "json")));
  }

  @Test
  void audit_andItsSchema_haveTheSameKeys() throws IOException {
    assertSchemaFits(
        "audit",
        List.of(
            run("audit", "--scheme", "one-hot", "--format", "json"),
            run("audit", "--scheme", "sparse-3", "--format", "json")));
  }

  @Test
  void resources_andTheirSchema_haveTheSameKeys() throws IOException {
    assertSchemaFits("resources", List.of(run("resources", "--format", "json")));
  }

  @Test
  void verification_andItsSchema_haveTheSameKeys() throws IOException {
    List<String> verify = new ArrayList<>(verify());
    verify.addAll(List.of("--update-baseline"));
    run(verify.toArray(String[]::new));
    assertSchemaFits(
        "verify",
        List.of(
            run(
                Stream.concat(
                        verify().stream(),
                        Stream.of("--set", "fixedPoint.rounding=TRN", "--format", "json"))
                    .toArray(String[]::new))));
  }

  private List<String> verify() throws IOException {
    return List.of(
        "verify",
        "--set",
        "data.path=" + TinyImages.write(folder),
        "--set",
        "layers=36-8-4",
        "--set",
        "protocol.epochs=1",
        "--set",
        "runs=1",
        "--steps",
        "20",
        "--baseline",
        folder.resolve("baseline.yaml").toString());
  }

  @Test
  void timeline_andItsSchema_haveTheSameKeys() throws IOException {
    Path trace = folder.resolve("timeline.json");
    run("cost", "--layers", "784-20-10", "--trace", trace.toString());
    assertSchemaFits("timeline", List.of(Files.readString(trace)));
  }

  @Test
  void comparisonsSideBySide_andTheirSchema_haveTheSameKeys() throws IOException {
    assertSchemaFits("comparison", List.of(sideBySide().json()));
    for (String file : List.of("results", "cost", "topology", "comparison")) {
      assertThat(SCHEMAS.resolve(file + ".schema.json")).exists();
    }
  }

  private RunsTable sideBySide() {
    List<RunsTable.Run> runs = new ArrayList<>();
    for (ComparisonResult result : comparisons().subList(0, 3)) {
      Provenance provenance = new Provenance("1", "./backflow compare");
      runs.add(
          new RunsTable.Run(
              "run-" + runs.size(),
              new ResultsFile(
                  Path.of("results.json"),
                  result,
                  Optional.empty(),
                  provenance,
                  List.of(),
                  List.of()),
              provenance));
    }
    return new RunsTable(runs);
  }

  @Test
  void tablesOfAReport_andTheirSchemas_haveTheSameColumns() throws IOException {
    List<ComparisonResult> results = comparisons();
    for (int i = 0; i < results.size(); i++) {
      Path report = folder.resolve("report-" + i);
      ComparisonResult result = results.get(i);
      new ReportFolder(report)
          .write(
              result,
              SyntheticResults.stepErrors(result),
              new Provenance("1", "./backflow compare"));
      for (String name : List.of("schemes", "epochs", "tests", "operations", "traffic")) {
        TableSchema.of(name).assertFits(Files.readString(report.resolve(name + ".csv")));
      }
    }
    TableSchema.of("errors").assertFits(Files.readString(folder.resolve("report-0/errors.csv")));
    TableSchema.of("published")
        .assertFits(Files.readString(folder.resolve("report-2/published.csv")));
    TableSchema.of("comparison").assertFits(sideBySide().csv());
  }

  @Test
  void tablesOfCommands_andTheirSchemas_haveTheSameColumns() throws IOException {
    TableSchema.of("operations")
        .assertFits(run("cost", "--gemm", "64,20,784", "--format", "csv"))
        .assertFits(run("cost", "--layers", "784-20-10", "--format", "csv"))
        .assertFits(run("cost", "--topology", "alexnet", "--format", "csv"))
        .assertFits(run("cost", "--topology", "alexnet", "--scheme", "all", "--format", "csv"));
    TableSchema.of("audit")
        .assertFits(run("audit", "--format", "csv"))
        .assertFits(run("audit", "--scheme", "sparse-3", "--format", "csv"));
    TableSchema.of("resources").assertFits(run("resources", "--format", "csv"));
    List<String> verify = new ArrayList<>(verify());
    verify.addAll(List.of("--update-baseline", "--format", "csv"));
    TableSchema.of("verify").assertFits(run(verify.toArray(String[]::new)));
  }

  @Test
  void schemas_allHaveATest() throws IOException {
    try (Stream<Path> files = Files.list(SCHEMAS)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "README.md",
              "tables",
              "audit.schema.json",
              "comparison.schema.json",
              "cosim.schema.json",
              "cost.schema.json",
              "export.schema.json",
              "resources.schema.json",
              "results.schema.json",
              "sweep-analysis.schema.json",
              "sweep.schema.json",
              "timeline.schema.json",
              "topology.schema.json",
              "verify.schema.json");
    }
    try (Stream<Path> files = Files.list(SCHEMAS.resolve("tables"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "audit.json",
              "comparison.json",
              "cosim-self-test.json",
              "cosim.json",
              "cost-schemes.json",
              "epochs.json",
              "errors.json",
              "operations.json",
              "published.json",
              "resources.json",
              "results.json",
              "schemes.json",
              "tests.json",
              "traffic.json",
              "verify.json");
    }
  }
}
