package org.backflow.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backflow completion}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Print a script that completes commands and options.",
    description = {
      "",
      "In force in the shell that reads it; to keep it, put the line below into ~/.bashrc or"
          + " ~/.zshrc, with the whole path of backflow.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = {"  source <(./backflow completion)"})
final class CompletionCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  /** The shells whose completion the script speaks. */
  enum Shell {
    BASH,
    ZSH
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "bash|zsh",
      description = "The shell; bash when left out.")
  private Shell shell = Shell.BASH;

  CompletionCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.println("# Completion of backflow for " + shell.name().toLowerCase(Locale.ROOT));
    out.print(AutoComplete.bash(spec.root().name(), spec.root().commandLine()));
    out.flush();
    return 0;
  }
}
