package org.backflow.training.kernel;

import static org.backflow.training.kernel.WordVectors.INTS;
import static org.backflow.training.kernel.WordVectors.WIDTH;
import static org.backflow.training.kernel.WordVectors.load;

import jdk.incubator.vector.IntVector;

/**
 * Sums of words times the rows of a matrix, all of them, in both {@linkplain SplitFactor parts}.
 */
final class DenseSumLoops {

  private DenseSumLoops() {}

  /**
   * Computes the sums over so many products as {@linkplain SplitFactor#productsPerInt() fit}, of
   * the lanes from {@code begin} to before {@code end}.
   *
   * @param a has the factor of the first row at {@code from}, and those of the next a stride apart
   * @param row where the first row begins
   * @param lanes from a row to the next
   */
  static void sum(
      int[] a,
      int from,
      int stride,
      int count,
      SplitFactor split,
      int[] matrix,
      int row,
      int lanes,
      int begin,
      int end,
      int[] highs,
      int[] lows) {
    int lowBits = split.lowBits();
    int lowMask = split.lowMask();
    for (int lane = begin; lane < end; lane += WIDTH) {
      IntVector high = IntVector.zero(INTS);
      IntVector low = high;
      int next = row + lane;
      for (int i = 0; i < count; i++) {
        int x = a[from + i * stride];
        IntVector words = load(matrix, next + i * lanes);
        high = high.add(words.mul(x >> lowBits));
        low = low.add(words.mul(x & lowMask));
      }
      high.intoArray(highs, lane);
      low.intoArray(lows, lane);
    }
  }

  /** Adds x times one row. */
  static void add(
      int x, SplitFactor split, int[] matrix, int row, int lanes, int[] highs, int[] lows) {
    int high = x >> split.lowBits();
    int low = x & split.lowMask();
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      IntVector words = load(matrix, row + lane);
      load(highs, lane).add(words.mul(high)).intoArray(highs, lane);
      load(lows, lane).add(words.mul(low)).intoArray(lows, lane);
    }
  }
}
