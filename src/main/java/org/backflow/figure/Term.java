package org.backflow.figure;

import java.util.Optional;

/**
 * A word of reports and what it means.
 *
 * @param name as it is written in reports
 * @param unit what it is counted in; empty for words and for pure numbers
 * @param meaning one or two sentences
 * @param formula empty where there is none
 * @param source who says so, or what proves it; empty where the code itself does
 */
public record Term(
    String name,
    Optional<String> unit,
    String meaning,
    Optional<String> formula,
    Optional<String> source) {

  /** Returns a word without a unit. */
  public static Term of(String name, String meaning) {
    return new Term(name, Optional.empty(), meaning, Optional.empty(), Optional.empty());
  }

  /** Returns a figure. */
  public static Term of(String name, String unit, String meaning) {
    return new Term(name, Optional.of(unit), meaning, Optional.empty(), Optional.empty());
  }

  /** Returns the term with how it is computed. */
  public Term formula(String text) {
    return new Term(name, unit, meaning, Optional.of(text), source);
  }

  /** Returns the term with who says so. */
  public Term source(String text) {
    return new Term(name, unit, meaning, formula, Optional.of(text));
  }
}
