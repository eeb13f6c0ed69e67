package org.backflow.cli;

import java.io.PrintWriter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.backflow.experiment.ProgressListener;
import org.backflow.training.TrainingRun;

/** How far a comparison is, for a log: a line a minute at most, when an epoch ends. */
final class LogProgress implements ProgressListener {

  private static final long NANOSECONDS_PER_SECOND = 1_000_000_000L;
  private static final long SECONDS_BETWEEN_LINES = 60;

  private final PrintWriter log;
  private final LongSupplier nanoseconds;
  private String task = "";
  private long total;
  private long done;
  private long doneBefore;
  private long begin;
  private long nextLine;

  LogProgress(PrintWriter log, LongSupplier nanoseconds) {
    this.log = log;
    this.nanoseconds = nanoseconds;
  }

  @Override
  public synchronized void started(String task, long total) {
    this.task = task;
    this.total = total;
    done = 0;
    doneBefore = 0;
    begin = nanoseconds.getAsLong();
    nextLine = SECONDS_BETWEEN_LINES;
  }

  @Override
  public synchronized void resumed(long amount) {
    done += amount;
    doneBefore += amount;
  }

  @Override
  public synchronized void advanced(long amount) {
    done += amount;
  }

  @Override
  public synchronized void measured(String training, int epochs, TrainingRun.Epoch measured) {
    long seconds = (nanoseconds.getAsLong() - begin) / NANOSECONDS_PER_SECOND;
    if (seconds >= nextLine) {
      nextLine = seconds + SECONDS_BETWEEN_LINES;
      long ahead = Math.max(0, total - done);
      double secondsPerSample = seconds / (double) Math.max(1, done - doneBefore);
      log.printf(
          Locale.ROOT,
          "%s: %d %%, %s left; %s%n",
          task,
          total > 0 ? 100 * done / total : 100,
          duration(Math.round(ahead * secondsPerSample)),
          latest(training, epochs, measured));
      log.flush();
    }
  }

  @Override
  public synchronized void remarked(String remark) {
    Messages.tell(log, "note: " + remark);
  }

  @Override
  public void finished() {}

  /** Returns what the last epoch brought, over the schemes. */
  static String latest(String training, int epochs, TrainingRun.Epoch measured) {
    return String.format(
        Locale.ROOT,
        "%s, epoch %d: loss %s, accuracy %s %%",
        training,
        epochs,
        range("%.4f", 1.0, measured.trainingLoss()),
        range("%.2f", 100.0, measured.testAccuracy()));
  }

  private static String range(String format, double factor, List<Double> figures) {
    String low = String.format(Locale.ROOT, format, factor * Collections.min(figures));
    String high = String.format(Locale.ROOT, format, factor * Collections.max(figures));
    return low.equals(high) ? low : low + " to " + high;
  }

  /** Returns a time that someone waits for, in two units at most. */
  static String duration(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    long minutes = Math.round(seconds / 60.0);
    if (minutes < 60) {
      return minutes + " min";
    }
    return minutes / 60 + " h " + minutes % 60 + " min";
  }
}
