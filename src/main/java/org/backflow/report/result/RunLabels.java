package org.backflow.report.result;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What tells several comparisons from each other. */
public final class RunLabels {

  private RunLabels() {}

  /** Returns the names of folders or, where two are alike, of experiments, or else the paths. */
  public static List<String> of(List<ResultsFile> files) {
    List<Function<ResultsFile, String>> kinds =
        List.of(
            file -> String.valueOf(folder(file).getFileName()),
            file -> file.result().experiment().presentation().name(),
            file -> file.path().toString());
    for (Function<ResultsFile, String> kind : kinds) {
      List<String> labels = files.stream().map(kind).toList();
      if (new HashSet<>(labels).size() == labels.size()) {
        return labels;
      }
    }
    throw new IllegalArgumentException(
        files.get(0).path() + " and others: the same file twice; expected each once");
  }

  private static Path folder(ResultsFile file) {
    Path path = file.path().toAbsolutePath().normalize();
    return Objects.requireNonNullElse(path.getParent(), path);
  }
}
