package org.backflow.configuration.tree;

import java.io.Serializable;
import java.util.Collection;
import java.util.Comparator;

/**
 * One thing that is wrong with a configuration. Prints as one line, {@code path:line:column: what
 * was found; expected ...; did you mean '...'?}.
 *
 * @param location where it was found
 * @param description what was found, what is expected, and what was probably meant
 */
public record Problem(Location location, String description) implements Serializable {
  /** By source, then from top to bottom. */
  static final Comparator<Problem> IN_READING_ORDER =
      Comparator.comparing((Problem problem) -> problem.location().source())
          .thenComparing(problem -> problem.location().line())
          .thenComparing(problem -> problem.location().column());

  public static Problem found(Location location, String found) {
    return new Problem(location, found);
  }

  public Problem expected(String expected) {
    return new Problem(location, description + "; expected " + expected);
  }

  public Problem meant(String name) {
    return new Problem(location, description + "; did you mean " + MessageText.quote(name) + "?");
  }

  /** Adds the name that is nearest to {@code given}, if one is near. */
  public Problem meantNearest(String given, Collection<String> valid) {
    return NearestName.of(given, valid).map(this::meant).orElse(this);
  }

  /** Adds the name that is nearest to {@code given}, or all of them if none is near. */
  public Problem meantNearestOrAnyOf(String given, Collection<String> valid) {
    return NearestName.of(given, valid)
        .map(this::meant)
        .orElseGet(() -> expected(MessageText.anyOf(valid)));
  }

  @Override
  public String toString() {
    return location + ": " + description;
  }
}
