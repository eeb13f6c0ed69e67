package org.backflow.report.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A document as LaTeX to be included: tables need the package booktabs. */
final class LatexText {

  private static final String INDENT = "  ";

  private static final Map<Integer, String> COMMANDS =
      Map.ofEntries(
          Map.entry((int) '\\', "\\textbackslash{}"),
          Map.entry((int) '{', "\\{"),
          Map.entry((int) '}', "\\}"),
          Map.entry((int) '$', "\\$"),
          Map.entry((int) '&', "\\&"),
          Map.entry((int) '#', "\\#"),
          Map.entry((int) '%', "\\%"),
          Map.entry((int) '_', "\\_"),
          Map.entry((int) '^', "\\textasciicircum{}"),
          Map.entry((int) '~', "\\textasciitilde{}"),
          Map.entry((int) '<', "$<$"),
          Map.entry((int) '>', "$>$"),
          Map.entry((int) '|', "$|$"),
          Map.entry((int) '"', "''"),
          Map.entry((int) '±', "$\\pm$"),
          Map.entry((int) '−', "$-$"),
          Map.entry((int) '×', "$\\times$"));

  private final StringBuilder text = new StringBuilder("% needs \\usepackage{booktabs}\n");

  private LatexText() {}

  static String of(Document document) {
    LatexText latex = new LatexText();
    Document.Block before = new Document.Gap();
    for (Document.Block block : document.blocks()) {
      if (block instanceof Document.Line line) {
        latex.line(line, before instanceof Document.Line);
      } else if (block instanceof Document.Table table) {
        latex.table(table.table());
      }
      before = block;
    }
    return latex.text.toString();
  }

  private void line(Document.Line line, boolean goesOn) {
    if (goesOn) {
      text.insert(text.length() - 1, " \\\\");
    } else {
      text.append("\n\\noindent\n");
    }
    String shown = escaped(line.text().strip());
    text.append(line.mark() == Mark.NONE ? shown : bold(shown)).append('\n');
  }

  private void table(TextTable table) {
    int columns = table.columns();
    text.append("\n\\begin{tabular}{l").append("r".repeat(columns - 1)).append("}\n\\toprule\n");
    boolean isFirst = true;
    for (TextTable.Row row : table.rows()) {
      text.append(row.isHeading() ? heading(row, columns) : cells(row, columns));
      text.append(" \\\\\n").append(isFirst ? "\\midrule\n" : "");
      isFirst = false;
    }
    text.append("\\bottomrule\n\\end{tabular}\n");
  }

  private static String heading(TextTable.Row row, int columns) {
    return "\\multicolumn{" + columns + "}{l}{\\emph{" + escaped(row.cells().get(0)) + "}}";
  }

  private static String cells(TextTable.Row row, int columns) {
    List<String> cells = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      String cell = column < row.cells().size() ? row.cells().get(column) : "";
      String shown = column == 0 ? indented(cell) : escaped(cell);
      boolean standsOut = row.marks().getOrDefault(column, Mark.NONE) != Mark.NONE;
      cells.add(standsOut ? bold(shown) : shown);
    }
    return String.join(" & ", cells);
  }

  private static String indented(String cell) {
    String rest = cell;
    StringBuilder indent = new StringBuilder();
    while (rest.startsWith(INDENT)) {
      rest = rest.substring(INDENT.length());
      indent.append("\\quad ");
    }
    return indent + escaped(rest);
  }

  private static String bold(String text) {
    return text.isEmpty() ? text : "\\textbf{" + text + "}";
  }

  /** Returns {@code text} with the characters replaced that mean something to LaTeX. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints().forEach(c -> escaped.append(COMMANDS.getOrDefault(c, Character.toString(c))));
    return escaped.toString().replaceAll("(?<=\\d)x(?!\\w)", "\\$\\\\times\\$");
  }
}
