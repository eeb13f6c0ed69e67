package org.backflow.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.backflow.experiment.ProgressListener;
import org.jspecify.annotations.Nullable;

/** A progress bar with the time left, on standard error. */
final class TerminalProgress implements ProgressListener {

  private static final int MILLISECONDS_BETWEEN_REDRAWS = 200;

  private @Nullable ProgressBar bar;

  /** Returns a bar where standard error is a terminal, as the launcher says, and else nothing. */
  static ProgressListener create() {
    return Boolean.getBoolean("backflow.progress") ? new TerminalProgress() : SILENT;
  }

  @Override
  public synchronized void started(String task, long total) {
    bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setUnit("k samples", 1000)
            .setUpdateIntervalMillis(MILLISECONDS_BETWEEN_REDRAWS)
            .setStyle(ProgressBarStyle.ASCII)
            .setConsumer(new ConsoleProgressBarConsumer(System.err))
            .build();
  }

  @Override
  public synchronized void advanced(long amount) {
    if (bar != null) {
      bar.stepBy(amount);
    }
  }

  @Override
  public synchronized void finished() {
    if (bar != null) {
      bar.close();
    }
  }
}
