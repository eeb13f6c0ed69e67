package org.backflow.cli;

import org.backflow.report.text.Terminal;

/** The terminal as the launcher describes it; a plain one of 80 columns where it does not. */
final class Screen {

  private static final int FEWEST_COLUMNS_OF_HELP = 55;
  private static final int MOST_COLUMNS_OF_HELP = 100;

  private Screen() {}

  static Terminal terminal() {
    return new Terminal(
        Integer.getInteger("backflow.columns", Terminal.PLAIN.columns()),
        Boolean.getBoolean("backflow.coloured"));
  }

  /** Returns the columns that help is laid out for. */
  static int columnsOfHelp() {
    return Math.min(MOST_COLUMNS_OF_HELP, Math.max(FEWEST_COLUMNS_OF_HELP, terminal().columns()));
  }
}
