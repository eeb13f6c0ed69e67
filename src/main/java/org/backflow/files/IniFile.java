package org.backflow.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.backflow.configuration.tree.ConfigurationException;

/**
 * A file of {@code [sections]} with {@code key = value} or {@code key : value} in them, as the
 * {@code configparser} of Python reads it. A line that begins with {@code #} or {@code ;} is a
 * comment. Sections keep their case, keys do not, and a key may stand once in its section.
 *
 * <p>Every entry knows its place, which the INI libraries for Java do not tell. A value continued
 * on the next line is refused.
 *
 * @param path what messages call the file
 * @param entries from top to bottom
 */
public record IniFile(String path, List<Entry> entries) {

  /** Copies the list. */
  public IniFile {
    entries = List.copyOf(entries);
  }

  /**
   * A key with its value.
   *
   * @param section the section it stands in
   * @param key as it was written
   * @param value without the white space around it
   * @param line from 1
   * @param column of the key, from 1
   * @param valueColumn of the value, from 1
   */
  public record Entry(
      String section, String key, String value, int line, int column, int valueColumn) {
    /** Returns whether this is {@code wanted} of {@code in}. */
    public boolean is(String in, String wanted) {
      return section.equals(in) && key.equalsIgnoreCase(wanted);
    }
  }

  /**
   * Reads {@code file}.
   *
   * @throws ConfigurationException with every line that is neither section, entry nor comment
   */
  public static IniFile of(TextFile file) {
    TextProblems problems = file.problems();
    List<Entry> entries = new ArrayList<>();
    String section = "";
    int number = 0;
    for (String line : file.withPlainSpaces().lines()) {
      number++;
      String text = line.strip();
      int column = line.length() - line.stripLeading().length() + 1;
      if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
        continue;
      }
      if (text.startsWith("[") && text.endsWith("]")) {
        section = text.substring(1, text.length() - 1);
        continue;
      }
      Optional<Entry> entry = entry(section, line, number, column);
      if (entry.isEmpty()) {
        problems.add(number, column, TextProblems.quoted(text), "[section] or key = value");
      } else if (section.isEmpty()) {
        problems.add(number, column, TextProblems.quoted(text), "a [section] before it");
      } else {
        refuseTwice(entries, entry.get(), problems);
        entries.add(entry.get());
      }
    }
    problems.throwIfAny();
    return new IniFile(file.path(), entries);
  }

  private static Optional<Entry> entry(String section, String line, int number, int column) {
    int separator = 0;
    while (separator < line.length() && "=:".indexOf(line.charAt(separator)) < 0) {
      separator++;
    }
    if (separator == line.length() || line.substring(0, separator).isBlank()) {
      return Optional.empty();
    }
    String behind = line.substring(separator + 1);
    int spaces = behind.length() - behind.stripLeading().length();
    return Optional.of(
        new Entry(
            section,
            line.substring(0, separator).strip(),
            behind.strip(),
            number,
            column,
            separator + 2 + (behind.isBlank() ? 0 : spaces)));
  }

  private static void refuseTwice(List<Entry> entries, Entry entry, TextProblems problems) {
    entries.stream()
        .filter(before -> before.is(entry.section(), entry.key()))
        .findFirst()
        .ifPresent(
            before ->
                problems.add(
                    entry.line(),
                    entry.column(),
                    String.format(
                        Locale.ROOT,
                        "%s stands in line %d already",
                        TextProblems.quoted(entry.key()),
                        before.line()),
                    "it once"));
  }

  /** Returns the entry of {@code key} in {@code section}. */
  public Optional<Entry> find(String section, String key) {
    return entries.stream().filter(entry -> entry.is(section, key)).findFirst();
  }
}
