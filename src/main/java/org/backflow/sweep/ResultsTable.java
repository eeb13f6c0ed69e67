package org.backflow.sweep;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.backflow.files.TextFile;
import org.jspecify.annotations.Nullable;

/** Reads the {@code results.csv} of a finished sweep line by line; what is wrong has its place. */
final class ResultsTable {
  private static final char REPLACEMENT = '\uFFFD';

  private final Path path;
  private final TextFile file;
  private final Columns columns;
  private CsvRows rows;

  /** Where each column stands in the file, -1 for one that came later than the file. */
  private int[] positions = {};

  ResultsTable(Path path, Columns columns) {
    this.path = path;
    this.file = TextFile.of(path.toString(), "");
    this.columns = columns;
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
    Row row = rows.row(line, (found, expected) -> file.refusal(number, 1, found, expected));
    return positions.length == 0 ? row : new Row(new LaterCells(row.cells(), positions));
  }

  /** The cells of a file that lacks the columns of figures that were described after it. */
  private static final class LaterCells extends AbstractList<@Nullable Object> {
    private final List<@Nullable Object> cells;
    private final int[] positions;

    LaterCells(List<@Nullable Object> cells, int[] positions) {
      this.cells = cells;
      this.positions = positions;
    }

    @Override
    public @Nullable Object get(int index) {
      return positions[index] < 0 ? null : cells.get(positions[index]);
    }

    @Override
    public int size() {
      return positions.length;
    }
  }

  /**
   * Takes the header for that of this sweep, maybe of before some figures of costs were described.
   */
  private boolean takes(String header) {
    if (rows.header().equals(header + "\n")) {
      return true;
    }
    List<String> names = List.of(header.split(",", -1));
    Set<String> later = new HashSet<>(Outcomes.ofCosts());
    names.forEach(later::remove);
    Columns earlier = columns.without(later);
    if (!new CsvRows(earlier).header().equals(header + "\n")) {
      return false;
    }
    rows = new CsvRows(earlier);
    positions = columns.all().stream().mapToInt(column -> names.indexOf(column.name())).toArray();
    return true;
  }

  private void lines(ObjIntConsumer<String> taker) {
    // What is no UTF-8 is replaced and refused in its line, which a strict reader does not know.
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      if (line == null || !takes(line)) {
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
