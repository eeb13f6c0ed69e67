package org.backflow.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.backflow.figure.AccuracyFigures;
import org.backflow.figure.Figure;
import org.backflow.figure.FigureTable;
import org.backflow.figure.Kind;
import org.backflow.figure.MemoryFigures;
import org.backflow.figure.OperationFigures;
import org.backflow.figure.ResourceFigures;
import org.backflow.figure.SchemeFigures;
import org.backflow.figure.Term;
import org.backflow.figure.TimelineFigures;
import org.backflow.figure.TotalFigures;
import org.backflow.figure.TrafficFigures;
import org.backflow.report.result.StepErrors;
import org.backflow.report.table.CosimFigures;
import org.backflow.report.table.FigureTables;
import org.backflow.sweep.Column;
import org.backflow.sweep.Columns;
import org.backflow.sweep.Outcomes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The schemas that are committed say of figures what their catalogues do. With {@code
 * -Dbackflow.schemas=write} they are written.
 */
final class FigureSchemasTest {

  private static final Path SCHEMAS = Path.of("data/schemas");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final boolean WRITES = "write".equals(System.getProperty("backflow.schemas"));

  private static final Figure<Object> SETTING =
      Figure.of(
              Kind.ANY,
              "SETTING",
              Term.of(
                  "setting",
                  "the setting of the point: after message, a column for each variable and key of the"
                      + " space, scheme among them"),
              row -> "")
          .like("^.+$")
          .optional();

  static List<FigureTable<?>> tables() {
    List<FigureTable<?>> tables = new ArrayList<>(FigureTables.all());
    List<Figure<Object>> columns = new ArrayList<>();
    Columns.leading().forEach(column -> columns.add(read(column)));
    Outcomes.all().forEach(column -> columns.add(patterned(optional(read(column)))));
    columns.sort(Comparator.comparing(column -> column.scope().pattern().isPresent()));
    columns.add(SETTING);
    tables.add(
        new FigureTable<>(
            "results",
            "results.csv of a sweep and sweep --format csv: a line per point",
            columns,
            List.of("point")));
    return tables;
  }

  /** Returns the figure of a column as one of whatever. */
  private static Figure<Object> read(Column column) {
    return column
        .figure()
        .of(
            row -> {
              throw new UnsupportedOperationException();
            });
  }

  /** A failed point has no outcomes, and files of before none of a later figure. */
  private static Figure<Object> optional(Figure<Object> figure) {
    boolean isLater =
        MemoryFigures.ALL.stream().anyMatch(each -> each.column().equals(figure.column()));
    return isLater ? figure.optional().perhaps() : figure.optional();
  }

  /** The name of an energy table is any. */
  private static Figure<Object> patterned(Figure<Object> figure) {
    return figure.column().contains(Outcomes.TABLE)
        ? figure.like("^" + figure.column().replace(Outcomes.TABLE, "[a-z0-9_]+") + "$")
        : figure;
  }

  @ParameterizedTest
  @MethodSource("tables")
  void table_asCommitted_isThatOfTheCatalogue(FigureTable<?> table) throws IOException {
    assertCommitted(
        SCHEMAS.resolve("tables").resolve(table.name() + ".json"),
        SchemaText.of(JSON.valueToTree(table.schema())));
  }

  /** An object of a schema whose keys are figures, others beside them. */
  private record Described(String file, String pointer, List<? extends Figure<?>> figures) {}

