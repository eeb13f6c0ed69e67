package org.backflow.cosim;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares a trace of the RTL with the expected one, line by line, as they are read.
 *
 * <p>A line is {@code <cycle> <operation> <signal>=<value>...} as hdl-ref/README.md defines it. A
 * line with {@code words=} stands for that many words, whose single lines need not be there; {@code
 * cycles=} is counted for every operation but {@code step}, which is the sum of others.
 */
public final class TraceChecker {

  private static final int LINES_BEFORE = 4;
  private static final int LINES_AFTER = 3;
  private static final int HEXADECIMAL = 16;

  private final BufferedReader expected;
  private final BufferedReader actual;
  private final Deque<String> before = new ArrayDeque<>();
  private long records;
  private long words;
  private long cycles;

  /** The operation of the single words that no {@code words=} covers yet, and their number. */
  private String singleOperation = "";

  private long singleWords;

  private TraceChecker(BufferedReader expected, BufferedReader actual) {
    this.expected = expected;
    this.actual = actual;
  }

  /**
   * Compares two files.
   *
   * @throws TraceDifferenceException at the first line that differs, when one trace goes on after
   *     the other has ended, and when there was nothing to compare
   */
  public static TraceCounts compare(Path expected, Path actual) {
    try (BufferedReader left = Files.newBufferedReader(expected, StandardCharsets.US_ASCII);
        BufferedReader right = Files.newBufferedReader(actual, StandardCharsets.US_ASCII)) {
      return compare(left, right);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compares what two readers give, as {@link #compare(Path, Path)} does. */
  public static TraceCounts compare(BufferedReader expected, BufferedReader actual)
      throws IOException {
    return new TraceChecker(expected, actual).compare();
  }

  private TraceCounts compare() throws IOException {
    while (true) {
      String wanted = expected.readLine();
      String got = actual.readLine();
      if (wanted == null && got == null) {
        break;
      }
      if (wanted == null || got == null || !wanted.equals(got)) {
        throw difference(wanted, got);
      }
      records++;
      count(wanted);
      if (before.size() == LINES_BEFORE) {
        before.removeFirst();
      }
      before.addLast(wanted);
    }
    if (records == 0) {
      throw new TraceDifferenceException(1, "both traces are empty: nothing was compared");
    }
    return new TraceCounts(records, words + singleWords, cycles);
  }

  private void count(String line) {
    int start = line.indexOf(' ') + 1;
    int end = line.indexOf(' ', start);
    if (end < 0) {
      return;
    }
    String operation = line.substring(start, end);
    if (!operation.equals(singleOperation)) {
      words += singleWords;
      singleWords = 0;
      singleOperation = operation;
    }
    if (line.indexOf(" word=", end) >= 0) {
      singleWords++;
    }
    long covered = value(line, " words=", end);
    if (covered >= 0) {
      words += covered;
      singleWords = 0;
    }
    if (!operation.equals("step")) {
      cycles += Math.max(0, value(line, " cycles=", end));
    }
  }

  /** Returns the value of a signal, or -1 where the line does not have it. */
  private static long value(String line, String signal, int from) {
    int start = line.indexOf(signal, from);
    if (start < 0) {
      return -1;
    }
    start += signal.length();
    int end = line.indexOf(' ', start);
    return Long.parseLong(line, start, end < 0 ? line.length() : end, HEXADECIMAL);
  }

  private TraceDifferenceException difference(@Nullable String wanted, @Nullable String got)
      throws IOException {
    StringBuilder message = new StringBuilder();
    if (wanted == null) {
      message.append("the RTL goes on after the expected trace has ended");
    } else if (got == null) {
      message.append("the RTL ends before the expected trace");
    } else {
      message.append("the RTL differs from the expected trace");
    }
    message.append(" at line ").append(records + 1);
    before.forEach(line -> message.append("\n      both ").append(line));
    append(message, "  expected ", wanted, expected);
    append(message, "       RTL ", got, actual);
    return new TraceDifferenceException(records + 1, message.toString());
  }

  private static void append(
      StringBuilder message, String label, @Nullable String line, BufferedReader reader)
      throws IOException {
    if (line == null) {
      message.append('\n').append(label).append("(end)");
      return;
    }
    List<String> lines = new ArrayList<>(List.of(line));
    for (int i = 0; i < LINES_AFTER; i++) {
      String next = reader.readLine();
      if (next == null) {
        break;
      }
      lines.add(next);
    }
    lines.forEach(text -> message.append('\n').append(label).append(text));
  }
}
