package org.backflow.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A schema as the committed files have it: what holds no further part is on one line if it fits.
 */
public final class SchemaText {

  private static final int LONGEST_LINE = 100;

  private SchemaText() {}

  public static String of(JsonNode schema) {
    return text(schema, "", 0) + "\n";
  }

  /**
   * Returns {@code node} as text.
   *
   * @param before how many characters it is indented by
   */
  private static String text(JsonNode node, String indent, int before) {
    if (!node.isContainerNode()) {
      return node.toString();
    }
    String inner = indent + "  ";
    List<String> parts = new ArrayList<>();
    boolean holdsParts = false;
    if (node.isArray()) {
      for (JsonNode element : node) {
        holdsParts |= element.isObject();
        parts.add(text(element, inner, inner.length()));
      }
    } else {
      for (var entry : node.properties()) {
        holdsParts |= entry.getValue().isObject() || isOfObjects(entry.getValue());
        String key = '"' + entry.getKey().replace("\\", "\\\\") + "\": ";
        parts.add(key + text(entry.getValue(), inner, inner.length()));
      }
    }
    String open = node.isArray() ? "[" : "{";
    String close = node.isArray() ? "]" : "}";
    String line = open + String.join(", ", parts) + close;
    if (parts.isEmpty() || (!holdsParts && before + line.length() <= LONGEST_LINE)) {
      return line;
    }
    return open + "\n" + inner + String.join(",\n" + inner, parts) + "\n" + indent + close;
  }

  private static boolean isOfObjects(JsonNode node) {
    return node.isArray() && node.path(0).isObject();
  }
}
