package org.backflow.report.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.backflow.configuration.tree.MessageText;

/** What a command tells people: lines and tables, for the terminal, in Markdown or in LaTeX. */
public final class Document {

  /** Longer ones are hard to read, however wide the terminal. */
  private static final int LONGEST_LINE = 100;

  private final List<Block> blocks = new ArrayList<>();

  /** A part, one below the other. */
  sealed interface Block permits Line, Gap, Table {}

  /**
   * A line, which goes on below with {@code indent} where it is too long.
   *
   * @param mark what it stands out by
   */
  record Line(String text, String indent, Mark mark) implements Block {}

  /** An empty line. */
  record Gap() implements Block {}

  /** A table. */
  record Table(TextTable table) implements Block {}

  public Document line(String text) {
    return line(text, "");
  }

  public Document line(String text, String indent) {
    return line(text, indent, Mark.NONE);
  }

  public Document line(String text, String indent, Mark mark) {
    String shown = text.lines().map(MessageText::printable).collect(Collectors.joining("\n"));
    blocks.add(new Line(shown, indent, mark));
    return this;
  }

  public Document gap() {
    blocks.add(new Gap());
    return this;
  }

  public Document table(TextTable table) {
    blocks.add(new Table(table));
    return this;
  }

  public Document add(Document other) {
    blocks.addAll(other.blocks);
    return this;
  }

  public List<Block> blocks() {
    return List.copyOf(blocks);
  }

  /** Returns the document as a terminal shows it, every line ended by {@code \n}. */
  public String text(Terminal terminal) {
    StringBuilder text = new StringBuilder();
    for (Block block : blocks) {
      if (block instanceof Line line) {
        text.append(line(line, terminal));
      } else if (block instanceof Table table) {
        text.append(table.table().text(terminal));
      } else {
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static String line(Line line, Terminal terminal) {
    String wrapped =
        Phrases.wrapped(line.text(), line.indent(), Math.min(LONGEST_LINE, terminal.columns()));
    return line.mark() == Mark.NONE
        ? wrapped
        : terminal.marked(wrapped.stripTrailing(), line.mark()) + "\n";
  }

  /** Returns the document in the Markdown of GitHub. */
  public String markdown() {
    return MarkdownText.of(this);
  }

  /** Returns the document in LaTeX, tables in the manner of the package booktabs. */
  public String latex() {
    return LatexText.of(this);
  }
}
