package org.backflow.accelerator.memory;

/**
 * An operand whose elements repeat the words that are stored, as overlapping windows do, or are no
 * stored words at all, as padding. Rows and columns are counted from zero, ends are exclusive.
 */
public interface ElementBlocks {

  /** Returns the stored words that a block of elements is made of, each counted once. */
  long words(int firstRow, int endRow, int firstColumn, int endColumn);

  /**
   * Adds the stored words of a block to {@code seen}, under numbers of their own.
   *
   * @return how many were not there before
   */
  long mark(int firstRow, int endRow, int firstColumn, int endColumn, WordSet seen);

  /** Returns the same with rows and columns exchanged. */
  default ElementBlocks transposed() {
    return new TransposedBlocks(this);
  }
}
