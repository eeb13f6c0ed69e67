package org.backflow.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.backflow.feedback.FeedbackSchemeException;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.files.FailureReason;
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
      "  backflow cost --layers 784-20-10 --scheme all",
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
      "3:a file, a value in it or of --set, or the data is invalid, or an output cannot be written;"
          + " the message says where",
      "70:an error in Backflow itself, or not enough memory",
      "130:stopped by Ctrl-C; compare and sweep go on with --resume"
    },
    subcommands = {
      AuditCommand.class,
      CompareCommand.class,
      CompletionCommand.class,
      CosimCommand.class,
      CostCommand.class,
      ExplainCommand.class,
      InitCommand.class,
      ReportCommand.class,
      ResourcesCommand.class,
      SweepCommand.class,
      VerifyCommand.class,
      CalibrateCommand.class,
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
    FileOutputStream messages = new FileOutputStream(StandardError.descriptor());
    System.setErr(new PrintStream(messages, true, StandardCharsets.UTF_8));
    try {
      // Help and completion list the schemes, those of other jars among them.
      FeedbackSchemes.all();
    } catch (FeedbackSchemeException e) {
      Messages.tell(writer(messages), "backflow: " + e.getMessage());
      System.exit(Failures.INVALID_INPUT);
    }
    System.exit(run(commandLine(), arguments, new FileOutputStream(FileDescriptor.out), messages));
  }

  /**
   * Runs a command line.
   *
   * @param commands what there is
   * @param out standard output
   * @param err standard error
   * @return the exit code
   */
  static int run(CommandLine commands, String[] arguments, OutputStream out, OutputStream err) {
    StandardOutput checked = new StandardOutput(out);
    PrintWriter printed = writer(checked);
    PrintWriter told = writer(err);
    int code;
    try {
      code = commands.setOut(printed).setErr(told).execute(arguments);
    } catch (Error e) {
      code = Failures.tell(e, commands);
    }
    printed.flush();
    if (checked.failure().isPresent()) {
      told.println(
          "backflow: standard output cannot be written: "
              + FailureReason.of(checked.failure().get()));
      code = code == 0 ? Failures.INVALID_INPUT : code;
    }
    told.flush();
    return code;
  }

  /** Reports and tables are UTF-8 wherever they are read, so the terminal gets the same bytes. */
  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
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
