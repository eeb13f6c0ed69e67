package org.backflow.files;

import java.util.Collection;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.configuration.tree.Location;
import org.backflow.configuration.tree.MessageText;
import org.backflow.configuration.tree.Problem;
import org.backflow.configuration.tree.Problems;

/** Collects what is wrong with a {@link TextFile}, so that one problem does not hide another. */
public final class TextProblems {
  private final String path;
  private final Problems problems = new Problems();

  TextProblems(String path) {
    this.path = path;
  }

  /**
   * Adds a problem.
   *
   * @param line from 1, or 0 if the file is meant as a whole
   * @param column from 1, or 0 if the file is meant as a whole
   * @param found what stands there
   * @param expected what should
   */
  public void add(int line, int column, String found, String expected) {
    problems.add(at(line, column, found).expected(expected));
  }

  /**
   * Adds a name that is not known, and the one of {@code valid} that was probably meant, or all of
   * them if none is near.
   *
   * @param line from 1
   * @param column from 1
   * @param kind what the name should be the name of, as in {@code column}
   * @param given the name
   * @param valid the names that there are
   */
  public void addUnknown(
      int line, int column, String kind, String given, Collection<String> valid) {
    problems.add(
        at(line, column, "unknown " + kind + " " + quoted(given))
            .meantNearestOrAnyOf(given, valid));
  }

  private Problem at(int line, int column, String found) {
    return Problem.found(new Location(path, line, column), found);
  }

  /** Returns {@code text} in quotes, on one line and not too long: how messages show it. */
  public static String quoted(String text) {
    return MessageText.quote(text);
  }

  /** Returns whether there is none. */
  public boolean isEmpty() {
    return problems.count() == 0;
  }

  /**
   * Ends the collection.
   *
   * @throws ConfigurationException with all problems, if there is one
   */
  public void throwIfAny() {
    problems.throwIfAny();
  }
}
