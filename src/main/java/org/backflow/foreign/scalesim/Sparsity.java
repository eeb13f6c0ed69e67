package org.backflow.foreign.scalesim;

/**
 * Weights of which at most {@code nonZero} in each block of {@code block} are not zero.
 *
 * @param nonZero at least 1
 * @param block at least {@code nonZero}
 */
public record Sparsity(int nonZero, int block) {

  /** Every weight counts. */
  public static final Sparsity DENSE = new Sparsity(1, 1);

  /** Checks the ratio. */
  public Sparsity {
    if (nonZero < 1 || block < nonZero) {
      throw new IllegalArgumentException(
          "a sparsity of " + nonZero + ":" + block + "; expected n:m with 1 <= n <= m");
    }
  }

  /** Returns whether no weight need be zero. */
  public boolean isDense() {
    return nonZero == block;
  }

  @Override
  public String toString() {
    return nonZero + ":" + block;
  }
}
