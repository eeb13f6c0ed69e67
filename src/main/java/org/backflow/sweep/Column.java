package org.backflow.sweep;

import java.util.Optional;
import org.backflow.figure.Figure;
import org.backflow.figure.Goal;
import org.backflow.figure.Kind;
import org.backflow.figure.Term;

/**
 * A column of the results. Cells of texts are a {@code String}, of counts a {@code Long}, of other
 * numbers a {@code Double}; any cell may be missing.
 *
 * @param figure what it is of
 * @param isSetting whether it is chosen and not an outcome
 */
public record Column(Figure<?> figure, boolean isSetting) {

  private static final String SETTING = "the setting of the point";

  static Column setting(String name, Kind kind) {
    return new Column(
        Figure.of(kind, name, Term.of(name, SETTING), point -> Optional.empty()).in(""), true);
  }

  static Column outcome(Figure<?> figure) {
    return new Column(figure, false);
  }

  /** Returns its name as in the header, the unit at its end where there is one. */
  public String name() {
    return figure.column();
  }

  /** Returns what its cells are. */
  public Kind kind() {
    return figure.kind();
  }

  /** Returns which end of it is better. */
  public Goal goal() {
    return figure.goal();
  }

  /** Returns the unit of its cells; empty where they have none. */
  public String unit() {
    return figure.unit();
  }

  /** Returns what it says. */
  public String meaning() {
    return figure.meaning();
  }

  /** Returns whether cells are numbers. */
  public boolean isNumeric() {
    return kind().isNumeric();
  }
}
