package org.backflow.cli;

import java.io.PrintWriter;
import org.backflow.configuration.tree.MessageText;
import picocli.CommandLine;

/**
 * The one door to standard error: whatever a message repeats of files and options, no terminal
 * obeys it, and no line is longer than can be read.
 */
final class Messages {

  private Messages() {}

  /** Tells a message of any number of lines. */
  static void tell(CommandLine command, String message) {
    tell(command.getErr(), message);
  }

  /** Tells a message of any number of lines where there is no command at hand. */
  static void tell(PrintWriter err, String message) {
    err.println(MessageText.shown(message));
    err.flush();
  }

  /** Tells what is wrong with the command line, and where help is. */
  static int usage(CommandLine command, String message) {
    tell(command, "backflow: " + MessageText.printable(message));
    tell(command, "Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return Failures.USAGE;
  }
}
