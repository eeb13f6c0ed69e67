package org.backflow.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.backflow.configuration.tree.ConfigurationException;

/**
 * The networks that a sweep trains, each once, and the points that they belong to: those that
 * differ only in what a step is priced on share one. A point that is dropped by its settings, or
 * whose configuration is refused, has none.
 */
final class Networks {
  /** Those of a sweep that trains nothing. */
  static final Networks NONE = new Networks(List.of(), new int[0], new int[0]);

  private static final int UNTRAINED = -1;

  private final List<List<Integer>> batches;

  /** By point. */
  private final int[] networks;

  /** How many points of each network are not done. */
  private final int[] left;

  private Networks(List<List<Integer>> batches, int[] networks, int[] left) {
    this.batches = batches;
    this.networks = networks;
    this.left = left;
  }

  /** Finds the networks of the points that are still to be done. */
  static Networks of(Sweep sweep, IntPredicate todo) {
    PointExperiments experiments = new PointExperiments(sweep);
    Map<String, List<Integer>> together = new LinkedHashMap<>();
    Map<List<String>, Integer> numbers = new LinkedHashMap<>();
    List<Integer> untrained = new ArrayList<>();
    int[] networks = new int[sweep.size()];
    int[] left = new int[sweep.size()];
    Arrays.fill(networks, UNTRAINED);
    for (int point = 0; point < networks.length; point++) {
      if (!todo.test(point)) {
        continue;
      }
      Point made = sweep.point(point);
      if (experiments.violated(Sweep.cells(made, sweep.columns()), true).isPresent()) {
        untrained.add(point);
        continue;
      }
      try {
        String key = TrainingPart.key(experiments.of(made));
        networks[point] =
            numbers.computeIfAbsent(List.of(key, made.scheme()), each -> numbers.size());
        left[networks[point]]++;
        together.computeIfAbsent(key, each -> new ArrayList<>()).add(point);
      } catch (ConfigurationException | IllegalArgumentException | ArithmeticException e) {
        // Its row says why.
        untrained.add(point);
      }
    }
    List<List<Integer>> batches = new ArrayList<>();
    if (!untrained.isEmpty()) {
      batches.add(untrained);
    }
    batches.addAll(together.values());
    return new Networks(batches, networks, Arrays.copyOf(left, numbers.size()));
  }

  /** Returns the points that are best evaluated together: those whose networks train alike. */
  List<List<Integer>> batches() {
    return batches;
  }

  /** Returns how many networks there are; constraints on outcomes may make some unnecessary. */
  int count() {
    return left.length;
  }

  /** Notes points that are done; returns how many networks these were the last points of. */
  int finishedBy(List<Integer> points) {
    int finished = 0;
    for (int point : points) {
      int network = point < networks.length ? networks[point] : UNTRAINED;
      if (network != UNTRAINED && --left[network] == 0) {
        finished++;
      }
    }
    return finished;
  }
}
