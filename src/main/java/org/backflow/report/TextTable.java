package org.backflow.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table for the terminal: the first column flush left, all others flush right, two spaces
 * between. A row of one cell is a heading.
 */
final class TextTable {

  private static final int GAP = 2;

  private final List<List<String>> rows = new ArrayList<>();

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  void row(String first, List<String> others) {
    List<String> cells = new ArrayList<>();
    cells.add(first);
    cells.addAll(others);
    rows.add(List.copyOf(cells));
  }

  /**
   * Returns the table in blocks of at most {@code width} characters, an empty line between them:
   * each has the first column and as many of the others as fit, at least one.
   */
  String inBlocks(int width) {
    int[] widths = widths();
    List<String> blocks = new ArrayList<>();
    int from = 1;
    while (from < widths.length) {
      int used = widths[0] + GAP + widths[from];
      int to = from + 1;
      while (to < widths.length && used + GAP + widths[to] <= width) {
        used += GAP + widths[to];
        to++;
      }
      blocks.add(block(widths, from, to));
      from = to;
    }
    return String.join("\n", blocks);
  }

  @Override
  public String toString() {
    int[] widths = widths();
    return block(widths, 1, widths.length);
  }

  /** Returns the first column and the columns {@code from} to {@code to - 1}. */
  private String block(int[] widths, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      line.append(row.get(0)).append(" ".repeat(Math.max(0, widths[0] - row.get(0).length())));
      for (int column = from; column < Math.min(to, row.size()); column++) {
        String cell = row.get(column);
        line.append(" ".repeat(GAP + Math.max(0, widths[column] - cell.length()))).append(cell);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int[] widths() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int column = 0; row.size() > 1 && column < row.size(); column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return widths;
  }
}
