package org.backflow.training.kernel;

/**
 * The arrays in which kernels sum. They are kept from call to call: new ones for every sample would
 * walk through all memory and push the weights out of the caches. They hold what was left in them
 * before, and they may be longer than was asked for.
 */
final class SumBuffers {

  private long[] wide = new long[0];
  private SplitSums split = new SplitSums(new int[0], new int[0]);
  private float[] floats = new float[0];

  /** Returns at least {@code lanes} exact sums. */
  long[] wide(int lanes) {
    if (wide.length < lanes) {
      wide = new long[lanes];
    }
    return wide;
  }

  /** Returns at least {@code lanes} sums in two parts. */
  SplitSums split(int lanes) {
    if (split.highs().length < lanes) {
      split = new SplitSums(new int[lanes], new int[lanes]);
    }
    return split;
  }

  /** Returns at least {@code lanes} sums in single precision. */
  float[] floats(int lanes) {
    if (floats.length < lanes) {
      floats = new float[lanes];
    }
    return floats;
  }
}
