package org.backflow.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.backflow.cli.Outcome;
import org.backflow.experiment.TinyImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sweep writes and prints is what data/schemas says, column by column. */
final class SweepSchemasTest {

  private static final Path SCHEMAS = Path.of("data/schemas");
  private static final Path REFERENCE = Path.of("reports/reference");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of its points, one is dropped and one fails: an accumulator of 24 bits is too narrow. */
  private static final String SWEEP =
      """
      description: Every column
      experiment: mnist-20
      train: true
      space:
        fixedPoint.accumulatorBits: [24, 48]
        accelerator.array: [4x4, 64x64]
        scheme: [backprop, one-hot]
      constraints: [array.rows < 64]
      pareto: [accuracy, cycles]
      """;

  @TempDir private Path folder;

  private String sweep(String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("small.yaml"), SWEEP);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "sweep",
                file.toString(),
                "--output",
                folder.resolve("out").toString(),
                "--set",
                "data.path=" + TinyImages.write(folder),
                "--set",
                "layers=36-8-4",
                "--set",
                "accelerator.sram.weightKibibytes=2048",
                "--set",
                "protocol.epochs=1",
                "--set",
                "runs=2"));
    arguments.addAll(List.of(more));
    Outcome outcome = Outcome.of(arguments.toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return outcome.out();
  }

  @Test
  void sweep_andItsSchemas_haveTheSameKeysAndColumns() throws IOException {
    ResultSchemasTest.assertSchemaFits(
        "sweep-analysis",
        List.of(
            sweep("--format", "json"),
            sweep("--best", "energy", "--where", "cycles > 0", "--format", "json")));
    ResultSchemasTest.assertSchemaFits(
        "sweep", List.of(Files.readString(folder.resolve("out/sweep.json"))));
    String lines = Files.readString(folder.resolve("out/results.csv"));
    assertThat(lines).contains(",failed,", ",done,");
    TableSchema.of("results").assertFits(lines).assertFits(sweep("--format", "csv"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"width-rounding", "scheme-depth-width"})
  void referenceSweeps_areValid(String name) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                SchemaLocation.of(
                    SCHEMAS.resolve("sweep.schema.json").toAbsolutePath().toUri().toString()));
    Path report = REFERENCE.resolve(name);
    assertThat(schema.validate(JSON.readTree(report.resolve("sweep.json").toFile()))).isEmpty();
    TableSchema.of("results").assertFits(Files.readString(report.resolve("results.csv")));
  }
}
