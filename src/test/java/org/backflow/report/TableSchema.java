package org.backflow.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A Table Schema of Frictionless Data. A field with a {@code pattern} of ours stands for every
 * column whose name matches it.
 */
public record TableSchema(String name, JsonNode tree) {

  public static TableSchema of(String name) throws IOException {
    Path file = Path.of("data/schemas/tables", name + ".json");
    return new TableSchema(name, new ObjectMapper().readTree(file.toFile()));
  }

  /** Holds header and values of {@code csv} to the fields, in both directions. */
  public TableSchema assertFits(String csv) {
    List<NamedCsvRecord> rows;
    try (Stream<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(csv).stream()) {
      rows = records.toList();
    }
    assertThat(rows).as(name).isNotEmpty();
    List<String> header = rows.get(0).getHeader();
    assertHeader(header);
    Set<List<String>> keys = new HashSet<>();
    for (NamedCsvRecord row : rows) {
      header.forEach(column -> assertValue(field(column).orElseThrow(), row.getField(column)));
      assertThat(keys.add(key(row))).as("%s: the key of %s, again", name, row).isTrue();
    }
    return this;
  }

  private void assertHeader(List<String> header) {
    assertThat(header).as(name).allSatisfy(column -> assertThat(field(column)).isPresent());
    List<String> plain = new ArrayList<>();
    for (JsonNode field : tree.get("fields")) {
      assertThat(field.get("description").asText()).isNotBlank();
      if (!List.of("string", "boolean", "any").contains(field.get("type").asText())) {
        assertThat(field.path("unit").asText()).as("unit of %s", field).isNotBlank();
      }
      String name = field.get("name").asText();
      if (!field.has("pattern")) {
        // A figure that was described after a committed file was written.
        if (field.path("optional").asBoolean() && !header.contains(name)) {
          continue;
        }
        plain.add(field.get("name").asText());
      } else if (!field.path("optional").asBoolean()) {
        assertThat(header).anyMatch(column -> column.matches(field.get("pattern").asText()));
      }
    }
    assertThat(
            header.stream().filter(column -> !field(column).orElseThrow().has("pattern")).toList())
        .as(name)
        .isEqualTo(plain);
  }

  private Optional<JsonNode> field(String column) {
    for (JsonNode field : tree.get("fields")) {
      boolean is =
          field.has("pattern")
              ? column.matches(field.get("pattern").asText())
              : column.equals(field.get("name").asText());
      if (is) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  private List<String> key(NamedCsvRecord row) {
    JsonNode key = tree.path("primaryKey");
    if (key.isMissingNode()) {
      return row.getFields();
    }
    List<String> values = new ArrayList<>();
    if (key.isArray()) {
      key.forEach(column -> values.add(row.getField(column.asText())));
    } else {
      values.add(row.getField(key.asText()));
    }
    return values;
  }

  private void assertValue(JsonNode field, String value) {
    JsonNode constraints = field.path("constraints");
    if (value.isEmpty()) {
      assertThat(constraints.path("required").asBoolean()).as("%s: %s", name, field).isFalse();
      return;
    }
    switch (field.get("type").asText()) {
      case "integer" -> assertThat(value).as("%s: %s", name, field).matches("-?\\d+");
      case "number" -> assertBounds(constraints, Double.parseDouble(value));
      case "boolean" -> assertThat(value).isIn("true", "false");
      case "any" -> {}
      default -> assertThat(field.get("type").asText()).isEqualTo("string");
    }
    if (constraints.has("enum")) {
      List<String> allowed = new ArrayList<>();
      constraints.get("enum").forEach(each -> allowed.add(each.asText()));
      assertThat(value).as("%s: %s", name, field).isIn(allowed);
    }
  }

  private static void assertBounds(JsonNode constraints, double value) {
    if (constraints.has("minimum")) {
      assertThat(value).isGreaterThanOrEqualTo(constraints.get("minimum").asDouble());
    }
    if (constraints.has("maximum")) {
      assertThat(value).isLessThanOrEqualTo(constraints.get("maximum").asDouble());
    }
  }
}
