package org.backflow.report.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backflow.configuration.tree.MessageText;

/**
 * A table for people: the first column flush left, all others flush right, two spaces between. The
 * first row names the columns; a row of one cell is a heading.
 */
public final class TextTable {

  private static final int GAP = 2;

  private final List<Row> rows = new ArrayList<>();

  /**
   * A row.
   *
   * @param marks by column, what a cell stands out by
   */
  record Row(List<String> cells, Map<Integer, Mark> marks) {

    Row(List<String> cells) {
      this(cells.stream().map(MessageText::printable).toList(), new HashMap<>());
    }

    boolean isHeading() {
      return cells.size() == 1;
    }
  }

  public void row(String... cells) {
    rows.add(new Row(List.of(cells)));
  }

  public void row(List<String> cells) {
    rows.add(new Row(cells));
  }

  public void row(String first, List<String> others) {
    List<String> cells = new ArrayList<>();
    cells.add(first);
    cells.addAll(others);
    row(cells);
  }

  /** Lets a cell of the last row stand out. */
  public void mark(int column, Mark mark) {
    rows.get(rows.size() - 1).marks().put(column, mark);
  }

  List<Row> rows() {
    return Collections.unmodifiableList(rows);
  }

  int columns() {
    return rows.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
  }

  /**
   * Returns the table in blocks as wide as {@code terminal}, an empty line between them: each has
   * the first column and as many of the others as fit, at least one.
   */
  String text(Terminal terminal) {
    int[] widths = widths();
    if (widths.length < 2) {
      return block(widths, 1, widths.length, terminal);
    }
    List<String> blocks = new ArrayList<>();
    int from = 1;
    while (from < widths.length) {
      int used = widths[0] + GAP + widths[from];
      int to = from + 1;
      while (to < widths.length && used + GAP + widths[to] <= terminal.columns()) {
        used += GAP + widths[to];
        to++;
      }
      blocks.add(block(widths, from, to, terminal));
      from = to;
    }
    return String.join("\n", blocks);
  }

  /** Returns the first column and the columns {@code from} to {@code to - 1}. */
  private String block(int[] widths, int from, int to, Terminal terminal) {
    StringBuilder text = new StringBuilder();
    for (Row row : rows) {
      StringBuilder line = new StringBuilder();
      String first = row.cells().get(0);
      line.append(row.isHeading() ? terminal.emphasized(first) : first)
          .append(" ".repeat(Math.max(0, widths[0] - first.length())));
      for (int column = from; column < Math.min(to, row.cells().size()); column++) {
        String cell = row.cells().get(column);
        line.append(" ".repeat(GAP + Math.max(0, widths[column] - cell.length())))
            .append(terminal.marked(cell, row.marks().getOrDefault(column, Mark.NONE)));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int[] widths() {
    int[] widths = new int[columns()];
    for (Row row : rows) {
      for (int column = 0; !row.isHeading() && column < row.cells().size(); column++) {
        widths[column] = Math.max(widths[column], row.cells().get(column).length());
      }
    }
    return widths;
  }
}
