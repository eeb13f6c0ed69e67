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
  private int networks;
  private int trained;
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
  public synchronized void started(int points, int done, int networks) {
    this.points = points;
    this.before = done;
    this.done = done;
    this.networks = networks;
    if (networks > 0) {
      err.printf(
          Locale.ROOT,
          "sweep: %,d points, %s%,d %s to train%n",
          points,
          done > 0 ? String.format(Locale.ROOT, "%,d done before, ", done) : "",
          networks,
          networks == 1 ? "network" : "networks");
      err.flush();
    }
    begin = nanoseconds.getAsLong();
    nextLine = SECONDS_BETWEEN_LINES;
    if (isTerminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("sweep")
              .setInitialMax(networks > 0 ? networks : points)
              .startsFrom(networks > 0 ? 0 : done, java.time.Duration.ZERO)
              .setUnit(networks > 0 ? " networks" : " points", 1)
              .showSpeed()
              .setUpdateIntervalMillis(MILLISECONDS_BETWEEN_REDRAWS)
              .setStyle(ProgressBarStyle.ASCII)
              .setConsumer(new ConsoleProgressBarConsumer(System.err))
              .build();
    }
  }

  @Override
  public synchronized void advanced(int more, int moreNetworks) {
    done += more;
    trained += moreNetworks;
    if (bar != null) {
      bar.stepBy(networks > 0 ? moreNetworks : more);
    } else if (seconds() >= nextLine) {
      nextLine = seconds() + SECONDS_BETWEEN_LINES;
      err.println(networks > 0 ? networksSoFar() : pointsSoFar());
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

  private String pointsSoFar() {
    return String.format(
        Locale.ROOT,
        "sweep: %,d of %,d points, %s points/s, %s left",
        done,
        points,
        rate(),
        left(points - done, done - before));
  }

  private String networksSoFar() {
    return String.format(
        Locale.ROOT,
        "sweep: %,d of %,d networks trained, %,d of %,d points done, %s left",
        trained,
        networks,
        done,
        points,
        left(networks - trained, trained));
  }

  private String left(int toDo, int doneHere) {
    return LogProgress.duration(Math.round(toDo * seconds() / Math.max(1, doneHere)));
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
