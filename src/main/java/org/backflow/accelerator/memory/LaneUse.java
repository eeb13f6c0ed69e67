package org.backflow.accelerator.memory;

/** What the lanes of a unit do with a tensor. */
public enum LaneUse {
  /** Each lane reads the word of its element. */
  ELEMENTS,
  /** Each lane writes the word of its element. */
  RESULTS,
  /**
   * Each lane picks words of the row, one for each of its terms. A filling reads the row once, for
   * all its lanes and terms; of a row that is longer than all of them only what they pick.
   */
  SHARED,
  /**
   * Each lane reads a word for every term of its element, the same in every row. Each lane has a
   * register for one: where one filling of one term takes a row, the words are read once for all
   * rows, else again by every filling.
   */
  TABLE;

  /** Returns whether the tensor is a result. */
  boolean isWritten() {
    return this == RESULTS;
  }
}
