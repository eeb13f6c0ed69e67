package org.backflow.sweep;

import java.util.List;
import java.util.stream.Stream;
import org.backflow.figure.Goal;

/**
 * A column that is to be made large or small.
 *
 * @param column where it is
 * @param most whether more is better
 */
public record Objective(int column, boolean most) {

  /**
   * Returns the objective of a column: accuracies, gains, rates and utilization large, all else
   * small.
   *
   * @throws IllegalArgumentException when there is no such column of numbers
   */
  public static Objective named(String name, Columns columns) {
    int index = columns.require(name);
    Column column = columns.get(index);
    if (!column.isNumeric() || index < Columns.FIRST_SETTING) {
      throw new IllegalArgumentException(
          "'" + column.name() + "' cannot be made large or small; expected a column of numbers");
    }
    return new Objective(index, column.goal() == Goal.MORE);
  }

  /** Returns the objectives of a sweep that states none. */
  static List<Objective> usual(boolean train, Columns columns) {
    return Stream.of(train ? "accuracy" : "cycles", "energy")
        .map(column -> named(column, columns))
        .toList();
  }

  /** Returns whether {@code row} has a number in the column. */
  public boolean isIn(Row row) {
    return !Double.isNaN(row.number(column));
  }

  /** Returns the figure of {@code row}, less being better. */
  double cost(Row row) {
    double number = row.number(column);
    return most ? -number : number;
  }
}
