package org.backflow.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.backflow.files.AtomicFile;
import org.backflow.files.FailureReason;

/** A file of a report, written whole or not at all; what cannot be, is told as output. */
final class OutputFile {

  private OutputFile() {}

  static void write(Path file, String content) {
    write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  static void write(Path file, byte[] content) {
    try {
      AtomicFile.write(file, temporary -> Files.write(temporary, content));
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  static OutputException failure(Path path, IOException cause) {
    return new OutputException(path + " cannot be written: " + FailureReason.of(cause), cause);
  }
}
