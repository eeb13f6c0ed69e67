package org.backflow.accelerator;

import java.util.Locale;
import org.backflow.plan.Count;
import org.backflow.plan.Extent;

/**
 * What stays in the array while a fold of C[M x N] = A[M x K] B[K x N] runs, on an array of R x C
 * elements with one register per hop.
 *
 * <p>A dataflow maps two of M, N, K onto rows and columns and streams the third: {@code rows},
 * {@code columns}, {@code streamed}. Cycles of a fold are counted inclusively from the first
 * operand or weight on the port to the last result visible on the port. Edge folds that fill the
 * array in part take as long as full ones.
 *
 * <p>Of the same three lengths, SCALE-Sim v2 and v3 print folds x cycles - 1 (the index of the last
 * cycle) and leave out the drain of R cycles in every output-stationary fold.
 */
public enum Dataflow {
  /**
   * Output-stationary: sums stay. K + R + C - 2 cycles until the last sum is final, then R to drain
   * it through its column.
   */
  OS {
    @Override
    int rows(Extent extent) {
      return extent.m();
    }

    @Override
    int columns(Extent extent) {
      return extent.n();
    }

    @Override
    int streamed(Extent extent) {
      return extent.k();
    }

    @Override
    long scaleSimCyclesPerFold(Extent extent, ArrayShape array) {
      return (long) extent.k() + array.rows() + array.columns() - 2;
    }
  },
  /** Weight-stationary: B stays. R cycles to load it, then A streams through. */
  WS {
    @Override
    int rows(Extent extent) {
      return extent.k();
    }

    @Override
    int columns(Extent extent) {
      return extent.n();
    }

    @Override
    int streamed(Extent extent) {
      return extent.m();
    }
  },
  /** Input-stationary: A stays. R cycles to load it, then B streams through. */
  IS {
    @Override
    int rows(Extent extent) {
      return extent.k();
    }

    @Override
    int columns(Extent extent) {
      return extent.m();
    }

    @Override
    int streamed(Extent extent) {
      return extent.n();
    }
  };

  /** Returns the length that is mapped onto the rows of the array. */
  abstract int rows(Extent extent);

  /** Returns the length that is mapped onto the columns of the array. */
  abstract int columns(Extent extent);

  /** Returns the length that streams through. */
  abstract int streamed(Extent extent);

  /** Returns {@code os}, {@code ws} or {@code is}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the dataflow labelled {@code label}.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Dataflow named(String label) {
    for (Dataflow dataflow : values()) {
      if (dataflow.label().equalsIgnoreCase(label)) {
        return dataflow;
      }
    }
    throw new IllegalArgumentException("no such dataflow; expected os, ws or is");
  }

  /** Returns the folds that the rows are cut into. */
  public long rowFolds(Extent extent, ArrayShape array) {
    return Count.parts(rows(extent), array.rows());
  }

  /** Returns the folds that the columns are cut into. */
  public long columnFolds(Extent extent, ArrayShape array) {
    return Count.parts(columns(extent), array.columns());
  }

  /** Returns the number of folds. */
  public long folds(Extent extent, ArrayShape array) {
    return Count.product(rowFolds(extent, array), columnFolds(extent, array));
  }

  /** Returns the cycles of one fold, 2R + C + streamed - 2. */
  public long cyclesPerFold(Extent extent, ArrayShape array) {
    return 2L * array.rows() + array.columns() + streamed(extent) - 2;
  }

  /** Returns folds x cycles of a fold: folds run one after the other. */
  public long cycles(Extent extent, ArrayShape array) {
    return Count.product(folds(extent, array), cyclesPerFold(extent, array));
  }

  /** Returns the total that SCALE-Sim prints for the same product, free of stalls. */
  public long scaleSimTotalCycles(Extent extent, ArrayShape array) {
    return Count.product(folds(extent, array), scaleSimCyclesPerFold(extent, array)) - 1;
  }

  long scaleSimCyclesPerFold(Extent extent, ArrayShape array) {
    return cyclesPerFold(extent, array);
  }

  /** Returns the share of elements that hold an operand or a sum, averaged over the folds. */
  public double mappingEfficiencyPercent(Extent extent, ArrayShape array) {
    double mapped = (double) rows(extent) * columns(extent);
    return 100.0 * mapped / (folds(extent, array) * (double) array.elements());
  }

  /** Returns how often an element of A enters the array: anew for every fold it streams into. */
  long leftTimes(Extent extent, ArrayShape array) {
    return this == IS ? 1 : columnFolds(extent, array);
  }

  /** Returns how often an element of B enters the array. */
  long rightTimes(Extent extent, ArrayShape array) {
    return switch (this) {
      case OS -> rowFolds(extent, array);
      case WS -> 1;
      case IS -> columnFolds(extent, array);
    };
  }

  /** Returns how many elements of A enter the array. */
  public long leftReads(Extent extent, ArrayShape array) {
    return Count.product((long) extent.m() * extent.k(), leftTimes(extent, array));
  }

  /** Returns how many elements of B enter the array. */
  public long rightReads(Extent extent, ArrayShape array) {
    return Count.product((long) extent.k() * extent.n(), rightTimes(extent, array));
  }

  /**
   * Returns how many partial sums leave the array and are read back for the next fold of K: none
   * where sums stay in the array.
   */
  public long partialSums(Extent extent, ArrayShape array) {
    return this == OS ? 0 : Count.product(extent.elements(), rowFolds(extent, array) - 1);
  }
}
