package org.backflow.experiment.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.backflow.configuration.kind.JsonSchema;
import org.backflow.files.CsvColumn;
import org.backflow.report.SchemaText;
import org.backflow.sweep.SweepCodec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The schemas that are committed say of keys what their codecs do. With {@code
 * -Dbackflow.schemas=write} they are written.
 */
final class CodecSchemasTest {
  private static final boolean WRITES = "write".equals(System.getProperty("backflow.schemas"));

  private static Map<String, Map<String, Object>> schemas() {
    Map<String, Map<String, Object>> schemas = new LinkedHashMap<>();
    schemas.put(
        "experiments/experiment",
        JsonSchema.document(
            "Backflow experiment",
            "What `backflow compare` trains and costs. Named accelerators and energy tables are"
                + " files of data/accelerators and data/energy; a map of the same keys may be"
                + " written in place.",
            JsonSchema.extensible(
                ExperimentFile.EXTENDS,
                "Name or path of a file, which this one is laid over: maps are joined key by key,"
                    + " all else is replaced.",
                ExperimentCodec.written(new Home(Path.of("")), "experiment").schemaOfMap())));
    schemas.put(
        "accelerators/accelerator",
        JsonSchema.document(
            "Backflow accelerator",
            "What a step is priced on.",
            AcceleratorCodec.WRITTEN.schemaOfMap()));
    schemas.put(
        "energy/energy",
        JsonSchema.document(
            "Backflow energy table",
            "Energy per event in picojoules: a number, points by size, or a polynomial with"
                + " coefficients of ascending degree.",
            EnergyTableCodec.OWN.schemaOfMap()));
    schemas.put(
        "memories/memory",
        JsonSchema.document(
            "Backflow off-chip memory",
            "What is published of a memory.",
            MemoryFile.MEMORY.schemaOfMap()));
    schemas.put(
        "sweeps/sweep",
        JsonSchema.document(
            "Backflow sweep",
            "What `backflow sweep` evaluates: an experiment and the space of its changes.",
            SweepCodec.keys(new Home(Path.of(""))).schemaOfMap()));
    schemas.put(
        "devices/devices", CsvColumn.schema("FPGA devices: a line per device", DeviceFile.COLUMNS));
    schemas.put(
        "resources/synthesis",
        CsvColumn.schema(
            "What synthesis came to: a line per module and parameters", SynthesisFile.COLUMNS));
    return schemas;
  }

  private static Stream<String> names() {
    return schemas().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void schema_asCommitted_isThatOfTheCodec(String name) throws IOException {
    Path file = Path.of("data", name + ".schema.json");
    String text = SchemaText.of(new ObjectMapper().valueToTree(schemas().get(name)));
    if (WRITES) {
      Files.writeString(file, text);
    }
    assertThat(file).hasContent(text);
  }
}
