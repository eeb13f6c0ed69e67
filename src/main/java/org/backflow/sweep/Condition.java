package org.backflow.sweep;

import java.util.Set;
import org.backflow.sweep.expression.Expression;

/** A condition over the columns of the results, such as {@code accuracy >= 0.93 and dsp <= 90}. */
public final class Condition {
  private final Expression expression;

  private Condition(Expression expression) {
    this.expression = expression;
  }

  /**
   * Reads a condition.
   *
   * @throws IllegalArgumentException when it is none, saying where and what is expected
   */
  public static Condition parse(String text, Columns columns) {
    return new Condition(Expression.parse(text, columns));
  }

  /** Returns whether it holds for {@code row}. */
  public boolean holds(Row row) {
    return expression.holds(row.cells()::get);
  }

  /** Returns where the columns are that it names. */
  public Set<Integer> columns() {
    return expression.columns();
  }

  /** Returns the condition as it was written. */
  @Override
  public String toString() {
    return expression.toString();
  }
}
