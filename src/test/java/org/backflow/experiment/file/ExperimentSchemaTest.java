package org.backflow.experiment.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.feedback.FeedbackSchemes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The published schemas and the code that reads the files know the same keys. */
final class ExperimentSchemaTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static Stream<Path> shippedFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : List.of("experiments", "accelerators", "energy", "memories")) {
      try (Stream<Path> found = Files.list(Path.of("data", folder))) {
        found.filter(file -> file.toString().endsWith(".yaml")).sorted().forEach(files::add);
      }
    }
    return files.stream();
  }

  @ParameterizedTest
  @MethodSource("shippedFiles")
  void shippedFile_againstItsSchema_isValid(Path file) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(SchemaLocation.of(schemaBeside(file).toUri().toString()));
    assertThat(schema.validate(yaml(file))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shippedFiles")
  void shippedExperiment_isRead(Path file) {
    if (file.getParent().endsWith("experiments")) {
      assertThat(ExperimentFile.load(file).presentation().name()).isNotEmpty();
    }
  }

  /** Asking for a key that no one could mean makes the reader list all it knows. */
  @ParameterizedTest
  @CsvSource({
    "'', experiments/experiment, properties",
    "data., experiments/experiment, properties/data/properties",
    "data.split., experiments/experiment, properties/data/properties/split/oneOf/1/properties",
    "protocol., experiments/experiment, properties/protocol/properties",
    "protocol.schedule., experiments/experiment,"
        + " properties/protocol/properties/schedule/properties",
    "fixedPoint., experiments/experiment, properties/fixedPoint/properties",
    "fixedPoint.formats., experiments/experiment,"
        + " properties/fixedPoint/properties/formats/properties",
    "fixedPoint.sigmoid., experiments/experiment,"
        + " properties/fixedPoint/properties/sigmoid/properties",
    "published.0., experiments/experiment, properties/published/items/properties",
    "accelerator., accelerators/accelerator, properties",
    "accelerator.sram., accelerators/accelerator, properties/sram/properties",
    "accelerator.sram.ports., accelerators/accelerator,"
        + " properties/sram/properties/ports/properties",
    "accelerator.sram.ports.weight., accelerators/accelerator,"
        + " properties/sram/properties/ports/properties/weight/properties",
    "accelerator.dram., accelerators/accelerator, properties/dram/oneOf/2/properties",
    "accelerator.dataflow., accelerators/accelerator, properties/dataflow/oneOf/1/properties",
    "energyTables.0., energy/energy, properties",
    "energyTables.0.sram., energy/energy, properties/sram/oneOf/3/properties",
    "energyTables.0.add., energy/energy, properties/add/oneOf/2/properties",
    "energyTables.0.dram., energy/energy, properties/dram/oneOf/1/properties",
  })
  void keysOfTheSchema_atEveryLevel_areThoseTheReaderKnows(
      String prefix, String schema, String pointer) throws IOException {
    JsonNode properties =
        JSON.readTree(Path.of("data", schema + ".schema.json").toFile()).at("/" + pointer);
    List<String> expected = new ArrayList<>();
    properties.fieldNames().forEachRemaining(expected::add);
    assertThat(expected).isNotEmpty();
    String key = prefix + "qqqqqqqqqqqqqqqqqqqq";
    assertThatThrownBy(
            () ->
                ExperimentFile.load(
                    Path.of("data/experiments/seed-20-random.yaml"),
                    "accelerator.dataflow={forward: os, feedback: os, update: os}",
                    "accelerator.dram={bytesPerCycle: 1, latencyCycles: 1}",
                    "accelerator.sram.ports={weight: {wordBits: 64}}",
                    "protocol.schedule={kind: cosine}",
                    key + "=1"))
        .isInstanceOf(ConfigurationException.class)
        .satisfies(
            e ->
                assertThat(new TreeSet<>(keysListed(String.valueOf(e.getMessage()))))
                    .isEqualTo(new TreeSet<>(expected)));
  }

  /** The names of schemes are those that the schema lists, and sparse-K. */
  @Test
  void schemesOfTheSchema_areThoseTheReaderKnows() throws IOException {
    JsonNode items =
        JSON.readTree(Path.of("data/experiments/experiment.schema.json").toFile())
            .at("/properties/published/items/properties/scheme/oneOf");
    List<String> names = new ArrayList<>();
    items.get(0).get("enum").forEach(name -> names.add(name.asText()));
    assertThat(names).isEqualTo(FeedbackSchemes.names());
    Pattern others = Pattern.compile(items.get(1).get("pattern").asText());
    for (String name : List.of("sparse-1", "sparse-4", "sparse-0", "sparse-", "sparse", "sign")) {
      assertThat(others.matcher(name).matches())
          .as(name)
          .isEqualTo(FeedbackSchemes.named(name).isPresent() && !names.contains(name));
    }
  }

  private static List<String> keysListed(String message) {
    String list = message.substring(message.indexOf("expected") + "expected".length());
    List<String> keys = new ArrayList<>();
    for (String word : list.split("[^A-Za-z]+", -1)) {
      if (!List.of("", "one", "of", "or", "any").contains(word)) {
        keys.add(word);
      }
    }
    return keys;
  }

  private static Path schemaBeside(Path file) {
    return switch (file.getParent().getFileName().toString()) {
      case "experiments" -> file.resolveSibling("experiment.schema.json");
      case "accelerators" -> file.resolveSibling("accelerator.schema.json");
      case "memories" -> file.resolveSibling("memory.schema.json");
      default -> file.resolveSibling("energy.schema.json");
    };
  }

  private static JsonNode yaml(Path file) throws IOException {
    return JSON.valueToTree(
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
  }
}
