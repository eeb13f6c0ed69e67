package org.backflow.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The points that no other point beats: none is as good in every objective and better in one. Of
 * points that are equal in all objectives the first stands for all. Points that lack an objective
 * do not take part.
 */
public final class ParetoFront {
  private final List<Objective> objectives;
  private final List<Row> front = new ArrayList<>();

  /** Creates a front without points. */
  public ParetoFront(List<Objective> objectives) {
    this.objectives = List.copyOf(objectives);
    if (objectives.isEmpty()) {
      throw new IllegalArgumentException("a Pareto front without objectives");
    }
  }

  /** Takes a point into account; points come in ascending order. */
  public void add(Row row) {
    if (!row.isDone() || !objectives.stream().allMatch(objective -> objective.isIn(row))) {
      return;
    }
    for (Row other : front) {
      if (isAsGood(other, row)) {
        return;
      }
    }
    front.removeIf(other -> isAsGood(row, other));
    front.add(row);
  }

  private boolean isAsGood(Row one, Row other) {
    for (Objective objective : objectives) {
      if (objective.cost(one) > objective.cost(other)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the front, by the first objective from its best end, then by point. */
  public List<Row> rows() {
    List<Row> sorted = new ArrayList<>(front);
    sorted.sort(
        Comparator.comparingDouble((Row row) -> objectives.get(0).cost(row))
            .thenComparing(Row::point));
    return sorted;
  }
}
