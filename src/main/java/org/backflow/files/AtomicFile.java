package org.backflow.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Writes files whole or not at all: under a temporary name in the same folder, then moved, so that
 * whoever reads the file finds what was there before or what is there now. What is there is
 * replaced, a link too: nothing outside the folder is ever written.
 */
public final class AtomicFile {

  /** Writes what the file is to hold. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes it.
     *
     * @param out need not be closed
     * @throws IOException when it cannot be written
     */
    void writeTo(OutputStream out) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Writes {@code file}, and removes what processes that died left of theirs in the same folder.
   *
   * @throws IOException when it cannot be written; then {@code file} is what it was
   */
  public static void write(Path file, Content content) throws IOException {
    write(file, content, false);
  }

  /**
   * Writes {@code file}, and to the disk before it is moved, in case the power fails too.
   *
   * @throws IOException when it cannot be written; then {@code file} is what it was
   */
  public static void writeDurably(Path file, byte[] content) throws IOException {
    write(file, out -> out.write(content), true);
  }

  private static void write(Path file, Content content, boolean durably) throws IOException {
    Path folder = folder(file);
    TemporaryFile.removeLeftovers(folder);
    try (TemporaryFile temporary = TemporaryFile.in(folder)) {
      // A line of a waveform is a few bytes, and each would be a call of the system.
      OutputStream out = new BufferedOutputStream(temporary.out());
      content.writeTo(out);
      out.flush();
      if (durably) {
        temporary.force();
      }
      temporary.moveTo(file);
    }
  }

  /**
   * Proves that files of {@code bytes} bytes can be written to {@code folder}: a quota may leave
   * less than the file system has. Leaves nothing behind.
   *
   * @throws IOException when they cannot be written
   */
  public static void probe(Path folder, int bytes) throws IOException {
    TemporaryFile.removeLeftovers(folder);
    try (TemporaryFile temporary = TemporaryFile.in(folder)) {
      temporary.out().write(new byte[bytes]);
      temporary.force();
    }
  }

  /** Removes what processes that died while they wrote to {@code folder} left there. */
  public static void removeLeftovers(Path folder) {
    TemporaryFile.removeLeftovers(folder);
  }

  private static Path folder(Path file) {
    Path folder = file.getParent();
    return folder == null ? Path.of("") : folder;
  }
}
