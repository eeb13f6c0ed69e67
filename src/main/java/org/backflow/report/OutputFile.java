package org.backflow.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.backflow.files.AtomicFile;
import org.backflow.files.FailureReason;
import org.backflow.files.NamedFile;

/** A file of text or bytes, written whole or not at all; what cannot be, is told as output. */
final class OutputFile {

  private OutputFile() {}

  static void write(Path file, String content) {
    write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  static void write(Path file, byte[] content) {
    try {
      AtomicFile.write(file, out -> out.write(content));
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** Writes a file that someone named on the command line: links and devices stay. */
  static void writeNamed(Path file, String content) {
    try {
      NamedFile.write(file, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  static OutputException failure(Path path, IOException cause) {
    return new OutputException(path + " cannot be written: " + FailureReason.of(cause), cause);
  }
}
