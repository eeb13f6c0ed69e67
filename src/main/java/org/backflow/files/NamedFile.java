package org.backflow.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Writes a file that someone named as an output, as a shell's {@code >} takes it: a link stays and
 * what it leads to is written, a device or a pipe is written to. Any other file is written whole or
 * not at all.
 */
public final class NamedFile {

  /** Longer chains of links are taken for a loop, as by the system. */
  private static final int MOST_LINKS = 40;

  /** Where names of open files are, which may lead to anything. */
  private static final List<Path> SYSTEM = List.of(Path.of("/dev"), Path.of("/proc"));

  private NamedFile() {}

  /**
   * Writes {@code file}.
   *
   * @throws IOException when it cannot be written; then a file is what it was
   */
  public static void write(Path file, AtomicFile.Content content) throws IOException {
    if (isStream(file)) {
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.WRITE))) {
        content.writeTo(out);
      }
    } else {
      AtomicFile.write(destination(file), content);
    }
  }

  private static boolean isStream(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    return Files.exists(file)
        && !Files.isDirectory(file)
        && (!Files.isRegularFile(file) || SYSTEM.stream().anyMatch(absolute::startsWith));
  }

  /** Returns what a chain of links leads to, which need not be there. */
  private static Path destination(Path file) throws IOException {
    Path destination = file;
    for (int links = 0; Files.isSymbolicLink(destination); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemException(file.toString(), null, "Too many levels of symbolic links");
      }
      destination = destination.resolveSibling(Files.readSymbolicLink(destination));
    }
    return destination;
  }
}
