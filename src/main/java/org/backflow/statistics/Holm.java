package org.backflow.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Holm's correction of several tests (S. Holm, "A simple sequentially rejective multiple test
 * procedure", Scandinavian Journal of Statistics 6, 1979). With adjusted probabilities, the chance
 * that any of the tests finds a difference where there is none stays below the level chosen.
 */
public final class Holm {

  private Holm() {}

  /**
   * Returns the adjusted probabilities in the order of {@code p}: the k-th smallest of m is
   * multiplied by m - k + 1, is at least the one before it and at most 1. Tests without an outcome
   * are not counted and stay without one.
   */
  public static List<OptionalDouble> adjust(List<OptionalDouble> p) {
    List<Integer> order =
        IntStream.range(0, p.size())
            .filter(i -> p.get(i).isPresent())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p.get(i).getAsDouble()))
            .toList();
    List<OptionalDouble> adjusted =
        new ArrayList<>(Collections.nCopies(p.size(), OptionalDouble.empty()));
    double atLeast = 0.0;
    for (int k = 0; k < order.size(); k++) {
      double factor = order.size() - k;
      atLeast = Math.max(atLeast, Math.min(1.0, factor * p.get(order.get(k)).getAsDouble()));
      adjusted.set(order.get(k), OptionalDouble.of(atLeast));
    }
    return adjusted;
  }
}
