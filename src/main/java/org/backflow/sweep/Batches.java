package org.backflow.sweep;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.IntPredicate;

/**
 * Which points are evaluated together.
 *
 * @param iterator the points that are still to be done, batch by batch
 * @param networks those that are trained for them
 */
record Batches(Iterator<List<Integer>> iterator, Networks networks) {
  private static final int POINTS = 64;

  /**
   * Returns the points that are still to be done: where networks are trained, those that train to
   * the same bits together, and else a few that follow each other.
   */
  static Batches of(Sweep sweep, IntPredicate todo) {
    if (!sweep.train()) {
      return new Batches(successive(sweep.size(), todo), Networks.NONE);
    }
    Networks networks = Networks.of(sweep, todo);
    return new Batches(networks.batches().iterator(), networks);
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
