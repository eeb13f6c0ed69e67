package org.backflow.sweep;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.IntPredicate;

/** Which points are evaluated together. */
final class Batches {
  private static final int POINTS = 64;

  private Batches() {}

  /**
   * Returns the points that are still to be done: where networks are trained, those of one
   * configuration together, and else a few that follow each other.
   */
  static Iterator<List<Integer>> of(Sweep sweep, IntPredicate todo) {
    return sweep.train() ? configurations(sweep, todo) : successive(sweep.size(), todo);
  }

  private static Iterator<List<Integer>> configurations(Sweep sweep, IntPredicate todo) {
    Map<List<String>, List<Integer>> groups = new LinkedHashMap<>();
    for (int point = 0; point < sweep.size(); point++) {
      if (todo.test(point)) {
        groups
            .computeIfAbsent(sweep.point(point).configuration(), key -> new ArrayList<>())
            .add(point);
      }
    }
    return groups.values().iterator();
  }

  private static Iterator<List<Integer>> successive(int size, IntPredicate todo) {
    return new Iterator<>() {
      private int next = following(0);

      private int following(int from) {
        int point = from;
        while (point < size && !todo.test(point)) {
          point++;
        }
        return point;
      }

      @Override
      public boolean hasNext() {
        return next < size;
      }

      @Override
      public List<Integer> next() {
        if (!hasNext()) {
          throw new NoSuchElementException("no further points");
        }
        List<Integer> batch = new ArrayList<>(POINTS);
        while (next < size && batch.size() < POINTS) {
          batch.add(next);
          next = following(next + 1);
        }
        return batch;
      }
    };
  }
}
