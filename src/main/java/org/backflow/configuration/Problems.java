package org.backflow.configuration;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a configuration, so that one problem does not hide another. */
final class Problems {
  private final List<Problem> problems = new ArrayList<>();

  void add(Problem problem) {
    problems.add(problem);
  }

  void addAll(ConfigurationException refusal) {
    problems.addAll(refusal.problems());
  }

  int count() {
    return problems.size();
  }

  /**
   * Ends the collection.
   *
   * @throws ConfigurationException if anything was collected
   */
  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw toException();
    }
  }

  /** Returns the refusal of everything collected, at least one problem. */
  ConfigurationException toException() {
    return new ConfigurationException(problems);
  }
}
