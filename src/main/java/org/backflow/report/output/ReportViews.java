package org.backflow.report.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Writes the files of a report one after the other and remembers which could not be made. */
public final class ReportViews {
  private final Path folder;
  private final Map<Path, RuntimeException> missing = new LinkedHashMap<>();

  public ReportViews(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes a file, whole or not at all.
   *
   * @param content makes what it is to hold
   * @throws OutputException when it cannot be written: then nor can the others
   */
  public void write(String name, Supplier<String> content) {
    Path file = folder.resolve(name);
    String text;
    try {
      text = content.get();
    } catch (RuntimeException e) {
      missing.put(file, e);
      removeEarlier(file);
      return;
    }
    OutputFile.write(file, text);
  }

  /** What an earlier run left would be taken for a view of these results. */
  private static void removeEarlier(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw OutputFile.failure(file, e);
    }
  }

  /** Fails with what is missing, if anything is. */
  public void requireComplete() {
    if (!missing.isEmpty()) {
      throw new IncompleteReportException(missing);
    }
  }
}
