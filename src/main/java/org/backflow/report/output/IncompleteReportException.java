package org.backflow.report.output;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Collectors;

/** Thrown when files of a report could not be made, after all others were; names them. */
public final class IncompleteReportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * RowNames what is missing.
   *
   * @param missing why, by file; at least one
   */
  IncompleteReportException(Map<Path, RuntimeException> missing) {
    super(
        missing.keySet().stream().map(Path::toString).collect(Collectors.joining(", "))
            + (missing.size() == 1 ? " is" : " are")
            + " missing; the results and everything else are written");
    Iterator<RuntimeException> causes = missing.values().iterator();
    initCause(causes.next());
    causes.forEachRemaining(this::addSuppressed);
  }
}
