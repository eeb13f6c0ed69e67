package org.backflow.configuration.tree;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a configuration, so that one problem does not hide another. */
public final class Problems {
  private final List<Problem> problems = new ArrayList<>();

  public void add(Problem problem) {
    problems.add(problem);
  }

  public void addAll(ConfigurationException refusal) {
    problems.addAll(refusal.problems());
  }

  public int count() {
    return problems.size();
  }

  /**
   * Ends the collection.
   *
   * @throws ConfigurationException if anything was collected
   */
  public void throwIfAny() {
    if (!problems.isEmpty()) {
      throw toException();
    }
  }

  /** Returns the refusal of everything collected, at least one problem. */
  ConfigurationException toException() {
    return new ConfigurationException(problems);
  }
}
