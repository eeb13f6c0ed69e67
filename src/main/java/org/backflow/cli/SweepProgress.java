package org.backflow.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.backflow.sweep.SweepListener;
import org.jspecify.annotations.Nullable;

/**
 * How far a sweep is, on standard error: a bar on a terminal, else a line now and then, and how
 * fast it was in the end.
 */
final class SweepProgress implements SweepListener {
  private static final double NANOSECONDS_PER_SECOND = 1e9;
  private static final double SECONDS_BETWEEN_LINES = 10;
  private static final int MOST_DAMAGED_LINES = 10;
  private static final int MILLISECONDS_BETWEEN_REDRAWS = 200;

  private final PrintWriter err;
  private final LongSupplier nanoseconds;
  private final boolean isTerminal;
  private @Nullable ProgressBar bar;
  private int points;
  private int before;
  private int done;
  private long begin;
  private double nextLine;

  SweepProgress(PrintWriter err, LongSupplier nanoseconds, boolean isTerminal) {
    this.err = err;
    this.nanoseconds = nanoseconds;
    this.isTerminal = isTerminal;
  }

  /** Returns a bar where standard error is a terminal, as the launcher says, and else lines. */
  static SweepProgress create(PrintWriter err) {
    return new SweepProgress(err, System::nanoTime, Boolean.getBoolean("backflow.progress"));
  }

  @Override
  public void damaged(Path file, Map<Integer, String> lines) {
    lines.entrySet().stream()
        .limit(MOST_DAMAGED_LINES)
        .forEach(line -> Messages.tell(err, file + ":" + line.getKey() + ": " + line.getValue()));
    Messages.tell(
        err,
        String.format(
            Locale.ROOT,
            "sweep: %,d %s of %s not as written; what %s is computed again",
            lines.size(),
            lines.size() == 1 ? "row" : "rows",
            file.getFileName() + (lines.size() == 1 ? " is" : " are"),
            lines.size() == 1 ? "it held" : "they held"));
  }

  @Override
  public synchronized void started(int points, int done) {
    this.points = points;
    this.before = done;
    this.done = done;
    begin = nanoseconds.getAsLong();
    nextLine = SECONDS_BETWEEN_LINES;
    if (isTerminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("sweep")
              .setInitialMax(points)
              .startsFrom(done, java.time.Duration.ZERO)
              .setUnit(" points", 1)
              .showSpeed()
              .setUpdateIntervalMillis(MILLISECONDS_BETWEEN_REDRAWS)
              .setStyle(ProgressBarStyle.ASCII)
              .setConsumer(new ConsoleProgressBarConsumer(System.err))
              .build();
    }
  }

  @Override
  public synchronized void advanced(int more) {
    done += more;
    if (bar != null) {
      bar.stepBy(more);
    } else if (seconds() >= nextLine) {
      nextLine = seconds() + SECONDS_BETWEEN_LINES;
      err.printf(
          Locale.ROOT,
          "sweep: %,d of %,d points, %s points/s, %s left%n",
          done,
          points,
          rate(),
          LogProgress.duration(
              Math.round((points - done) * seconds() / Math.max(1, done - before))));
      err.flush();
    }
  }

  @Override
  public synchronized void finished() {
    if (bar != null) {
      bar.close();
    }
    err.printf(
        Locale.ROOT,
        "sweep: %,d points in %.1f s, %s points/s%n",
        done - before,
        seconds(),
        rate());
    err.flush();
  }

  /** Returns how many points are kept, those of an earlier sweep among them. */
  synchronized int kept() {
    return done;
  }

  private double seconds() {
    return (nanoseconds.getAsLong() - begin) / NANOSECONDS_PER_SECOND;
  }

  private String rate() {
    double rate = (done - before) / Math.max(1e-9, seconds());
    return String.format(Locale.ROOT, rate >= 100 ? "%,.0f" : "%.2f", rate);
  }
}
