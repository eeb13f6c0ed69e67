package org.backflow.experiment;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.backflow.data.InvalidDataException;

/** Reads the lines of a table with a header, and names the line that is wrong. */
final class CsvLines {

  private CsvLines() {}

  /**
   * Returns what {@code parser} makes of every line.
   *
   * @throws InvalidDataException when the file cannot be read or {@code parser} refuses a line
   */
  static <T> List<T> read(Path file, Function<NamedCsvRecord, T> parser) {
    List<T> rows = new ArrayList<>();
    for (NamedCsvRecord line : lines(file)) {
      try {
        rows.add(parser.apply(line));
      } catch (IllegalArgumentException | NoSuchElementException e) {
        throw new InvalidDataException(
            file + ":" + line.getStartingLineNumber() + ": " + e.getMessage(), e);
      }
    }
    return rows;
  }

  private static List<NamedCsvRecord> lines(Path file) {
    try {
      return CsvReader.builder().ofNamedCsvRecord(Files.readString(file)).stream().toList();
    } catch (IOException e) {
      throw new InvalidDataException(file + " cannot be read: " + e.getMessage(), e);
    } catch (CsvParseException e) {
      throw new InvalidDataException(file + ": " + e.getMessage(), e);
    }
  }

  /** Returns the count in {@code column}. */
  static double count(NamedCsvRecord line, String column) {
    String written = line.getField(column);
    double count;
    try {
      count = Double.parseDouble(written);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(column + " is '" + written + "'; expected a count", e);
    }
    if (!(count >= 0.0) || Double.isInfinite(count)) {
      throw new IllegalArgumentException(column + " is " + written + "; expected a count");
    }
    return count;
  }
}
