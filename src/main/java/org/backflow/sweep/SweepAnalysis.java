package org.backflow.sweep;

import java.util.List;
import java.util.Optional;

/**
 * Which points of a finished sweep are worth a look, found in one pass over its results.
 *
 * @param sweep what was swept
 * @param counts what became of its points
 * @param objectives of the front
 * @param front the points that no other beats
 * @param sensitivity what each setting decides
 * @param best the best points in one column, if asked for
 */
public record SweepAnalysis(
    Sweep sweep,
    SweepCounts counts,
    List<Objective> objectives,
    ParetoFront front,
    Sensitivity sensitivity,
    Optional<BestPoints> best) {

  /** Copies the list. */
  public SweepAnalysis {
    objectives = List.copyOf(objectives);
  }

  /**
   * Reads the results in {@code folder}.
   *
   * @param best takes every point into account, too
   */
  public static SweepAnalysis of(
      Sweep sweep,
      SweepCounts counts,
      SweepFolder folder,
      List<Objective> objectives,
      Optional<BestPoints> best) {
    ParetoFront front = new ParetoFront(objectives);
    Sensitivity sensitivity = new Sensitivity(sweep);
    folder.readWhole(
        sweep,
        row -> {
          front.add(row);
          sensitivity.add(row);
          best.ifPresent(selection -> selection.add(row));
        });
    return new SweepAnalysis(sweep, counts, objectives, front, sensitivity, best);
  }
}
