package org.backflow.cosim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A folder in the jar, which tools outside Java cannot read. */
final class PackedFolder {

  private PackedFolder() {}

  static boolean isOne(Path folder) {
    return !folder.getFileSystem().equals(FileSystems.getDefault());
  }

  /**
   * Returns a copy in a temporary folder, which goes when the process ends. What has no extension
   * is a script and can be run.
   */
  static Path unpack(Path packed) {
    try (Stream<Path> files = Files.walk(packed)) {
      Path copy = Files.createTempDirectory("backflow-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> ToolProcess.delete(copy)));
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(packed.relativize(file).toString());
        Files.createDirectories(target.resolveSibling("."));
        Files.copy(file, target);
        if (!String.valueOf(target.getFileName()).contains(".")
            && !target.toFile().setExecutable(true)) {
          throw new IOException(target + " cannot be made executable");
        }
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
