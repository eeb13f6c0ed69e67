package org.backflow.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of rows: its columns are figures of one kind of row.
 *
 * @param name of the file, and of its schema in {@code data/schemas/tables}
 * @param title what writes it, and what a line is of
 * @param columns in their order
 * @param key the columns that tell rows apart; none where rows may be equal in all
 */
public record FigureTable<R>(String name, String title, List<Figure<R>> columns, List<String> key) {

  /** Copies the lists. */
  public FigureTable {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /** Returns the names of the columns. */
  public List<String> header() {
    return columns.stream().map(Figure::column).toList();
  }

  /** Returns the table in Table Schema of Frictionless Data, as a tree that becomes JSON. */
  public Map<String, Object> schema() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("$schema", "https://specs.frictionlessdata.io/schemas/table-schema.json");
    tree.put("title", title);
    tree.put("fields", columns.stream().map(FigureTable::field).toList());
    tree.put("missingValues", List.of(""));
    if (!key.isEmpty()) {
      tree.put("primaryKey", key.size() == 1 ? key.get(0) : key);
    }
    return tree;
  }

  private static Map<String, Object> field(Figure<?> figure) {
    Map<String, Object> field = new LinkedHashMap<>();
    field.put("name", figure.column());
    field.put("type", figure.kind().type());
    field.put("description", figure.meaning());
    if (!figure.unit().isEmpty()) {
      field.put("unit", figure.unit());
    }
    figure.scope().pattern().ifPresent(pattern -> field.put("pattern", pattern));
    if (figure.scope().isOptional()) {
      field.put("optional", true);
    }
    Map<String, Object> constraints = constraints(figure);
    if (!constraints.isEmpty()) {
      field.put("constraints", constraints);
    }
    return field;
  }

  private static Map<String, Object> constraints(Figure<?> figure) {
    Map<String, Object> constraints = new LinkedHashMap<>();
    if (figure.scope().isRequired()) {
      constraints.put("required", true);
    }
    constraints.putAll(bounds(figure.kind()));
    if (!figure.scope().choices().isEmpty()) {
      constraints.put("enum", figure.scope().choices());
    }
    return constraints;
  }

  /** Returns the least and the most that values of {@code kind} are, where there is one. */
  private static Map<String, Object> bounds(Kind kind) {
    Map<String, Object> bounds = new LinkedHashMap<>();
    switch (kind) {
      case BITS, COUNT, ENERGY, PERCENT, RATIO, RESOURCE -> bounds.put("minimum", 0);
      case FRACTION -> {
        bounds.put("minimum", 0);
        bounds.put("maximum", 1);
      }
      default -> {}
    }
    return bounds;
  }

  /** Returns the keys of {@code figures} with their schemas, for the properties of an object. */
  public static Map<String, Object> properties(List<? extends Figure<?>> figures) {
    Map<String, Object> properties = new LinkedHashMap<>();
    figures.forEach(figure -> properties.put(figure.key(), property(figure)));
    return properties;
  }

  /** Returns the schema of the values of {@code figure} in JSON. */
  public static Map<String, Object> property(Figure<?> figure) {
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("description", figure.meaning());
    if (!figure.unit().isEmpty()) {
      property.put("unit", figure.unit());
    }
    property.put("type", figure.kind().type());
    property.putAll(bounds(figure.kind()));
    if (!figure.scope().choices().isEmpty()) {
      property.put("enum", figure.scope().choices());
    }
    return property;
  }

  /** Returns the keys of the figures that every object has. */
  public static List<String> required(List<? extends Figure<?>> figures) {
    List<String> required = new ArrayList<>();
    for (Figure<?> figure : figures) {
      if (figure.scope().isRequired()) {
        required.add(figure.key());
      }
    }
    return required;
  }

  /**
   * Returns what {@code figures} are of {@code subject}, under their keys; without those it has
   * not.
   */
  public static <T> Map<String, Object> tree(List<Figure<T>> figures, T subject) {
    Map<String, Object> tree = new LinkedHashMap<>();
    figures.forEach(figure -> put(tree, figure, subject));
    return tree;
  }

  /** Returns such a tree of each of {@code subjects}. */
  public static <T> List<Map<String, Object>> trees(List<Figure<T>> figures, List<T> subjects) {
    return subjects.stream().map(subject -> tree(figures, subject)).toList();
  }

  /** Adds what {@code figure} is of {@code subject} to {@code tree}, unless it has none. */
  public static <T> void put(Map<String, Object> tree, Figure<T> figure, T subject) {
    Object value = figure.value(subject);
    if (value != null) {
      tree.put(figure.key(), value);
    }
  }
}
