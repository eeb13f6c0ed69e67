package org.backflow.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import java.util.Locale;
import org.backflow.accelerator.memory.UnsupportedStorageException;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.configuration.tree.MessageText;
import org.backflow.cosim.HdlFailureException;
import org.backflow.cosim.MissingToolException;
import org.backflow.cosim.UnsupportedTrainingException;
import org.backflow.cosim.WaveformException;
import org.backflow.data.InvalidDataException;
import org.backflow.experiment.TrainingMemoryException;
import org.backflow.experiment.checkpoint.CheckpointException;
import org.backflow.feedback.FeedbackSchemeException;
import org.backflow.files.FolderLockException;
import org.backflow.plan.CountLimitException;
import org.backflow.report.output.IncompleteReportException;
import org.backflow.report.output.OutputException;
import org.backflow.sweep.SweepFolderException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExitCodeExceptionMapper;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The one place where exceptions become messages and exit codes. */
final class Failures implements IExecutionExceptionHandler, IExitCodeExceptionMapper {

  static final int CHECK_FAILED = 1;
  static final int USAGE = 2;
  static final int INVALID_INPUT = 3;
  static final int INTERNAL = 70;

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine commandLine, ParseResult parseResult) {
    int code = getExitCode(exception);
    if (code == INTERNAL) {
      if (exception instanceof IncompleteReportException) {
        Messages.tell(commandLine, "backflow: " + exception.getMessage());
      }
      Messages.tell(commandLine, report(exception));
    } else if (code == USAGE) {
      Messages.usage(commandLine, String.valueOf(exception.getMessage()));
    } else {
      Messages.tell(commandLine, "backflow: " + message(exception));
    }
    return code;
  }

  private static String message(Exception exception) {
    return exception instanceof InvalidPathException path
        ? MessageText.brief(path.getInput()) + ": no name of a file here (" + path.getReason() + ")"
        : String.valueOf(exception.getMessage());
  }

  /** Says what became of an error that no command can go on after; returns the exit code. */
  static int tell(Error error, CommandLine commandLine) {
    Messages.tell(commandLine, message(error));
    return INTERNAL;
  }

  private static String message(Error error) {
    if (error instanceof OutOfMemoryError) {
      return String.format(
          Locale.ROOT,
          "backflow: out of memory (%s): Java may take %,d MiB. Give it more with"
              + " BACKFLOW_JAVA_OPTS=-Xmx8g, or without ./backflow JAVA_TOOL_OPTIONS=-Xmx8g; or"
              + " take fewer threads, schemes or units, or a smaller minibatch",
          error.getMessage(),
          Runtime.getRuntime().maxMemory() >> 20);
    }
    return error instanceof StackOverflowError
        ? "backflow: the input is nested more deeply than Java's stack is long. Give it more with"
            + " BACKFLOW_JAVA_OPTS=-Xss64m, or without ./backflow JAVA_TOOL_OPTIONS=-Xss64m; or"
            + " take an input that is nested less deeply"
        : report(error);
  }

  private static String report(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return "backflow: an error in Backflow itself; please report it with:\n"
        + trace.toString().replace("\t", "  ");
  }

  @Override
  public int getExitCode(Throwable exception) {
    if (exception instanceof ParameterException || exception instanceof InvalidOptionException) {
      return USAGE;
    }
    boolean invalid =
        exception instanceof ConfigurationException
            || exception instanceof InvalidPathException
            || exception instanceof InvalidDataException
            || exception instanceof CheckpointException
            || exception instanceof CountLimitException
            || exception instanceof FeedbackSchemeException
            || exception instanceof FolderLockException
            || exception instanceof OutputException
            || exception instanceof SweepFolderException
            || exception instanceof TrainingMemoryException
            || exception instanceof MissingToolException
            || exception instanceof UnsupportedStorageException
            || exception instanceof UnsupportedTrainingException
            || exception instanceof WaveformException;
    if (exception instanceof HdlFailureException) {
      return CHECK_FAILED;
    }
    return invalid ? INVALID_INPUT : INTERNAL;
  }
}
