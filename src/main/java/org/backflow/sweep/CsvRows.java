package org.backflow.sweep;

import com.fasterxml.jackson.core.io.NumberOutput;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as lines of CSV and back. A line is one record: line breaks in cells become spaces. Doubles
 * have the digits that tell them from their neighbours, the same on every Java release.
 */
final class CsvRows {

  private final Columns columns;

  CsvRows(Columns columns) {
    this.columns = columns;
  }

  String header() {
    return line(columns.all().stream().map(Column::name).toList());
  }

  /** Returns the line of {@code row}, its line break included. */
  String line(Row row) {
    return line(row.cells().stream().map(CsvRows::text).toList());
  }

  private static String line(List<String> cells) {
    StringWriter text = new StringWriter();
    CsvWriter.builder()
        .lineDelimiter(LineDelimiter.LF)
        .bufferSize(0)
        .build(text)
        .writeRecord(cells);
    return text.toString();
  }

  static String text(@Nullable Object cell) {
    if (cell == null) {
      return "";
    }
    return cell instanceof Double number
        ? NumberOutput.toString(number, true)
        : cell.toString().replaceAll("\\R", " ");
  }

  /**
   * Returns the row of a line.
   *
   * @throws IllegalArgumentException when it is not one of these columns
   */
  Row row(String line) {
    List<String> fields = fields(line);
    if (fields.size() != columns.size()) {
      throw new IllegalArgumentException(fields.size() + " cells; expected " + columns.size());
    }
    List<@Nullable Object> cells = new ArrayList<>(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      cells.add(cell(fields.get(i), columns.get(i).kind()));
    }
    return Row.of(cells);
  }

  /** Returns the cells of a record that {@link #line(Row)} wrote. */
  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    int end = line.endsWith("\n") ? line.length() - 1 : line.length();
    for (int i = 0; i < end; i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < end && line.charAt(i + 1) == '"') {
        field.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }

  private static @Nullable Object cell(String field, Column.Kind kind) {
    if (field.isEmpty()) {
      return null;
    }
    return switch (kind) {
      case TEXT -> field;
      case WHOLE_NUMBER -> Long.valueOf(field);
      case NUMBER -> Double.valueOf(field);
    };
  }
}
