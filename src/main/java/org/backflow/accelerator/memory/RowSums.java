package org.backflow.accelerator.memory;

import java.util.function.IntToLongFunction;
import org.backflow.plan.Count;

/** Sums of a number that every row has, over rows of images that are alike. */
final class RowSums {

  /** The sum over the rows of an image before each of them, and over all. */
  private final long[] before;

  RowSums(int rowsPerImage, IntToLongFunction ofRow) {
    this.before = new long[rowsPerImage + 1];
    for (int row = 0; row < rowsPerImage; row++) {
      before[row + 1] = Count.sum(before[row], ofRow.applyAsLong(row));
    }
  }

  /** Returns the sum over the rows {@code first} to {@code end}, exclusive. */
  long between(int first, int end) {
    return before(end) - before(first);
  }

  private long before(int row) {
    int rowsPerImage = before.length - 1;
    long images = Count.product(row / rowsPerImage, before[rowsPerImage]);
    return Count.sum(images, before[row % rowsPerImage]);
  }
}
