package org.backflow.sweep;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a sweep in the order in which they came, each a line of CSV behind a line that says
 * which sweep they belong to. A process that dies leaves whole lines and perhaps a torn one, which
 * is cut off before more are added. Only where each point's line is is held in memory.
 */
final class Journal implements Closeable {
  private static final byte LINE_BREAK = '\n';

  private final Path file;
  private final CsvRows rows;
  private final FileChannel channel;
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
   * @throws SweepFolderException when the file belongs to another sweep, is in use, or cannot be
   *     used
   */
  static Journal open(Path file, String fingerprint, Columns columns, int points) {
    CsvRows rows = new CsvRows(columns);
    String head = "# sweep " + fingerprint + "\n" + rows.header();
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      Journal journal = new Journal(file, rows, channel, points);
      journal.lock();
      if (channel.size() < head.length()) {
        channel.truncate(0);
        journal.write(head.getBytes(StandardCharsets.UTF_8));
      } else {
        journal.read(head);
      }
      return journal;
    } catch (IOException e) {
      throw new SweepFolderException(file + " cannot be used", e);
    }
  }

  private void lock() throws IOException {
    @Nullable FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException here) {
      // By another sweep of this very process: the same as by another process.
    }
    if (lock == null) {
      channel.close();
      throw new SweepFolderException(file + " is in use by another sweep");
    }
  }

  private void read(String head) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      byte[] found = in.readNBytes(head.getBytes(StandardCharsets.UTF_8).length);
      if (!head.equals(new String(found, StandardCharsets.UTF_8))) {
        channel.close();
        throw new SweepFolderException(
            file
                + " holds the points of another sweep, or of an earlier state of this one;"
                + " --restart discards them");
      }
      end = found.length;
      byte[] line = new byte[256];
      int length = 0;
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (length == line.length) {
          line = Arrays.copyOf(line, 2 * length);
        }
        line[length++] = (byte) next;
        if (next == LINE_BREAK) {
          note(new String(line, 0, length, StandardCharsets.UTF_8), length);
          length = 0;
        }
      }
    }
    channel.truncate(end);
  }

  private void note(String line, int length) {
    try {
      place(rows.row(line).point(), length);
    } catch (IllegalArgumentException e) {
      throw new SweepFolderException(
          file + ": what begins at byte " + end + " is no point of the sweep: " + e.getMessage());
    }
  }

  private void place(int point, int length) {
    if (point < 0 || point >= offsets.length) {
      throw new IllegalArgumentException("point " + point);
    }
    if (offsets[point] < 0) {
      count++;
    }
    offsets[point] = end;
    lengths[point] = length;
    end += length;
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
      byte[] line = added.get(i).getBytes(StandardCharsets.UTF_8);
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

  /** Gives all lines and their rows to {@code taker}, in the order of the points. */
  void inOrder(Consumer<RowBlocks.Entry> taker) {
    RowBlocks blocks = new RowBlocks((line, point) -> rows.wholeRow(line), taker);
    try {
      for (int point = 0; point < offsets.length; point++) {
        ByteBuffer bytes = ByteBuffer.allocate(lengths[point]);
        while (bytes.hasRemaining()
            && channel.read(bytes, offsets[point] + bytes.position()) >= 0) {
          // A read may stop early; the next goes on where it stopped.
        }
        blocks.add(new String(bytes.array(), StandardCharsets.UTF_8), point);
      }
      blocks.flush();
    } catch (IOException e) {
      throw new SweepFolderException(file + " cannot be read", e);
    }
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
