package org.backflow.data;

import java.util.Arrays;
import org.backflow.files.TextProblems;

/**
 * The fields of a line of CSV (RFC 4180): separated by commas, each plain or in double quotes, in
 * which two stand for one. A field does not go on in the next line.
 */
final class CsvFields {
  private static final int MOST_FAST_DIGITS = 7;

  private final CsvLines lines;
  private String line = "";
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private int count;

  CsvFields(CsvLines lines) {
    this.lines = lines;
  }

  /** Takes a line apart, the one that was read last. */
  void of(String line) {
    this.line = line;
    count = 0;
    int at = 0;
    while (true) {
      int end = at < line.length() && line.charAt(at) == '"' ? endOfQuotes(at) : comma(at);
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, 2 * count);
        ends = Arrays.copyOf(ends, 2 * count);
      }
      starts[count] = at;
      ends[count++] = end;
      if (end == line.length()) {
        return;
      }
      at = end + 1;
    }
  }

  int count() {
    return count;
  }

  /** Returns where in its line a field begins, from 1. */
  int column(int field) {
    return starts[field] + 1;
  }

  /** Returns a field as text, without quotes and surrounding blanks. */
  String text(int field) {
    String text = line.substring(starts[field], ends[field]);
    return text.startsWith("\"")
        ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
        : text.strip();
  }

  /** Returns whether a field is a finite number in single precision. */
  boolean isNumber(int field) {
    return !Float.isNaN(number(field));
  }

  /** Returns the number that a field is; NaN if it is none that is finite in single precision. */
  float number(int field) {
    int from = starts[field];
    int to = ends[field];
    int digits = to - from;
    if (digits > 0 && digits <= MOST_FAST_DIGITS) {
      int whole = 0;
      int at = from;
      while (at < to && line.charAt(at) >= '0' && line.charAt(at) <= '9') {
        whole = 10 * whole + line.charAt(at++) - '0';
      }
      if (at == to) {
        return whole; // below 2^24, so single precision holds it
      }
    }
    return slowNumber(text(field));
  }

  private static float slowNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      // Java also reads hexadecimal, 1f, NaN and Infinity.
      if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
        return Float.NaN;
      }
    }
    try {
      float number = Float.parseFloat(text);
      return Float.isInfinite(number) ? Float.NaN : number;
    } catch (NumberFormatException e) {
      return Float.NaN;
    }
  }

  /** Returns what to throw when a field is not as expected. */
  InvalidDataException refusal(int field, String expected) {
    String text = text(field);
    return lines.refusal(
        lines.number(),
        column(field),
        text.isEmpty() ? "an empty field" : TextProblems.quoted(text),
        expected);
  }

  private int comma(int from) {
    int comma = line.indexOf(',', from);
    return comma < 0 ? line.length() : comma;
  }

  private int endOfQuotes(int from) {
    int at = from + 1;
    while (true) {
      int quote = line.indexOf('"', at);
      if (quote < 0) {
        throw lines.refusal(
            lines.number(), from + 1, "a quote that nothing closes in its line", "a closing one");
      }
      int next = quote + 1;
      if (next == line.length() || line.charAt(next) == ',') {
        return next;
      }
      if (line.charAt(next) != '"') {
        throw lines.refusal(
            lines.number(),
            next + 1,
            TextProblems.quoted(line.substring(next, next + 1)) + " after a closing quote",
            "a comma or the end of the line");
      }
      at = next + 1;
    }
  }
}
