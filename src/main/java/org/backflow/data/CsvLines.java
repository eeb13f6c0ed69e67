package org.backflow.data;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines of a text file in UTF-8, read one after another. */
final class CsvLines {
  private static final int CHUNK_BYTES = 1 << 16;
  private static final int MOST_LINE_BYTES = 1 << 24;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final DataFile file;
  private final ContentReader reader;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private byte[] bytes = new byte[CHUNK_BYTES];
  private int from;
  private int to;
  private boolean atEnd;
  private int number;

  CsvLines(DataFile file, ContentReader reader) {
    this.file = file;
    this.reader = reader;
  }

  /** Returns the next line without what ends it, or null after the last one. */
  @Nullable String next() {
    int end = endOfLine();
    if (end == from && atEnd && end == to) {
      return null;
    }
    number++;
    boolean hasReturn = end > from && bytes[end - 1] == '\r';
    String line = decoded(from, hasReturn ? end - 1 : end);
    from = Math.min(end + 1, to);
    return number == 1 && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK
        ? line.substring(1)
        : line;
  }

  /** Returns the number of the line that was returned last, from 1. */
  int number() {
    return number;
  }

  /**
   * Returns what to throw when a line is not as expected.
   *
   * @param column from 1
   */
  InvalidDataException refusal(int line, int column, String found, String expected) {
    return new InvalidDataException(
        at(line, column) + ": found " + found + ", expected " + expected);
  }

  /** Returns a place, as messages name it. */
  String at(int line, int column) {
    return file.path() + ":" + line + ":" + column;
  }

  /** Reads until the line is whole; returns where it ends. */
  private int endOfLine() {
    int at = from;
    while (true) {
      while (at < to) {
        if (bytes[at] == '\n') {
          return at;
        }
        at++;
      }
      if (atEnd) {
        return to;
      }
      if (to - from > MOST_LINE_BYTES) {
        throw refusal(
            number + 1, 1, "a line of more than " + MOST_LINE_BYTES + " bytes", "a shorter one");
      }
      at -= from;
      fill();
    }
  }

  private void fill() {
    int kept = to - from;
    byte[] target = kept > bytes.length / 2 ? new byte[2 * bytes.length] : bytes;
    System.arraycopy(bytes, from, target, 0, kept);
    bytes = target;
    from = 0;
    int count = reader.read(bytes, kept, bytes.length - kept);
    atEnd = count < bytes.length - kept;
    to = kept + count;
  }

  private String decoded(int begin, int end) {
    for (int i = begin; i < end; i++) {
      if (bytes[i] < 0) {
        return decodedStrictly(begin, end);
      }
    }
    return new String(bytes, begin, end - begin, StandardCharsets.US_ASCII);
  }

  private String decodedStrictly(int begin, int end) {
    CharBuffer line = CharBuffer.allocate(end - begin);
    ByteBuffer from = ByteBuffer.wrap(Arrays.copyOfRange(bytes, begin, end));
    if (decoder.reset().decode(from, line, true).isError()) {
      throw refusal(
          number,
          line.position() + 1,
          String.format("byte 0x%02X", bytes[begin + from.position()]),
          "text in UTF-8");
    }
    return line.flip().toString();
  }
}
