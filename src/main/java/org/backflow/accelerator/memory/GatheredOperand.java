package org.backflow.accelerator.memory;

/**
 * An operand or result of an operation that gathers.
 *
 * @param buffer where it is
 * @param written whether it is a result; else the lanes read a word of it for every term
 * @param rows the words of rows of the operation
 */
public record GatheredOperand(OperandBuffer buffer, boolean written, Rows rows) {

  /** How many words of an operand the rows of an operation touch. */
  @FunctionalInterface
  public interface Rows {
    /** Returns the words of rows {@code first} to {@code end}, exclusive, each counted once. */
    long words(int first, int end);
  }

  /** Returns the words that cross between DRAM and chip for rows after those before them. */
  long movedWords(int first, int end, int all) {
    if (!buffer.isMoved()) {
      return 0;
    }
    boolean keepsAll = !written && buffer.keeps(rows.words(0, all));
    return keepsAll && first > 0
        ? rows.words(0, end) - rows.words(0, first)
        : rows.words(first, end);
  }

  boolean fits(int first, int end) {
    return !buffer.isMoved() || buffer.keeps(rows.words(first, end));
  }
}
