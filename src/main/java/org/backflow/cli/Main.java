package org.backflow.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
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
      "  backflow compare                                  the default comparison, on MNIST",
      "  backflow cost --layers 784-20-10 --scheme one-hot what one training step costs",
      "  backflow cost --gemm 64,20,784 --array 16x16      what one matrix product costs",
      "  backflow audit                                    the factor of 20, and where it pays",
      "  backflow verify                                   fixed point against float",
      "  backflow explain utilization                      what a figure means",
      "  backflow cosim                                    Java against the RTL, needs Verilator"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a check failed",
      "2:the command line is wrong",
      "3:a file, a value or the data is invalid; the message says where",
      "70:an error in Backflow itself",
      "130:stopped by Ctrl-C; compare --resume goes on"
    },
    subcommands = {
      AuditCommand.class,
      CompareCommand.class,
      CosimCommand.class,
      CostCommand.class,
      ExplainCommand.class,
      ReportCommand.class,
      ResourcesCommand.class,
      VerifyCommand.class,
      HelpCommand.class
    })
public final class Main implements Runnable {

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
    PrintWriter err =
        new PrintWriter(
            new OutputStreamWriter(
                new FileOutputStream(FileDescriptor.err), StandardCharsets.UTF_8),
            true);
    int code = commandLine().setOut(out).setErr(err).execute(arguments);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** Returns the command line, complete with the mapping of exceptions to exit codes. */
  public static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new Failures())
        .setExitCodeExceptionMapper(new Failures());
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing: expected one of audit, compare, cosim, cost, explain, report,"
            + " resources, verify, help");
  }
}
