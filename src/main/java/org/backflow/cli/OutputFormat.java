package org.backflow.cli;

import java.io.PrintWriter;
import org.backflow.report.text.Printable;
import picocli.CommandLine.Model.CommandSpec;

/** How a command prints its result. */
enum OutputFormat {
  /** For people. */
  TABLE,
  /** For programs. */
  JSON,
  /** For spreadsheets. */
  CSV,
  /** For issues and READMEs. */
  MARKDOWN,
  /** For papers. */
  LATEX;

  /** What help shows in place of the value. */
  static final String LABEL = "FORMAT";

  /** What help says of an option that takes any of them. */
  static final String DESCRIPTION =
      "What is printed: table, json, csv, markdown or latex; table when left out.";

  /** Prints {@code printable} as the result of the command of {@code spec}. */
  void print(Printable printable, CommandSpec spec) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(text(printable));
    out.flush();
  }

  private String text(Printable printable) {
    return switch (this) {
      case TABLE -> printable.document().text(Screen.terminal());
      case JSON -> printable.json();
      case CSV -> printable.csv();
      case MARKDOWN -> printable.document().markdown();
      case LATEX -> printable.document().latex();
    };
  }
}
