package org.backflow.sweep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of the results.
 *
 * @param cells by column: {@code String}, {@code Long}, {@code Double}, or null where there is
 *     nothing
 */
public record Row(List<@Nullable Object> cells) {

  /** The status of a point that has outcomes. */
  public static final String DONE = "done";

  /** The status of a point whose configuration is refused. */
  public static final String FAILED = "failed";

  /** The status of a point that violates a constraint, whose number is the message. */
  static final String DROPPED = "dropped";

  static Row of(List<@Nullable Object> cells) {
    return new Row(Collections.unmodifiableList(new ArrayList<>(cells)));
  }

  /** Returns the number of the point. */
  public int point() {
    return (int) number(Columns.POINT);
  }

  /** Returns whether the point has outcomes. */
  public boolean isDone() {
    return DONE.equals(cells.get(Columns.STATUS));
  }

  /** Returns whether the point violates a constraint. */
  boolean isDropped() {
    return DROPPED.equals(cells.get(Columns.STATUS));
  }

  /** Returns the number in a column, NaN where there is none. */
  public double number(int column) {
    return cells.get(column) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /** Returns the cell as it is shown, empty where there is nothing. */
  public String text(int column) {
    return CsvRows.text(cells.get(column));
  }
}
