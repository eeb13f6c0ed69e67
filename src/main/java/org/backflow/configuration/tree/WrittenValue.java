package org.backflow.configuration.tree;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Any value as it was written, before it has a meaning: what a file that changes another
 * configuration puts into it. Immutable.
 */
public final class WrittenValue {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^{}]*)\\}");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_./<>+*()-]*");

  private final Node node;

  public WrittenValue(Node node) {
    this.node = node;
  }

  /** Returns a text that stands nowhere. */
  public static WrittenValue of(String text) {
    return new WrittenValue(Scalar.of(new Location("", 0, 0), text, false));
  }

  /** Returns what was written. */
  public Node node() {
    return node;
  }

  /** Returns a number that stands at the place of this value. */
  public WrittenValue number(BigDecimal number) {
    return new WrittenValue(Scalar.of(node.location(), number.toPlainString(), true));
  }

  /** Returns this value if it is a list, or else a list of it alone. */
  public WrittenValue inList() {
    return node instanceof Sequence
        ? this
        : new WrittenValue(new Sequence(node.location(), List.of(node)));
  }

  /** Returns where the value starts. */
  public Location location() {
    return node.location();
  }

  /** Returns the number that this is, exactly; nothing if it is something else. */
  public Optional<BigDecimal> decimal() {
    if (node instanceof Scalar scalar
        && (scalar.type() == Scalar.Type.WHOLE_NUMBER || scalar.type() == Scalar.Type.NUMBER)) {
      try {
        return Optional.of(new BigDecimal(scalar.text()));
      } catch (NumberFormatException octalOrSpecial) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Returns whether this is a text. */
  public boolean isText() {
    return node instanceof Scalar scalar && scalar.type() == Scalar.Type.TEXT;
  }

  /** Returns the single value without quotes, or a list or map in flow style. */
  public String text() {
    return node instanceof Scalar scalar ? scalar.text() : flow(node);
  }

  /** Returns the names in {@code ${...}} in this value, in the order of their appearance. */
  public List<String> variables() {
    return VARIABLE.matcher(flow(node)).results().map(found -> found.group(1)).distinct().toList();
  }

  /**
   * Returns this value with every {@code ${name}} replaced; what is left is read as if it had been
   * written so.
   *
   * @param texts by name; names that are missing stay as they are
   */
  public WrittenValue with(Map<String, String> texts) {
    return new WrittenValue(replaced(node, texts));
  }

  /**
   * Returns the refusal of this value.
   *
   * @param found what is wrong, such as {@code "'step' is 0"}
   * @param expected to complete the sentence "expected ..."
   */
  public ConfigurationException refusal(String found, String expected) {
    return new ConfigurationException(Problem.found(node.location(), found).expected(expected));
  }

  /**
   * Returns the refusal of a name in this value.
   *
   * @param found what is wrong
   * @param given the name as it was written
   * @param valid the names that there are
   */
  public ConfigurationException refusalOfName(String found, String given, List<String> valid) {
    return new ConfigurationException(
        Problem.found(node.location(), found).meantNearestOrAnyOf(given, valid));
  }

  private static Node replaced(Node node, Map<String, String> texts) {
    if (node instanceof Scalar scalar) {
      Matcher matcher = VARIABLE.matcher(scalar.text());
      if (!matcher.find()) {
        return scalar;
      }
      String text =
          matcher.replaceAll(
              found -> Matcher.quoteReplacement(texts.getOrDefault(found.group(1), found.group())));
      return Scalar.of(scalar.location(), text, true);
    }
    if (node instanceof Sequence list) {
      List<Node> elements = new ArrayList<>();
      list.elements().forEach(element -> elements.add(replaced(element, texts)));
      return new Sequence(list.location(), elements);
    }
    Mapping map = (Mapping) node;
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
    map.entries()
        .forEach(
            (key, entry) ->
                entries.put(
                    key, new Mapping.Entry(entry.keyLocation(), replaced(entry.value(), texts))));
    return new Mapping(map.location(), entries, map.reference());
  }

  private static String flow(Node node) {
    if (node instanceof Scalar scalar) {
      boolean plain = scalar.type() != Scalar.Type.TEXT || isPlain(scalar.text());
      return plain ? scalar.text() : "\"" + escaped(scalar.text()) + "\"";
    }
    if (node instanceof Sequence list) {
      return list.elements().stream()
          .map(WrittenValue::flow)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return ((Mapping) node)
        .entries().entrySet().stream()
            .map(entry -> entry.getKey() + ": " + flow(entry.getValue().value()))
            .collect(Collectors.joining(", ", "{", "}"));
  }

  private static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches()
        && Scalar.of(new Location("", 0, 0), text, true).type() == Scalar.Type.TEXT;
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /** Returns the value as it would be written in flow style. */
  @Override
  public String toString() {
    return flow(node);
  }
}
