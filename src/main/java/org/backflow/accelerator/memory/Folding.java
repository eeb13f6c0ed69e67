package org.backflow.accelerator.memory;

import org.backflow.plan.Count;

/**
 * How a product is cut into folds: two of its lengths are mapped onto the sides of the array, the
 * third streams.
 *
 * @param rows the length mapped onto the rows
 * @param columns the length mapped onto the columns
 * @param streamed the length that streams
 * @param arrayRows R
 * @param arrayColumns C
 * @param sumsStay whether sums stay in the array until they are final (output-stationary); else
 *     they leave it after every row fold and enter again for the next
 * @param foldDistance cycles from the start of a fold to the start of the next
 * @param lastFoldCycles cycles of the last fold
 */
public record Folding(
    int rows,
    int columns,
    int streamed,
    int arrayRows,
    int arrayColumns,
    boolean sumsStay,
    long foldDistance,
    long lastFoldCycles) {

  /** Returns the rows, cut into folds. */
  FoldedLength rowFolds() {
    return new FoldedLength(rows, arrayRows);
  }

  /** Returns the columns, cut into folds. */
  FoldedLength columnFolds() {
    return new FoldedLength(columns, arrayColumns);
  }

  /** Returns the number of folds. */
  long folds() {
    return Count.product(rowFolds().parts(), columnFolds().parts());
  }
}
