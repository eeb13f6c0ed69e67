package org.backflow.sweep;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * The rows of a sweep in the order in which they came, each a line of CSV with its checksum, behind
 * a line that says which sweep they belong to. A process that dies leaves whole lines and perhaps a
 * torn one, which is cut off before more are added. A line that is not as it was written is left
 * out, so that its point is computed again. Only where each point's line is is held in memory.
 */
final class Journal implements Closeable {
  private static final byte LINE_BREAK = '\n';
  private static final int LINES_OF_HEAD = 2;
  private static final int CHECKSUM_DIGITS = 8;

  /** Between the cells of a line and their checksum. */
  private static final String SEAL = ",crc32c:";

  private final Path file;
  private final CsvRows rows;
  private final FileChannel channel;
  private final Map<Integer, String> damage = new TreeMap<>();
  private final long[] offsets;
  private final int[] lengths;
  private long end;
  private int count;

  private Journal(Path file, CsvRows rows, FileChannel channel, int points) {
    this.file = file;
    this.rows = rows;
    this.channel = channel;
    this.offsets = new long[points];
    this.lengths = new int[points];
    Arrays.fill(offsets, -1);
  }

  /**
   * Opens a journal, new or with what is in it.
   *
   * @param fingerprint of the sweep
   * @throws SweepFolderException when the file belongs to another sweep or cannot be used
   */
  static Journal open(Path file, String fingerprint, Columns columns, int points) {
    CsvRows rows = new CsvRows(columns);
    byte[] head =
        ("# sweep " + fingerprint + "\n" + rows.header()).getBytes(StandardCharsets.UTF_8);
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      Journal journal = new Journal(file, rows, channel, points);
      if (channel.size() < head.length) {
        channel.truncate(0);
        journal.write(head);
      } else {
        journal.read(head);
      }
      return journal;
    } catch (IOException e) {
      throw new SweepFolderException(file + " cannot be used", e);
    }
  }

  /**
   * Returns whether there is a journal with a row, whole or torn.
   *
   * @throws SweepFolderException when the file cannot be read
   */
  static boolean hasRows(Path file) {
    if (!Files.exists(file)) {
      return false;
    }
    // Damaged bytes are no letters, but they are a row.
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      for (int line = 0; line < LINES_OF_HEAD; line++) {
        lines.readLine();
      }
      return lines.readLine() != null;
    } catch (IOException e) {
      throw new SweepFolderException(file + " cannot be used", e);
    }
  }

  private void read(byte[] head) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      byte[] found = in.readNBytes(head.length);
      if (!Arrays.equals(head, found)) {
        channel.close();
        throw new SweepFolderException(
            file
                + " holds the points of another sweep, or of an earlier state of this one;"
                + " --restart discards them");
      }
      end = found.length;
      int number = LINES_OF_HEAD;
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        line.write(next);
        if (next == LINE_BREAK) {
          number++;
          note(line.toByteArray(), number);
          line.reset();
        }
      }
    }
    channel.truncate(end);
  }

  private void note(byte[] line, int number) {
    try {
      place(row(line).point(), line.length);
    } catch (IllegalArgumentException e) {
      damage.put(number, String.valueOf(e.getMessage()));
      end += line.length;
    }
  }

  /**
   * Returns what a line holds, every cell of it read.
   *
   * @throws IllegalArgumentException when the line is not as it was written
   */
  private Row row(byte[] line) {
    Row row = rows.wholeRow(unsealed(line));
    if (row.point() < 0 || row.point() >= offsets.length) {
      throw new IllegalArgumentException(
          "point " + row.point() + "; expected 0 to " + (offsets.length - 1));
    }
    return row;
  }

  /** Returns a line of CSV with its checksum before its end. */
  private static byte[] sealed(String line) {
    String cells = line.substring(0, line.length() - 1);
    return (cells + SEAL + checksum(cells) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String unsealed(byte[] line) {
    String text = new String(line, StandardCharsets.UTF_8);
    int seal = text.length() - 1 - CHECKSUM_DIGITS;
    String cells = text.substring(0, Math.max(0, seal - SEAL.length()));
    if (!Arrays.equals(line, sealed(cells + "\n"))) {
      throw new IllegalArgumentException("its checksum is not that of its cells");
    }
    return cells + "\n";
  }

  private static String checksum(String cells) {
    CRC32C sum = new CRC32C();
    sum.update(cells.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }

  private void place(int point, int length) {
    if (offsets[point] < 0) {
      count++;
    }
    offsets[point] = end;
    lengths[point] = length;
    end += length;
  }

  /** Returns what is wrong with each line that is left out, by its number in the file. */
  Map<Integer, String> damage() {
    return Collections.unmodifiableMap(damage);
  }

  /** Returns the file. */
  Path file() {
    return file;
  }

  /** Returns how many points there are. */
  int count() {
    return count;
  }

  boolean has(int point) {
    return offsets[point] >= 0;
  }

  /** Adds lines of rows, and gives them to the operating system before it returns. */
  void add(List<String> added) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int[] lengths = new int[added.size()];
    for (int i = 0; i < lengths.length; i++) {
      byte[] line = sealed(added.get(i));
      bytes.writeBytes(line);
      lengths[i] = line.length;
    }
    long before = end;
    try {
      write(bytes.toByteArray());
      end = before;
      for (int i = 0; i < lengths.length; i++) {
        place(CsvRows.point(added.get(i)), lengths[i]);
      }
    } catch (IOException e) {
      throw new SweepFolderException(file + " cannot be written", e);
    }
  }

  private void write(byte[] content) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    while (bytes.hasRemaining()) {
      end += channel.write(bytes, end);
    }
  }

  /**
   * Gives all lines and their rows to {@code taker}, in the order of the points.
   *
   * @throws SweepFolderException when the file was changed meanwhile
   */
  void inOrder(Consumer<RowBlocks.Entry> taker) {
    RowBlocks blocks = new RowBlocks((line, point) -> rows.wholeRow(line), taker);
    try {
      for (int point = 0; point < offsets.length; point++) {
        blocks.add(unchanged(line(point)), point);
      }
      blocks.flush();
    } catch (IOException e) {
      throw new SweepFolderException(file + " cannot be read", e);
    }
  }

  private String unchanged(byte[] line) {
    try {
      return unsealed(line);
    } catch (IllegalArgumentException e) {
      throw new SweepFolderException(
          file + " was changed while the sweep ran; go on with --resume");
    }
  }

  private byte[] line(int point) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(lengths[point]);
    while (bytes.hasRemaining() && channel.read(bytes, offsets[point] + bytes.position()) >= 0) {
      // A read may stop early; the next goes on where it stopped.
    }
    return bytes.array();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new SweepFolderException(file + " cannot be closed", e);
    }
  }
}
