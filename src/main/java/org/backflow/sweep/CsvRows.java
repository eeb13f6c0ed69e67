package org.backflow.sweep;

import com.fasterxml.jackson.core.io.NumberInput;
import com.fasterxml.jackson.core.io.NumberOutput;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.backflow.figure.Kind;
import org.backflow.files.SpreadsheetText;
import org.backflow.files.TextProblems;
import org.jspecify.annotations.Nullable;

/**
 * Rows as lines of CSV and back. A line is one record: line breaks in cells become spaces. Doubles
 * have the digits that tell them from their neighbours, the same on every Java release.
 */
final class CsvRows {

  private static final char SEPARATOR = ',';
  private static final char QUOTE = '"';
  private static final Pattern LINE_BREAK = Pattern.compile("\\R");

  private final Columns columns;

  CsvRows(Columns columns) {
    this.columns = columns;
  }

  String header() {
    return line(columns.all().stream().map(Column::name).toList());
  }

  /** Returns the line of {@code row}, its line break included. */
  String line(Row row) {
    StringBuilder line = new StringBuilder(512);
    for (@Nullable Object cell : row.cells()) {
      if (line.length() > 0) {
        line.append(SEPARATOR);
      }
      String text = written(cell);
      if (!isSimple(text)) {
        return line(row.cells().stream().map(CsvRows::written).toList());
      }
      if (text.indexOf(SEPARATOR) >= 0) {
        line.append(QUOTE).append(text).append(QUOTE);
      } else {
        line.append(text);
      }
    }
    return line.append('\n').toString();
  }

  /** Returns whether nothing but separators asks for quotes; all else is left to the CSV writer. */
  private static boolean isSimple(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (c == QUOTE || c == '#' || c < ' ') {
        return false;
      }
    }
    return true;
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

  private static String written(@Nullable Object cell) {
    return cell instanceof String ? SpreadsheetText.defused(text(cell)) : text(cell);
  }

  private static boolean isPrintableAscii(char c) {
    return c >= ' ' && c < 0x7f;
  }

  static String text(@Nullable Object cell) {
    if (cell == null) {
      return "";
    }
    if (cell instanceof Double number) {
      return NumberOutput.toString(number, true);
    }
    if (cell instanceof Long number) {
      return number.toString();
    }
    String words = cell.toString();
    for (int i = 0; i < words.length(); i++) {
      if (!isPrintableAscii(words.charAt(i))) {
        return LINE_BREAK.matcher(words).replaceAll(" ");
      }
    }
    return words;
  }

  /**
   * Returns the number of the point that a line is of.
   *
   * @throws IllegalArgumentException when it begins with no number
   */
  static int point(String line) {
    return Integer.parseInt(line.substring(0, Math.max(0, line.indexOf(SEPARATOR))));
  }

  /**
   * Returns the row of a line, whose cells are read when they are asked for: most readers need a
   * few of dozens.
   *
   * @throws IllegalArgumentException when it is not one of these columns
   */
  Row row(String line) {
    return row(
        line, (found, expected) -> new IllegalArgumentException(found + "; expected " + expected));
  }

  /** Returns the same; {@code refusal} makes what is thrown of what was found and expected. */
  Row row(String line, BiFunction<String, String, RuntimeException> refusal) {
    List<String> fields = fields(line);
    if (fields.size() != columns.size()) {
      throw refusal.apply(fields.size() + " cells", String.valueOf(columns.size()));
    }
    return new Row(new Cells(fields.toArray(String[]::new), columns, refusal));
  }

  /** Returns the same with every cell read. */
  Row wholeRow(String line) {
    return Row.of(row(line).cells());
  }

  private static final class Cells extends AbstractList<@Nullable Object> {
    private final String[] fields;
    private final Columns columns;
    private final BiFunction<String, String, RuntimeException> refusal;

    Cells(String[] fields, Columns columns, BiFunction<String, String, RuntimeException> refusal) {
      this.fields = fields;
      this.columns = columns;
      this.refusal = refusal;
    }

    @Override
    public @Nullable Object get(int index) {
      Column column = columns.get(index);
      try {
        return cell(fields[index], column.kind());
      } catch (NumberFormatException e) {
        throw refusal.apply(
            "'" + column.name() + "' is " + TextProblems.quoted(fields[index]), "a number");
      }
    }

    @Override
    public int size() {
      return fields.length;
    }
  }

  /** Returns the cells of a record that {@link #line(Row)} wrote. */
  private List<String> fields(String line) {
    int end = line.endsWith("\n") ? line.length() - 1 : line.length();
    List<String> fields = new ArrayList<>(columns.size());
    if (line.indexOf(QUOTE) >= 0) {
      return quotedFields(line, end);
    }
    int start = 0;
    for (int at = line.indexOf(SEPARATOR); at >= 0; at = line.indexOf(SEPARATOR, start)) {
      fields.add(line.substring(start, at));
      start = at + 1;
    }
    fields.add(line.substring(start, end));
    return fields;
  }

  private List<String> quotedFields(String line, int end) {
    List<String> fields = new ArrayList<>(columns.size());
    int start = 0;
    while (start <= end) {
      int stop;
      if (start < end && line.charAt(start) == QUOTE) {
        int close = closingQuote(line, start, end);
        fields.add(line.substring(start + 1, close).replace("\"\"", "\""));
        stop = close + 1;
      } else {
        int separator = line.indexOf(SEPARATOR, start);
        stop = separator < 0 ? end : separator;
        fields.add(line.substring(start, stop));
      }
      start = stop + 1;
    }
    return fields;
  }

  /** Returns where the quotes end that begin a field; two quotes in them stand for one. */
  private static int closingQuote(String line, int start, int end) {
    int at = start + 1;
    for (int quote = line.indexOf(QUOTE, at); quote >= 0; quote = line.indexOf(QUOTE, at)) {
      if (quote + 1 >= end || line.charAt(quote + 1) != QUOTE) {
        return quote;
      }
      at = quote + 2;
    }
    return end;
  }

  private static @Nullable Object cell(String field, Kind kind) {
    if (field.isEmpty()) {
      return null;
    }
    return switch (kind) {
      case TEXT -> SpreadsheetText.original(field);
      case BITS, COUNT -> Long.valueOf(field);
      default -> NumberInput.parseDouble(field, true);
    };
  }
}
