package org.backflow.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes files whole or not at all: under a temporary name in the same folder, then moved, so that
 * whoever reads the file finds what was there before or what is there now.
 */
public final class AtomicFile {

  /** Writes what the file is to hold. */
  @FunctionalInterface
  public interface Content {

    /** Writes to {@code temporary}, which may be there from a process that died. */
    void writeTo(Path temporary) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Writes {@code file}.
   *
   * @throws IOException when it cannot be written; then {@code file} is what it was
   */
  public static void write(Path file, Content content) throws IOException {
    Path temporary = temporary(file);
    try {
      content.writeTo(temporary);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("the file system cannot replace a file in one step", e);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Writes {@code file}, and to the disk before it is moved, in case the power fails too.
   *
   * @throws IOException when it cannot be written; then {@code file} is what it was
   */
  public static void writeDurably(Path file, byte[] content) throws IOException {
    write(
        file,
        temporary -> {
          try (FileChannel channel =
              FileChannel.open(
                  temporary,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
              channel.write(buffer);
            }
            channel.force(true);
          }
        });
  }

  /** Returns the name under which {@code file} is written; no other process uses the same one. */
  public static Path temporary(Path file) {
    return file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid());
  }
}
