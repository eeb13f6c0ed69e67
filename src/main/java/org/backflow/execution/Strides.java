package org.backflow.execution;

/**
 * How the left operand of a product lies in its array: the word in row i and term k stands at
 * {@code from} + i {@code rowStride} + k {@code termStride}.
 *
 * @param rows of the result
 * @param terms of a sum
 */
record Strides(int from, int rows, int terms, int rowStride, int termStride) {

  /** The word at index 0, in {@code rows} rows of {@code terms}. */
  static Strides repeated(int rows, int terms) {
    return new Strides(0, rows, terms, 0, 0);
  }

  /** Rows of {@code terms} words, one after the other. */
  static Strides rows(int rows, int terms) {
    return new Strides(0, rows, terms, terms, 1);
  }

  /** The words that stand in {@code terms} rows of {@code rows}, as columns. */
  static Strides columns(int rows, int terms) {
    return new Strides(0, rows, terms, 1, rows);
  }
}
