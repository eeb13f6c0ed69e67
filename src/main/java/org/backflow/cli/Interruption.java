package org.backflow.cli;

import java.io.PrintWriter;
import java.util.function.Supplier;

/**
 * Has the last word on standard error when the process is told to stop, by Ctrl-C or by a batch
 * system: what is kept, and how to go on. In force until closed.
 */
final class Interruption implements AutoCloseable {

  private final Thread hook;

  /**
   * Begins to wait for a signal.
   *
   * @param lastWord ends what goes on and says what is kept of it
   */
  Interruption(PrintWriter err, Supplier<String> lastWord) {
    this.hook =
        new Thread(
            () -> {
              err.println("backflow: stopped" + lastWord.get());
              err.flush();
            },
            "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Stops waiting. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException stopping) {
      // The signal came first, and the hook is running: it has the last word.
    }
  }
}
