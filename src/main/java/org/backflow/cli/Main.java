package org.backflow.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code backflow}. */
@Command(
    name = "backflow",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "What the feedback path of a training accelerator costs, and what it buys.",
    description = {
      "",
      "Trains a network with backpropagation and with the feedback schemes that replace its"
          + " transposed weights, in float and in bit-true fixed point, and counts what the same"
          + " step costs on a systolic array.",
      ""
    },
    footerHeading = "%nStart here:%n",
    footer = {
      "  backflow compare",
      "  backflow cost --layers 784-20-10 --scheme one-hot",
      "  backflow cost --gemm 64,20,784 --array 16x16",
      "  backflow audit",
      "  backflow sweep scheme-depth-width",
      "  backflow explain utilization"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a check failed",
      "2:the command line is wrong: a command, an option or its value",
      "3:a file, a value in it or of --set, or the data is invalid; the message says where",
      "70:an error in Backflow itself",
      "130:stopped by Ctrl-C; compare and sweep go on with --resume"
    },
    subcommands = {
      AuditCommand.class,
      CompareCommand.class,
      CompletionCommand.class,
      CosimCommand.class,
      CostCommand.class,
      ExplainCommand.class,
      ReportCommand.class,
      ResourcesCommand.class,
      SweepCommand.class,
      VerifyCommand.class,
      HelpCommand.class
    })
public final class Main implements Callable<Integer> {

  private static final String GUIDE =
      """
      What the feedback path of a training accelerator costs, and what it buys.

      What one training step costs, at once:
        backflow cost --layers 784-20-10 --scheme one-hot

      Every scheme trained on MNIST and costed, in a minute or two:
        backflow compare

      A claimed factor of 20, under every convention:
        backflow audit

      README.md tells the rest; backflow --help lists all commands.
      """;

  @Spec private CommandSpec spec;

  Main() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] arguments) {
    // Reports and tables are UTF-8 wherever they are read, so the terminal gets the same bytes.
    PrintWriter out =
        new PrintWriter(
            new OutputStreamWriter(
                new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8),
            true);
    FileOutputStream messages = new FileOutputStream(StandardError.descriptor());
    System.setErr(new PrintStream(messages, true, StandardCharsets.UTF_8));
    PrintWriter err =
        new PrintWriter(new OutputStreamWriter(messages, StandardCharsets.UTF_8), true);
    int code = commandLine().setOut(out).setErr(err).execute(arguments);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** Returns the command line, complete with the mapping of exceptions to exit codes. */
  public static CommandLine commandLine() {
    Help.Ansi ansi = Screen.terminal().coloured() ? Help.Ansi.ON : Help.Ansi.OFF;
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(Screen.columnsOfHelp())
        .setColorScheme(Help.defaultColorScheme(ansi))
        .setParameterExceptionHandler(new UsageErrors())
        .setExecutionExceptionHandler(new Failures())
        .setExitCodeExceptionMapper(new Failures());
  }

  /** Without a command there is nothing to do but to say what there is. */
  @Override
  public Integer call() {
    spec.commandLine().getErr().print(GUIDE);
    spec.commandLine().getErr().flush();
    return Failures.USAGE;
  }
}
