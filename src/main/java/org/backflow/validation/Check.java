package org.backflow.validation;

import java.util.List;

/**
 * Whether one operation, or the runs, of a scheme keep the limits.
 *
 * @param scheme the name of the scheme
 * @param subject the name of the operation, or {@code run}
 * @param failures what is wrong, with figures; empty when nothing is
 */
public record Check(String scheme, String subject, List<String> failures) {

  /** Copies the list. */
  public Check {
    failures = List.copyOf(failures);
  }

  /** Returns whether nothing is wrong. */
  public boolean passed() {
    return failures.isEmpty();
  }
}
