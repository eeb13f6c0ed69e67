package org.backflow.accelerator.memory;

import org.backflow.plan.Count;

/**
 * An operand or result of an operation that takes row after row.
 *
 * @param buffer where it is
 * @param use what the lanes do with it
 * @param words words of it that belong to a row; of a table, all
 */
public record RowOperand(OperandBuffer buffer, LaneUse use, long words) {

  /** Returns whether it is a table that is fetched from DRAM at most once. */
  boolean isKept() {
    return use == LaneUse.TABLE && buffer.keeps(words);
  }

  /** Returns the bits of a row that cross between DRAM and chip. */
  long movedBits() {
    return buffer.isMoved() ? Count.product(words, buffer.wordBits()) : 0;
  }

  /**
   * Returns the words that cross between DRAM and chip in {@code rows} rows: each row once, however
   * many lanes read it; a table once, or with every row if it does not fit its buffer.
   */
  public long movedWords(long rows) {
    return buffer.isMoved() ? Count.product(words, isKept() ? 1 : rows) : 0;
  }
}
