package org.backflow.audit;

import java.util.List;
import java.util.Optional;

/**
 * How the gain of a scheme over {@code backprop} in the whole step grows along one axis of the
 * design, everything else being as in the experiment.
 *
 * @param axis what varies: {@code hidden units}
 * @param points numbers in ascending order, or choices
 * @param breakEven the smallest whole number on the axis at which the gain in cycles reaches the
 *     threshold, searched between the points; empty where none does, and among choices
 */
public record Payoff(String axis, List<Point> points, Optional<Integer> breakEven) {

  /** Copies the list. */
  public Payoff {
    points = List.copyOf(points);
  }

  /**
   * One design.
   *
   * @param value on the axis: a number, or the name of a choice
   * @param network the layers, {@code 784-20-10}
   * @param feedbackPercent the share of the feedback phase in the cycles of {@code backprop}'s step
   * @param gainInCycles {@code backprop}'s cycles over the scheme's, whole step
   * @param gainInEnergy the same of energy, by the first table of the experiment
   */
  public record Point(
      String value,
      String network,
      double feedbackPercent,
      double gainInCycles,
      double gainInEnergy) {}
}
