package org.backflow.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.backflow.configuration.kind.Key;
import org.backflow.configuration.kind.Section;

/**
 * A file to start from, made from the keys of a section: each with what it means, what it may be
 * and what stands for it when it is left out. Keys that may be left out are comments. The file is
 * valid as it is.
 */
public final class StartingFile {
  private static final int LONGEST_LINE = 100;
  private static final String COMMENT = "# ";
  private static final String STEP = "  ";

  private final List<String> lines = new ArrayList<>();

  private StartingFile() {}

  /**
   * Returns the text of a file.
   *
   * @param heads sentences at its top
   * @param section whose keys it has
   */
  public static String of(List<String> heads, Section<?> section) {
    StartingFile file = new StartingFile();
    heads.forEach(head -> file.comment("", head));
    file.comment("", "Keys that may be left out are behind a '#'.");
    for (Key<?> key : section.keys()) {
      file.lines.add("");
      file.add(key, "", "");
    }
    return String.join("\n", file.lines) + "\n";
  }

  /**
   * Adds a key.
   *
   * @param indent before it
   * @param hidden what makes it a comment, empty when it is none
   */
  private void add(Key<?> key, String indent, String hidden) {
    String prefix = hidden + indent;
    comment(prefix, explanation(key));
    boolean starts = hidden.isEmpty() && !key.isRequired() && key.alternative().isEmpty();
    String before = starts ? indent + COMMENT : prefix;
    String value = value(key);
    if (value.isEmpty() && key.kind() instanceof Section<?> section) {
      lines.add(before + key.name() + ":");
      for (Key<?> inner : section.keys()) {
        add(inner, starts ? STEP : indent + STEP, starts ? indent + COMMENT : hidden);
      }
    } else {
      lines.add((before + key.name() + ": " + value).stripTrailing());
    }
  }

  private static String explanation(Key<?> key) {
    List<String> sentences = new ArrayList<>();
    if (!key.meaning().isEmpty()) {
      sentences.add(key.meaning());
    }
    if (!(key.kind() instanceof Section<?>)) {
      String expected = key.kind().expected();
      sentences.add(
          expected.substring(0, 1).toUpperCase(Locale.ROOT) + expected.substring(1) + ".");
    }
    return String.join(" ", sentences);
  }

  private static String value(Key<?> key) {
    return key.start().orElseGet(() -> key.defaultValue().map(StartingFile::yaml).orElse(""));
  }

  /** Returns a described value in YAML of one line. */
  private static String yaml(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(StartingFile::yaml).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + ": " + yaml(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return String.valueOf(value);
  }

  /** Adds a sentence on lines that are not too long. */
  private void comment(String prefix, String text) {
    if (text.isEmpty()) {
      return;
    }
    String start = prefix + COMMENT;
    StringBuilder line = new StringBuilder(start);
    for (String word : text.split(" ", -1)) {
      if (line.length() > start.length() && line.length() + word.length() > LONGEST_LINE) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
        line.append(start);
      }
      line.append(word).append(' ');
    }
    lines.add(line.toString().stripTrailing());
  }
}
