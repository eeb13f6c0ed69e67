package org.backflow.files;

import java.util.List;
import org.backflow.configuration.tree.ConfigurationException;

/**
 * A row of a {@link CsvTable}.
 *
 * @param file the table
 * @param line where the row begins, from 1
 * @param text that line
 * @param header the names of the columns
 * @param cells the cells, as many as the header has or not
 */
public record CsvRow(
    TextFile file, int line, String text, List<String> header, List<String> cells) {
  private static final char QUOTE = '"';

  /** Returns the cell of a column that the header has. */
  String text(String column) {
    return cells.get(header.indexOf(column));
  }

  /** Returns the cell of a column as one of {@code names}. */
  String oneOf(String column, List<String> names) {
    String name = text(column);
    if (!names.contains(name)) {
      TextProblems problems = file.problems();
      problems.addUnknown(line, column(header.indexOf(column)), column, name, names);
      problems.throwIfAny();
    }
    return name;
  }

  /** Returns the number in a column, at least 0. */
  double count(String column) {
    try {
      double count = Double.parseDouble(text(column));
      if (count >= 0.0 && Double.isFinite(count)) {
        return count;
      }
    } catch (NumberFormatException none) {
      // Refused below, as a number that is no count is.
    }
    throw refusal(column, "a count");
  }

  /** Refuses the cell of a column. */
  public ConfigurationException refusal(CsvColumn<?> column, String expected) {
    return refusal(column.name(), expected);
  }

  private ConfigurationException refusal(String column, String expected) {
    return refusal(
        header.indexOf(column),
        "'" + column + "' is " + TextProblems.quoted(text(column)),
        expected);
  }

  /** Refuses the cell of a number, from 0. */
  ConfigurationException refusal(int cell, String found, String expected) {
    return file.refusal(line, column(cell), found, expected);
  }

  void requireCells(int count) {
    if (cells.size() != count) {
      throw refusal(
          Math.min(cells.size() - 1, count),
          cells.size() == 1 ? "one cell" : cells.size() + " cells",
          count + ", as the header has");
    }
  }

  /** Returns where a cell begins, from 1; of one behind a line break, where the row does. */
  int column(int cell) {
    int commas = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      if (commas == cell) {
        return text.codePointCount(0, i) + 1;
      }
      char c = text.charAt(i);
      quoted ^= c == QUOTE;
      commas += c == ',' && !quoted ? 1 : 0;
    }
    return commas == cell ? text.codePointCount(0, text.length()) + 1 : 1;
  }
}
