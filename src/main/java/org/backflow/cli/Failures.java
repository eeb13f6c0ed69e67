package org.backflow.cli;

import org.backflow.accelerator.memory.UnsupportedStorageException;
import org.backflow.configuration.ConfigurationException;
import org.backflow.cosim.HdlFailureException;
import org.backflow.cosim.MissingToolException;
import org.backflow.cosim.UnsupportedTrainingException;
import org.backflow.data.InvalidDataException;
import org.backflow.experiment.CheckpointException;
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
      commandLine.getErr().println("backflow: an error in Backflow itself; please report it with:");
      exception.printStackTrace(commandLine.getErr());
    } else {
      commandLine.getErr().println("backflow: " + exception.getMessage());
    }
    return code;
  }

  @Override
  public int getExitCode(Throwable exception) {
    if (exception instanceof ParameterException) {
      return USAGE;
    }
    boolean invalid =
        exception instanceof ConfigurationException
            || exception instanceof InvalidDataException
            || exception instanceof CheckpointException
            || exception instanceof InvalidOptionException
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
