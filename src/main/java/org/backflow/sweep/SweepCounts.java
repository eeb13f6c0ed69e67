package org.backflow.sweep;

import java.util.List;

/**
 * What became of the points.
 *
 * @param points all of them
 * @param done those with outcomes
 * @param failed those whose configuration is refused
 * @param dropped those that violate a constraint, by the first one that they violate
 */
public record SweepCounts(int points, int done, int failed, List<Integer> dropped) {
  /** Copies the list. */
  public SweepCounts {
    dropped = List.copyOf(dropped);
  }
}
