package org.backflow.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.backflow.experiment.ProgressListener;
import org.backflow.training.TrainingRun;
import org.jspecify.annotations.Nullable;

/** A progress bar with the time left, on standard error. */
final class TerminalProgress implements ProgressListener {

  private static final int MILLISECONDS_BETWEEN_REDRAWS = 200;

  /** Fewer samples are not counted in thousands. */
  private static final int LEAST_THOUSANDS = 10_000;

  private final PrintWriter err;
  private @Nullable ProgressBar bar;

  private TerminalProgress(PrintWriter err) {
    this.err = err;
  }

  /**
   * Returns a bar where standard error is a terminal, as the launcher says, and else a line a
   * minute on {@code err}.
   */
  static ProgressListener create(PrintWriter err) {
    return Boolean.getBoolean("backflow.progress")
        ? new TerminalProgress(err)
        : new LogProgress(err, System::nanoTime);
  }

  @Override
  public synchronized void started(String task, long total) {
    boolean isMany = total >= LEAST_THOUSANDS;
    bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setUnit(isMany ? "k samples" : " samples", isMany ? 1000 : 1)
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
  public synchronized void measured(String training, int epochs, TrainingRun.Epoch measured) {
    if (bar != null) {
      bar.setExtraMessage(" " + LogProgress.latest(training, epochs, measured));
    }
  }

  @Override
  public synchronized void remarked(String remark) {
    Messages.tell(err, "note: " + remark);
  }

  @Override
  public synchronized void finished() {
    if (bar != null) {
      bar.close();
    }
  }
}
