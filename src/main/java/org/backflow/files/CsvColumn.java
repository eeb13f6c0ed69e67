package org.backflow.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A column of a {@link CsvTable}, described once: how a cell is read, what is refused, and what the
 * schema of the table says of it.
 *
 * @param <T> the type of a cell
 */
public final class CsvColumn<T> {
  private final String name;
  private final BiFunction<CsvRow, String, T> reader;
  private final Map<String, Object> schema = new LinkedHashMap<>();

  private CsvColumn(
      String name,
      String type,
      String meaning,
      Map<String, Object> constraints,
      BiFunction<CsvRow, String, T> reader) {
    this.name = name;
    this.reader = reader;
    schema.put("name", name);
    schema.put("type", type);
    schema.put("description", meaning);
    if (!constraints.isEmpty()) {
      schema.put("constraints", constraints);
    }
  }

  /** Returns a column of texts, which may be empty. */
  public static CsvColumn<String> text(String name, String meaning) {
    return new CsvColumn<>(name, "string", meaning, Map.of(), CsvRow::text);
  }

  /** Returns a column of numbers from 0. */
  public static CsvColumn<Double> count(String name, String meaning) {
    return new CsvColumn<>(name, "number", meaning, Map.of("minimum", 0), CsvRow::count);
  }

  /**
   * {@return a column of names}
   *
   * @param <E> the type of what is named
   * @param values by their names, in the order of messages
   */
  public static <E> CsvColumn<E> oneOf(String name, String meaning, Map<String, E> values) {
    List<String> names = List.copyOf(values.keySet());
    return new CsvColumn<>(
        name,
        "string",
        meaning,
        Map.of("enum", names),
        (row, column) -> values.get(row.oneOf(column, names)));
  }

  /** Returns the same column, whose cells may be empty. */
  public CsvColumn<Optional<T>> orEmpty() {
    CsvColumn<Optional<T>> column =
        new CsvColumn<>(
            name,
            "",
            "",
            Map.of(),
            (row, of) ->
                row.text(of).isEmpty() ? Optional.empty() : Optional.of(reader.apply(row, of)));
    column.schema.putAll(schema);
    return column;
  }

  /** Returns the name in the header. */
  public String name() {
    return name;
  }

  /**
   * Returns what a row has in the column.
   *
   * @throws org.backflow.configuration.tree.ConfigurationException when it is none of the kind
   */
  public T of(CsvRow row) {
    return reader.apply(row, name);
  }

  /**
   * Returns the Table Schema of a table.
   *
   * @param title what it is
   */
  public static Map<String, Object> schema(String title, List<CsvColumn<?>> columns) {
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("$schema", "https://specs.frictionlessdata.io/schemas/table-schema.json");
    table.put("title", title);
    List<Object> fields = new ArrayList<>();
    columns.forEach(column -> fields.add(column.schema));
    table.put("fields", fields);
    return table;
  }
}
