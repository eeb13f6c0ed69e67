package org.backflow.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files whole or not at all: under a temporary name in the same folder, then moved. */
final class AtomicFile {

  private AtomicFile() {}

  static void write(Path file, String content) {
    write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  static void write(Path file, byte[] content) {
    try {
      Path temporary = temporary(file);
      try {
        Files.write(temporary, content);
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** Returns the name under which {@code file} is written; no other process uses the same one. */
  static Path temporary(Path file) {
    return file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid());
  }

  static OutputException failure(Path path, IOException cause) {
    return new OutputException(
        path
            + " cannot be written: "
            + cause.getClass().getSimpleName()
            + ", "
            + cause.getMessage(),
        cause);
  }
}
