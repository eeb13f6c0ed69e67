package org.backflow.sweep;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.backflow.files.TextFile;

/** Reads the {@code results.csv} of a finished sweep line by line; what is wrong has its place. */
final class ResultsTable {
  private static final char REPLACEMENT = '\uFFFD';

  private final Path path;
  private final TextFile file;
  private final CsvRows rows;

  ResultsTable(Path path, Columns columns) {
    this.path = path;
    this.file = TextFile.of(path.toString(), "");
    this.rows = new CsvRows(columns);
  }

  /** Gives every row to {@code taker}; its cells are read when they are asked for. */
  void read(Consumer<Row> taker) {
    lines((line, number) -> taker.accept(row(line, number)));
  }

  /** Gives the same, with every cell read, on all cores. */
  void readWhole(Consumer<Row> taker) {
    RowBlocks blocks =
        new RowBlocks(
            (line, number) -> Row.of(row(line, number).cells()),
            entry -> taker.accept(entry.row()));
    lines(blocks::add);
    blocks.flush();
  }

  private Row row(String line, int number) {
    int broken = line.indexOf(REPLACEMENT);
    if (broken >= 0) {
      throw file.refusal(number, broken + 1, "a byte that is not UTF-8", "UTF-8");
    }
    return rows.row(line, (found, expected) -> file.refusal(number, 1, found, expected));
  }

  private void lines(ObjIntConsumer<String> taker) {
    // What is no UTF-8 is replaced and refused in its line, which a strict reader does not know.
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      if (line == null || !rows.header().equals(line + "\n")) {
        throw file.refusal(
            1, 1, "not the header of this sweep", "its columns; --restart runs it again");
      }
      int number = 1;
      for (line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        taker.accept(line, number);
      }
    } catch (IOException e) {
      throw new SweepFolderException(path + " cannot be read", e);
    }
  }
}
