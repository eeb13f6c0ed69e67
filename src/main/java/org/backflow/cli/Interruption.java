package org.backflow.cli;

import java.io.PrintWriter;
import org.backflow.experiment.CheckpointFolder;
import org.backflow.experiment.ProgressListener;

/**
 * Ends a comparison cleanly when the process is told to stop, by Ctrl-C or by a batch system: no
 * checkpoint is left half written, and standard error says how to go on. In force until closed.
 */
final class Interruption {

  private final Thread hook;

  /**
   * Begins to wait for a signal.
   *
   * @param command the command that goes on
   */
  Interruption(
      CheckpointFolder checkpoints, ProgressListener progress, PrintWriter err, String command) {
    this.hook =
        new Thread(
            () -> {
              checkpoints.stop();
              progress.finished();
              err.println(
                  checkpoints.hasCheckpoints()
                      ? "backflow: stopped; every epoch that ended is kept. To go on:\n  " + command
                      : "backflow: stopped before the first epoch ended");
              err.flush();
            },
            "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Stops waiting. */
  void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException stopping) {
      // The signal came first, and the hook is running: it has the last word.
    }
  }
}
