package org.backflow.training.kernel;

/**
 * The factors of consecutive rows of a matrix, which lie a stride apart. The kernels keep one and
 * point it at the factors of every sum, so that no object is made for one.
 */
final class FactorColumn {

  private int[] words = new int[0];
  private int from;
  private int stride;
  private int count;

  /** Points at {@code count} factors, of which the first lies at {@code from}. */
  FactorColumn at(int[] words, int from, int stride, int count) {
    this.words = words;
    this.from = from;
    this.stride = stride;
    this.count = count;
    return this;
  }

  int[] words() {
    return words;
  }

  int from() {
    return from;
  }

  int stride() {
    return stride;
  }

  int count() {
    return count;
  }
}