  static Stream<Described> objects() {
    return Stream.of(
        new Described("results", "/$defs/accuracy", AccuracyFigures.SUMMARY),
        new Described("results", "/$defs/totals", TotalFigures.ALL),
        new Described("results", "/$defs/timeline", TimelineFigures.ALL),
        new Described("results", "/$defs/operation", OperationFigures.ALL),
        new Described("results", "/$defs/traffic", TrafficFigures.ALL),
        new Described("results", "/$defs/trainingMemory", MemoryFigures.ALL),
        new Described(
            "results", "/$defs/trainingMemory/properties/tensors/items", MemoryFigures.OF_TENSOR),
        new Described(
            "comparison", "/properties/results/items/properties/trainingMemory", MemoryFigures.ALL),
        new Described("results", "/properties/schemes/items", SchemeFigures.GAINS),
        new Described("verify", "/properties/operations/items", StepErrors.FIGURES),
        new Described("comparison", "/properties/results/items", SchemeFigures.GAINS),
        new Described("cost", "/$defs/sums", TotalFigures.OF_OPERATIONS),
        new Described(
            "cosim", "/properties/parts/items/properties/cases/items", CosimFigures.OF_CASE),
        new Described(
            "cosim", "/properties/selfTests/items/properties/probes/items", CosimFigures.OF_PROBE),
        new Described("resources", "/$defs/fpga", ResourceFigures.ALL));
  }

  @ParameterizedTest
  @MethodSource("objects")
  void object_asCommitted_hasTheFiguresOfTheCatalogue(Described described) throws IOException {
    Path file = SCHEMAS.resolve(described.file() + ".schema.json");
    ObjectNode schema = (ObjectNode) JSON.readTree(file.toFile());
    ObjectNode object = (ObjectNode) schema.at(described.pointer());
    ObjectNode properties = (ObjectNode) object.get("properties");
    properties.setAll((ObjectNode) JSON.valueToTree(FigureTable.properties(described.figures())));
    ArrayNode required = (ArrayNode) object.get("required");
    Set<String> keys = new LinkedHashSet<>();
    required.forEach(key -> keys.add(key.asText()));
    List<String> ofFigures = FigureTable.required(described.figures());
    keys.addAll(ofFigures);
    required.removeAll();
    keys.forEach(required::add);
    if (WRITES) {
      Files.writeString(file, SchemaText.of(schema));
    }
    assertThat(JSON.readTree(file.toFile())).as("%s; to write it: %s", file, HOW).isEqualTo(schema);
  }

  @Test
  void rowsOfSweeps_asCommitted_haveTheFiguresOfTheCatalogue() throws IOException {
    Path file = SCHEMAS.resolve("sweep-analysis.schema.json");
    ObjectNode schema = (ObjectNode) JSON.readTree(file.toFile());
    ObjectNode row = (ObjectNode) schema.at("/$defs/row");
    for (Column column : Outcomes.all()) {
      Figure<Object> figure = patterned(read(column));
      ObjectNode target =
          (ObjectNode)
              row.get(figure.scope().pattern().isPresent() ? "patternProperties" : "properties");
      target.set(
          figure.scope().pattern().orElse(figure.column()),
          JSON.valueToTree(FigureTable.property(figure)));
    }
    if (WRITES) {
      Files.writeString(file, SchemaText.of(schema));
    }
    assertThat(JSON.readTree(file.toFile())).as("%s; to write it: %s", file, HOW).isEqualTo(schema);
  }

  @Test
  void columnsOfSweeps_inTheReadme_areThoseOfTheCatalogue() throws IOException {
    Path readme = Path.of("data/sweeps/README.md");
    List<String> lines = new ArrayList<>();
    Columns.leading().forEach(column -> lines.add(line(column)));
    lines.add(
        "| the settings | | one column for each variable and key of the space, `scheme` among them |");
    Outcomes.all().forEach(column -> lines.add(line(column)));
    String text = Files.readString(readme);
    String table = String.join("\n", lines) + "\n";
    assertThat(lines).hasSizeGreaterThan(30);
    assertCommitted(
        readme,
        text.replaceFirst(
            "(?s)\\| `point` .*\\| `resources_extrapolated`[^\n]*\n",
            Matcher.quoteReplacement(table)));
  }

  private static String line(Column column) {
    return "| `%s` | %s | %s |".formatted(column.name(), column.unit(), column.meaning());
  }

  private static final String HOW = "mvn test -Dtest=FigureSchemasTest -Dbackflow.schemas=write";

  private static void assertCommitted(Path file, String text) throws IOException {
    if (WRITES) {
      Files.writeString(file, text);
    }
    assertThat(file).as("to write it: %s", HOW).content().isEqualTo(text);
  }
}
