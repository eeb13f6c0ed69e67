package org.backflow.sweep;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** The points that satisfy a condition and are best in one objective. */
public final class BestPoints {
  private final Objective objective;
  private final Predicate<Row> condition;
  private final int most;
  private final Comparator<Row> bestFirst;
  private final PriorityQueue<Row> kept;
  private long satisfying;

  /**
   * Creates a selection of no points.
   *
   * @param most how many are kept, at least 1
   */
  public BestPoints(Objective objective, Predicate<Row> condition, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("a table of " + most + " points; expected at least 1");
    }
    this.objective = objective;
    this.condition = condition;
    this.most = most;
    this.bestFirst = Comparator.comparingDouble(objective::cost).thenComparing(Row::point);
    this.kept = new PriorityQueue<>(bestFirst.reversed());
  }

  /** Takes a point into account. */
  public void add(Row row) {
    if (row.isDone() && objective.isIn(row) && condition.test(row)) {
      satisfying++;
      kept.add(row);
      if (kept.size() > most) {
        kept.remove();
      }
    }
  }

  /** Returns what is minimised or maximised. */
  public Objective objective() {
    return objective;
  }

  /** Returns how many points satisfy the condition. */
  public long satisfying() {
    return satisfying;
  }

  /** Returns the best, the very best first. */
  public List<Row> rows() {
    return kept.stream().sorted(bestFirst).toList();
  }
}
