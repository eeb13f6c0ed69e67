package org.backflow.report.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.backflow.files.AtomicFile;
import org.backflow.files.FailureReason;
import org.backflow.files.NamedFile;

/** A file of text or bytes, written whole or not at all; what cannot be, is told as output. */
public final class OutputFile {

  private OutputFile() {}

  /**
   * Creates a folder if it is missing and proves that files can be written to it.
   *
   * @throws OutputException when it cannot be
   */
  public static void prepareFolder(Path folder) {
    try {
      Files.createDirectories(folder);
      AtomicFile.probe(folder, 0);
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  public static void write(Path file, String content) {
    write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  public static void write(Path file, byte[] content) {
    try {
      AtomicFile.write(file, out -> out.write(content));
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** Writes a file that someone named on the command line: links and devices stay. */
  public static void writeNamed(Path file, String content) {
    try {
      NamedFile.write(file, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  public static OutputException failure(Path path, IOException cause) {
    return new OutputException(path + " cannot be written: " + FailureReason.of(cause), cause);
  }
}
