package org.backflow.accelerator;

import java.util.Locale;
import org.backflow.plan.Count;
import org.backflow.plan.Extent;

/** How the folds of one product follow each other on an array. */
public enum FoldSequence {
  /** A fold starts in the cycle after the last result of the fold before. */
  SEQUENTIAL {
    @Override
    long distance(Dataflow dataflow, Extent extent, ArrayShape array) {
      return dataflow.cyclesPerFold(extent, array);
    }
  },
  /**
   * A fold starts while the one before it is still in the array. An output-stationary array drains
   * its sums through a second register per element; a weight- or input-stationary one loads the
   * next weights into a second register per element.
   *
   * <p>Both take R cycles to drain or load and R - 1 more until the last row is free, so folds
   * follow each other at a distance of max(streamed, 2R - 1) cycles.
   */
  OVERLAPPED {
    @Override
    long distance(Dataflow dataflow, Extent extent, ArrayShape array) {
      return Math.max(dataflow.streamed(extent), 2L * array.rows() - 1);
    }
  };

  /**
   * Returns the cycles of all folds, from the first operand or weight on the port to the last
   * result visible on the port.
   */
  public long cycles(Dataflow dataflow, Extent extent, ArrayShape array) {
    long distances =
        Count.product(dataflow.folds(extent, array) - 1, distance(dataflow, extent, array));
    return Count.sum(distances, dataflow.cyclesPerFold(extent, array));
  }

  /** Returns the cycles from the start of a fold to the start of the next. */
  abstract long distance(Dataflow dataflow, Extent extent, ArrayShape array);

  /** Returns {@code sequential} or {@code overlapped}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
