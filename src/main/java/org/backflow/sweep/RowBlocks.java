package org.backflow.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.backflow.parallel.Tasks;

/**
 * Reads lines into rows on all cores, a block at a time, and gives them on in their order: reading
 * numbers takes longer than what is mostly done with them.
 */
final class RowBlocks {
  private static final int LINES = 4096;

  /** A line and its row. */
  public record Entry(String line, Row row) {}

  /** Makes a row of a line with its number. */
  interface Reader {
    Row read(String line, int number);
  }

  private record Line(String text, int number) {}

  private final Reader reader;
  private final Consumer<Entry> taker;
  private final List<Line> block = new ArrayList<>(LINES);

  /**
   * Begins to read.
   *
   * @param reader called by several threads
   * @param taker is given every line and its row, in order
   */
  RowBlocks(Reader reader, Consumer<Entry> taker) {
    this.reader = reader;
    this.taker = taker;
  }

  void add(String line, int number) {
    block.add(new Line(line, number));
    if (block.size() == LINES) {
      flush();
    }
  }

  /** Gives on what is left. */
  void flush() {
    Tasks.map(block, line -> new Entry(line.text(), reader.read(line.text(), line.number())))
        .forEach(taker);
    block.clear();
  }
}
