package org.backflow.report.page;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.backflow.files.Json;

/** A configuration as indented text, a key per line. */
final class ConfigurationText {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9 ._/()<>,+*;'-]*");

  private final StringBuilder text = new StringBuilder();

  private ConfigurationText() {}

  /** Returns a tree of maps, lists, texts and numbers as text. */
  static String of(Map<String, Object> tree) {
    ConfigurationText writer = new ConfigurationText();
    writer.map(tree, "", "");
    return writer.text.toString();
  }

  private void map(Map<?, ?> map, String firstIndent, String indent) {
    String before = firstIndent;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      text.append(before).append(entry.getKey()).append(':');
      value(entry.getValue(), indent + "  ");
      before = indent;
    }
  }

  private void value(Object value, String indent) {
    if (value instanceof Map<?, ?> map) {
      text.append('\n');
      map(map, indent, indent);
    } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
      text.append('\n');
      for (Object item : list) {
        if (item instanceof Map<?, ?> map) {
          map(map, indent + "- ", indent + "  ");
        } else {
          text.append(indent).append("- ").append(scalar(item)).append('\n');
        }
      }
    } else if (value instanceof List<?> list) {
      text.append(" [")
          .append(String.join(", ", list.stream().map(ConfigurationText::scalar).toList()))
          .append("]\n");
    } else {
      text.append(' ').append(scalar(value)).append('\n');
    }
  }

  /** Returns a text as it is where that is unmistakable, else quoted; numbers as JSON has them. */
  private static String scalar(Object value) {
    String text = value.toString();
    return value instanceof String && PLAIN.matcher(text).matches()
        ? text
        : Json.write(value).strip();
  }
}
