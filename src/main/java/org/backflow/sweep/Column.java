package org.backflow.sweep;

/**
 * A column of the results.
 *
 * @param name as in the header, the unit at its end where there is one
 * @param kind what its cells are
 * @param goal which end of it is better
 * @param isSetting whether it is chosen and not an outcome
 * @param unit of its cells; empty where they have none
 * @param meaning one sentence
 */
public record Column(
    String name, Kind kind, Goal goal, boolean isSetting, String unit, String meaning) {

  /** What the cells of a column are. Any cell may be missing. */
  public enum Kind {
    /** A {@code String}. */
    TEXT,
    /** A {@code Long}. */
    WHOLE_NUMBER,
    /** A {@code Double}. */
    NUMBER
  }

  /** Which end of a column is better. */
  public enum Goal {
    /** Less is better. */
    LEAST,
    /** More is better. */
    MOST,
    /** Neither. */
    NONE
  }

  static Column setting(String name, Kind kind) {
    return new Column(name, kind, Goal.NONE, true, "", "the setting of the point");
  }

  static Column text(String name, String meaning) {
    return new Column(name, Kind.TEXT, Goal.NONE, false, "", meaning);
  }

  static Column count(String name, Goal goal, String unit, String meaning) {
    return new Column(name, Kind.WHOLE_NUMBER, goal, false, unit, meaning);
  }

  static Column number(String name, Goal goal, String unit, String meaning) {
    return new Column(name, Kind.NUMBER, goal, false, unit, meaning);
  }

  /** Returns whether cells are numbers. */
  public boolean isNumeric() {
    return kind != Kind.TEXT;
  }
}
