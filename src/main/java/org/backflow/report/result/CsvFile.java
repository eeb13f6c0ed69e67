package org.backflow.report.result;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;
import org.backflow.figure.EpochFigures;
import org.backflow.figure.Figure;
import org.backflow.figure.FigureTable;
import org.backflow.files.SpreadsheetText;
import org.backflow.report.text.Decimals;
import org.jspecify.annotations.Nullable;

/** Results as CSV, units in the header, fractions and picojoules unrounded to twelve digits. */
public final class CsvFile {

  private static final int DIGITS = 12;

  private CsvFile() {}

  /** Returns the header and a line for each of {@code rows}. */
  public static <R> String of(FigureTable<R> table, Iterable<R> rows) {
    StringWriter text = new StringWriter();
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).bufferSize(0).build(text);
    csv.writeRecord(table.header());
    for (R row : rows) {
      csv.writeRecord(table.columns().stream().map(column -> cell(column, row)).toList());
    }
    return text.toString();
  }

  private static <R> String cell(Figure<R> column, R row) {
    @Nullable Object value = column.value(row);
    if (value == null) {
      return "";
    }
    return value instanceof Double number
        ? Decimals.fixed(number, DIGITS)
        : SpreadsheetText.defused(value.toString());
  }

  /** Returns {@code epochs.csv}. */
  public static String epochs(ComparisonResult result) {
    List<EpochFigures.Epoch> rows = new ArrayList<>();
    for (SchemeResult scheme : result.schemes()) {
      for (TrainedIn arithmetic : TrainedIn.ALL) {
        arithmetic
            .results()
            .apply(scheme)
            .ifPresent(
                trained ->
                    rows.addAll(
                        EpochFigures.epochs(scheme.scheme().name(), arithmetic.key(), trained)));
      }
    }
    return of(EpochFigures.table(result.experiment().model().network().hidden().size()), rows);
  }
}
