package org.backflow.plan;

/**
 * The size of an operation in the letters of a matrix product C[M x N] = A[M x K] B[K x N].
 *
 * @param m rows of the result
 * @param n columns of the result
 * @param k length of the sums; 1 for an elementwise operation
 */
public record Extent(int m, int n, int k) {

  /** Checks that every letter is at least one. */
  public Extent {
    if (m < 1 || n < 1 || k < 1) {
      throw new IllegalArgumentException(
          "M, N, K = " + m + ", " + n + ", " + k + "; each must be at least 1");
    }
  }

  /** Returns the size of one of {@code groups} products whose results stand side by side. */
  public Extent ofGroup(int groups) {
    return new Extent(m, n / groups, k);
  }

  /** Returns M N, the elements of the result. */
  public long elements() {
    return (long) m * n;
  }

  /**
   * Returns M N K.
   *
   * @throws CountLimitException when that is more than a {@code long} holds
   */
  public long products() {
    return Count.product(elements(), k);
  }
}
