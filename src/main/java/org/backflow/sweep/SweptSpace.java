package org.backflow.sweep;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.sweep.expression.Expression;

/**
 * The points of a sweep and the columns of its results.
 *
 * @param levels the values that were tried
 * @param space all points, those not yet dropped among them
 * @param columns of the results
 */
record SweptSpace(Levels levels, Space space, Columns columns) {

  /** Tries every value of the axes, or of the points if there are any. */
  static SweptSpace of(
      Levels levels,
      Optional<List<NamedPoints.Written>> points,
      List<Axis> variables,
      List<Axis> space) {
    Space all = points.map(levels::points).orElseGet(() -> levels.grid(variables, space));
    return new SweptSpace(
        levels,
        all,
        Columns.of(
            all.columns(),
            levels.energyTables(),
            levels.tablesDiffer(),
            levels.base().training().numerics().trainsFixed()));
  }

  /**
   * Returns the points of a sample, or all.
   *
   * @param constraints what every point of a sample satisfies
   * @param refusal of more points than a sweep may have, from what is expected instead
   */
  Space sampled(
      Optional<Sample> sample,
      List<Expression> constraints,
      Function<String, ConfigurationException> refusal) {
    if (sample.isEmpty()) {
      if (space.size() > Space.MOST_POINTS) {
        throw refusal.apply(
            "at most "
                + Space.MOST_POINTS
                + " points, or a 'sample' of them; there are "
                + space.size());
      }
      return space;
    }
    int outcomes = Columns.FIRST_SETTING + space.columns().size();
    LongPredicate suitable =
        position ->
            Sweep.violated(
                    constraints, Sweep.cells(space.point(position, 0), columns), true, outcomes)
                .isEmpty();
    return new SampledSpace(space, sample.get().draw(space.size(), suitable));
  }
}
