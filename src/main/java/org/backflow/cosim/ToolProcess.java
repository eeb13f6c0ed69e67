package org.backflow.cosim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A command that runs in a folder, writes what it prints to a file, and ends in time or is ended.
 */
final class ToolProcess {

  private static final int LINES_SHOWN = 12;
  private static final long NANOSECONDS_PER_SECOND = 1_000_000_000L;

  private ToolProcess() {}

  /**
   * Runs {@code command}.
   *
   * @param log where standard output and standard error go
   * @return the exit code; empty when the command was ended because it took longer than {@code
   *     limit}
   */
  static OptionalInt run(List<String> command, Path folder, Path log, Duration limit) {
    return run(command, folder, log, limit, () -> {});
  }

  /** Runs {@code command} and {@code everySecond} while it takes its time. */
  static OptionalInt run(
      List<String> command, Path folder, Path log, Duration limit, Runnable everySecond) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      try {
        long end = System.nanoTime() + limit.toNanos();
        while (!process.waitFor(
            Math.min(NANOSECONDS_PER_SECOND, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
          if (System.nanoTime() - end >= 0) {
            return OptionalInt.empty();
          }
          everySecond.run();
        }
        return OptionalInt.of(process.exitValue());
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + command.get(0) + " ran", e);
    }
  }

  /** Returns the last lines of {@code log}, indented, to be shown below a message. */
  static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      StringBuilder text = new StringBuilder();
      for (String line : lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size())) {
        text.append("\n    ").append(line);
      }
      return text.toString();
    } catch (IOException e) {
      return "\n    (" + log + " cannot be read: " + e.getMessage() + ")";
    }
  }

  /** Deletes {@code folder} with everything in it, if it is there. */
  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
