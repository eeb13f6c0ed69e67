package org.backflow.report.text;

/**
 * Where tables are read.
 *
 * @param columns characters of a line, at least {@value #FEWEST_COLUMNS}
 * @param coloured whether what stands out may be coloured
 */
public record Terminal(int columns, boolean coloured) {

  /** The narrowest that tables are laid out for. */
  public static final int FEWEST_COLUMNS = 40;

  /** A file or a pipe, and a terminal of which nothing is known. */
  public static final Terminal PLAIN = new Terminal(80, false);

  private static final String BOLD = "\u001B[1m";
  private static final String GREEN = "\u001B[32m";
  private static final String RED = "\u001B[31m";
  private static final String END = "\u001B[0m";

  /** Takes a narrower one for the narrowest. */
  public Terminal {
    columns = Math.max(FEWEST_COLUMNS, columns);
  }

  String emphasized(String text) {
    return coloured ? BOLD + text + END : text;
  }

  String marked(String text, Mark mark) {
    if (!coloured || mark == Mark.NONE) {
      return text;
    }
    return (mark == Mark.GOOD ? GREEN : RED) + text + END;
  }
}
