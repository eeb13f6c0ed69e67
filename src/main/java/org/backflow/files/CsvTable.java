package org.backflow.files;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.backflow.configuration.tree.ConfigurationException;

/**
 * Reads a CSV table with a header, and refuses what is wrong in it with its line and column.
 * Columns may stand in any order, with others among them.
 */
public final class CsvTable {
  private final TextFile file;
  private final List<String> lines;
  private List<String> header = List.of();

  private CsvTable(TextFile file) {
    this.file = file;
    this.lines = file.lines();
  }

  /**
   * Returns what {@code parser} makes of every line below the header.
   *
   * @param columns what the header must have
   * @throws ConfigurationException when the file cannot be read or is no such table, with a problem
   *     for every line that {@code parser} refuses
   */
  public static <T> List<T> read(
      Path path, List<CsvColumn<?>> columns, Function<CsvRow, T> parser) {
    CsvTable table = new CsvTable(TextFile.read(path, ".csv"));
    List<T> rows = new ArrayList<>();
    List<ConfigurationException> refusals = new ArrayList<>();
    for (CsvRecord record : table.records(columns.stream().map(CsvColumn::name).toList())) {
      CsvRow row = table.row(record);
      try {
        row.requireCells(table.header.size());
        rows.add(parser.apply(row));
      } catch (ConfigurationException e) {
        refusals.add(e);
      } catch (IllegalArgumentException e) {
        refusals.add(row.refusal(0, String.valueOf(e.getMessage()), "another row"));
      }
    }
    if (!refusals.isEmpty()) {
      throw ConfigurationException.joining(refusals);
    }
    return rows;
  }

  /** Returns the records below the header, which is noted. */
  private List<CsvRecord> records(List<String> columns) {
    List<CsvRecord> records;
    try {
      records =
          CsvReader.builder()
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .ofCsvRecord(file.text())
              .stream()
              .toList();
    } catch (CsvParseException e) {
      throw file.refusal(
          1, 1, "no CSV (" + TextProblems.quoted(message(e)) + ")", "cells and commas");
    }
    if (records.isEmpty()) {
      throw file.refusal(1, 1, "no line", "a header with " + String.join(", ", columns));
    }
    header = records.get(0).getFields();
    CsvRow first = row(records.get(0));
    TextProblems problems = file.problems();
    HashSet<String> names = new HashSet<>();
    for (int i = 0; i < header.size(); i++) {
      if (!names.add(header.get(i))) {
        problems.add(
            first.line(),
            first.column(i),
            "the column " + TextProblems.quoted(header.get(i)) + " again",
            "it once");
      }
    }
    for (String column : columns) {
      if (!names.contains(column)) {
        problems.add(
            first.line(), 1, "no column " + TextProblems.quoted(column) + " in the header", "one");
      }
    }
    problems.throwIfAny();
    return records.subList(1, records.size());
  }

  private CsvRow row(CsvRecord record) {
    int line = (int) record.getStartingLineNumber();
    return new CsvRow(
        file, line, line > lines.size() ? "" : lines.get(line - 1), header, record.getFields());
  }

  private static String message(CsvParseException e) {
    Throwable reason = e.getCause() == null ? e : e.getCause();
    return String.valueOf(reason.getMessage());
  }
}
