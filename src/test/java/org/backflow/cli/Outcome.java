package org.backflow.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command line came to. */
public record Outcome(int code, String out, String err) {

  /** Runs {@code backflow} with {@code arguments} in this process. */
  public static Outcome of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Outcome(code, out.toString(), err.toString());
  }
}
