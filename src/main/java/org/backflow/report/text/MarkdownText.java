package org.backflow.report.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A document in GitHub Flavored Markdown, whose tables are aligned in the source, too. Lines that
 * follow each other stay lines of one paragraph.
 */
final class MarkdownText {

  private static final String INDENT = "  ";
  private static final String SHOWN_INDENT = "&emsp;";

  private final StringBuilder text = new StringBuilder();

  private MarkdownText() {}

  static String of(Document document) {
    MarkdownText markdown = new MarkdownText();
    Document.Block before = new Document.Gap();
    for (Document.Block block : document.blocks()) {
      if (block instanceof Document.Line line) {
        markdown.line(line, before instanceof Document.Line);
      } else if (block instanceof Document.Table table) {
        markdown.startBlock();
        markdown.table(table.table());
      }
      before = block;
    }
    return markdown.text.toString();
  }

  private void startBlock() {
    if (!text.isEmpty()) {
      text.append('\n');
    }
  }

  private void line(Document.Line line, boolean goesOn) {
    if (goesOn) {
      // A backslash before its end breaks a line.
      text.insert(text.length() - 1, '\\');
    } else {
      startBlock();
    }
    String shown = escaped(line.text().strip());
    text.append(line.mark() == Mark.NONE ? shown : bold(shown)).append('\n');
  }

  private void table(TextTable table) {
    int columns = table.columns();
    List<List<String>> cells = new ArrayList<>();
    for (TextTable.Row row : table.rows()) {
      cells.add(cells(row, columns));
    }
    int[] widths = new int[columns];
    for (int column = 0; column < columns; column++) {
      widths[column] = 3;
      for (List<String> row : cells) {
        widths[column] = Math.max(widths[column], length(row.get(column)));
      }
    }
    row(cells.get(0), widths);
    for (int column = 0; column < columns; column++) {
      String rule = "-".repeat(widths[column] - 1);
      text.append(column == 0 ? "| :" + rule : " | " + rule + ":");
    }
    text.append(" |\n");
    cells.subList(1, cells.size()).forEach(row -> row(row, widths));
  }

  private void row(List<String> cells, int[] widths) {
    for (int column = 0; column < widths.length; column++) {
      String padding = " ".repeat(widths[column] - length(cells.get(column)));
      text.append(column == 0 ? "| " : " | ");
      text.append(column == 0 ? cells.get(column) + padding : padding + cells.get(column));
    }
    text.append(" |\n");
  }

  private static List<String> cells(TextTable.Row row, int columns) {
    List<String> cells = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      String cell = column < row.cells().size() ? row.cells().get(column) : "";
      boolean standsOut =
          row.marks().getOrDefault(column, Mark.NONE) != Mark.NONE
              || (row.isHeading() && column == 0);
      String shown = column == 0 ? indented(cell) : escaped(cell);
      cells.add(standsOut ? bold(shown) : shown);
    }
    return cells;
  }

  private static String indented(String cell) {
    String rest = cell;
    StringBuilder indent = new StringBuilder();
    while (rest.startsWith(INDENT)) {
      rest = rest.substring(INDENT.length());
      indent.append(SHOWN_INDENT);
    }
    return indent + escaped(rest);
  }

  private static String bold(String text) {
    return text.isEmpty() ? text : "**" + text + "**";
  }

  /** Returns {@code text} with the characters escaped that mean something to Markdown. */
  static String escaped(String text) {
    return text.replaceAll("[\\\\`*_|<\\[\\]#~]", "\\\\$0");
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
