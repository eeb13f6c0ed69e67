package org.backflow.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import org.backflow.accelerator.memory.UnsupportedStorageException;
import org.backflow.configuration.ConfigurationException;
import org.backflow.configuration.Wording;
import org.backflow.cosim.HdlFailureException;
import org.backflow.cosim.MissingToolException;
import org.backflow.cosim.UnsupportedTrainingException;
import org.backflow.data.InvalidDataException;
import org.backflow.experiment.CheckpointException;
import org.backflow.plan.CountLimitException;
import org.backflow.report.OutputException;
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
      StringWriter trace = new StringWriter();
      exception.printStackTrace(new PrintWriter(trace));
      Messages.tell(
          commandLine,
          "backflow: an error in Backflow itself; please report it with:\n"
              + trace.toString().replace("\t", "  "));
    } else if (code == USAGE) {
      Messages.usage(commandLine, String.valueOf(exception.getMessage()));
    } else {
      Messages.tell(commandLine, "backflow: " + message(exception));
    }
    return code;
  }

  private static String message(Exception exception) {
    return exception instanceof InvalidPathException path
        ? Wording.brief(path.getInput()) + ": no name of a file here (" + path.getReason() + ")"
        : String.valueOf(exception.getMessage());
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
            || exception instanceof OutputException
            || exception instanceof SweepFolderException
            || exception instanceof MissingToolException
            || exception instanceof UnsupportedStorageException
            || exception instanceof UnsupportedTrainingException;
    if (exception instanceof HdlFailureException) {
      return CHECK_FAILED;
    }
    return invalid ? INVALID_INPUT : INTERNAL;
  }
}
