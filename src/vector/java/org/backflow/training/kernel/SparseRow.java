package org.backflow.training.kernel;

/**
 * Entries of a sparse row: each names a row of a matrix and has a pixel value. The kernels keep one
 * and point it at the entries of every row, so that no object is made for one.
 */
final class SparseRow {

  private char[] rows = new char[0];
  private byte[] values = new byte[0];
  private int begin;
  private int end;

  /** Points at the entries from {@code begin} to before {@code end}. */
  SparseRow at(char[] rows, byte[] values, int begin, int end) {
    this.rows = rows;
    this.values = values;
    this.begin = begin;
    this.end = end;
    return this;
  }

  char[] rows() {
    return rows;
  }

  byte[] values() {
    return values;
  }

  int begin() {
    return begin;
  }

  int end() {
    return end;
  }
}
