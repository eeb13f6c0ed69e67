package org.backflow.training.kernel;

import static org.backflow.training.kernel.WordVectors.INTS;
import static org.backflow.training.kernel.WordVectors.WIDTH;
import static org.backflow.training.kernel.WordVectors.load;

import jdk.incubator.vector.IntVector;

/**
 * The sum of a sparse row of pixels times the rows of a matrix that it names, from {@link
 * Lanes#FIRST} on, as {@link FloatRowLoops} forms it, in exact integers: both {@linkplain SplitSum
 * parts} of the sums stay in registers while the rows pass by, and are converted in another loop,
 * because what a compiler keeps in registers it must find in one small method.
 */
final class FixedPointRowLoops {

  private FixedPointRowLoops() {}

  /** Returns how many of the {@code left} vectors of a row the next pass takes. */
  private static int block(int left) {
    return left <= 5 ? left : left % 5 == 0 || left >= 9 ? 5 : left == 6 ? 3 : 4;
  }

  /**
   * Computes both parts of the sums over so many entries as {@linkplain SplitSum#productsPerInt()
   * fit}.
   */
  static void sum(SparseRow entries, CutCodes codes, int[] matrix, int lanes, SplitSums sums) {
    int lane = 0;
    while (lane < lanes) {
      int vectors = block((lanes - lane) / WIDTH);
      switch (vectors) {
        case 5 -> sumFive(entries, codes, matrix, lanes, lane, sums);
        case 4 -> sumFour(entries, codes, matrix, lanes, lane, sums);
        case 3 -> sumThree(entries, codes, matrix, lanes, lane, sums);
        case 2 -> sumTwo(entries, codes, matrix, lanes, lane, sums);
        default -> sumOne(entries, codes, matrix, lanes, lane, sums);
      }
      lane += vectors * WIDTH;
    }
  }

  // What follows is written by UnrolledLoops of src/test, which says how to do that again.

  private static void sumOne(
      SparseRow entries, CutCodes codes, int[] matrix, int lanes, int lane, SplitSums sums) {
    char[] rows = entries.rows();
    byte[] values = entries.values();
    int[] highCodes = codes.highs();
    int[] lowCodes = codes.lows();
    int end = entries.end();
    IntVector high0 = IntVector.zero(INTS);
    IntVector low0 = high0;
    for (int p = entries.begin(); p < end; p++) {
      int value = values[p] & 0xFF;
      IntVector high = IntVector.broadcast(INTS, highCodes[value]);
      IntVector low = IntVector.broadcast(INTS, lowCodes[value]);
      int row = Lanes.FIRST + rows[p] * lanes + lane;
      IntVector row0 = load(matrix, row);
      high0 = high0.add(row0.mul(high));
      low0 = low0.add(row0.mul(low));
    }
    high0.intoArray(sums.highs(), lane);
    low0.intoArray(sums.lows(), lane);
  }

  private static void sumTwo(
      SparseRow entries, CutCodes codes, int[] matrix, int lanes, int lane, SplitSums sums) {
    char[] rows = entries.rows();
    byte[] values = entries.values();
    int[] highCodes = codes.highs();
    int[] lowCodes = codes.lows();
    int end = entries.end();
    IntVector high0 = IntVector.zero(INTS);
    IntVector low0 = high0;
    IntVector high1 = high0;
    IntVector low1 = high0;
    for (int p = entries.begin(); p < end; p++) {
      int value = values[p] & 0xFF;
      IntVector high = IntVector.broadcast(INTS, highCodes[value]);
      IntVector low = IntVector.broadcast(INTS, lowCodes[value]);
      int row = Lanes.FIRST + rows[p] * lanes + lane;
      IntVector row0 = load(matrix, row);
      high0 = high0.add(row0.mul(high));
      low0 = low0.add(row0.mul(low));
      IntVector row1 = load(matrix, row + WIDTH);
      high1 = high1.add(row1.mul(high));
      low1 = low1.add(row1.mul(low));
    }
    high0.intoArray(sums.highs(), lane);
    low0.intoArray(sums.lows(), lane);
    high1.intoArray(sums.highs(), lane + WIDTH);
    low1.intoArray(sums.lows(), lane + WIDTH);
  }

  private static void sumThree(
      SparseRow entries, CutCodes codes, int[] matrix, int lanes, int lane, SplitSums sums) {
    char[] rows = entries.rows();
    byte[] values = entries.values();
    int[] highCodes = codes.highs();
    int[] lowCodes = codes.lows();
    int end = entries.end();
    IntVector high0 = IntVector.zero(INTS);
    IntVector low0 = high0;
    IntVector high1 = high0;
    IntVector low1 = high0;
    IntVector high2 = high0;
    IntVector low2 = high0;
    for (int p = entries.begin(); p < end; p++) {
      int value = values[p] & 0xFF;
      IntVector high = IntVector.broadcast(INTS, highCodes[value]);
      IntVector low = IntVector.broadcast(INTS, lowCodes[value]);
      int row = Lanes.FIRST + rows[p] * lanes + lane;
      IntVector row0 = load(matrix, row);
      high0 = high0.add(row0.mul(high));
      low0 = low0.add(row0.mul(low));
      IntVector row1 = load(matrix, row + WIDTH);
      high1 = high1.add(row1.mul(high));
      low1 = low1.add(row1.mul(low));
      IntVector row2 = load(matrix, row + 2 * WIDTH);
      high2 = high2.add(row2.mul(high));
      low2 = low2.add(row2.mul(low));
    }
    high0.intoArray(sums.highs(), lane);
    low0.intoArray(sums.lows(), lane);
    high1.intoArray(sums.highs(), lane + WIDTH);
    low1.intoArray(sums.lows(), lane + WIDTH);
    high2.intoArray(sums.highs(), lane + 2 * WIDTH);
    low2.intoArray(sums.lows(), lane + 2 * WIDTH);
  }

  private static void sumFour(
      SparseRow entries, CutCodes codes, int[] matrix, int lanes, int lane, SplitSums sums) {
    char[] rows = entries.rows();
    byte[] values = entries.values();
    int[] highCodes = codes.highs();
    int[] lowCodes = codes.lows();
    int end = entries.end();
    IntVector high0 = IntVector.zero(INTS);
    IntVector low0 = high0;
    IntVector high1 = high0;
    IntVector low1 = high0;
    IntVector high2 = high0;
    IntVector low2 = high0;
    IntVector high3 = high0;
    IntVector low3 = high0;
    for (int p = entries.begin(); p < end; p++) {
      int value = values[p] & 0xFF;
      IntVector high = IntVector.broadcast(INTS, highCodes[value]);
      IntVector low = IntVector.broadcast(INTS, lowCodes[value]);
      int row = Lanes.FIRST + rows[p] * lanes + lane;
      IntVector row0 = load(matrix, row);
      high0 = high0.add(row0.mul(high));
      low0 = low0.add(row0.mul(low));
      IntVector row1 = load(matrix, row + WIDTH);
      high1 = high1.add(row1.mul(high));
      low1 = low1.add(row1.mul(low));
      IntVector row2 = load(matrix, row + 2 * WIDTH);
      high2 = high2.add(row2.mul(high));
      low2 = low2.add(row2.mul(low));
      IntVector row3 = load(matrix, row + 3 * WIDTH);
      high3 = high3.add(row3.mul(high));
      low3 = low3.add(row3.mul(low));
    }
    high0.intoArray(sums.highs(), lane);
    low0.intoArray(sums.lows(), lane);
    high1.intoArray(sums.highs(), lane + WIDTH);
    low1.intoArray(sums.lows(), lane + WIDTH);
    high2.intoArray(sums.highs(), lane + 2 * WIDTH);
    low2.intoArray(sums.lows(), lane + 2 * WIDTH);
    high3.intoArray(sums.highs(), lane + 3 * WIDTH);
    low3.intoArray(sums.lows(), lane + 3 * WIDTH);
  }

  private static void sumFive(
      SparseRow entries, CutCodes codes, int[] matrix, int lanes, int lane, SplitSums sums) {
    char[] rows = entries.rows();
    byte[] values = entries.values();
    int[] highCodes = codes.highs();
    int[] lowCodes = codes.lows();
    int end = entries.end();
    IntVector high0 = IntVector.zero(INTS);
    IntVector low0 = high0;
    IntVector high1 = high0;
    IntVector low1 = high0;
    IntVector high2 = high0;
    IntVector low2 = high0;
    IntVector high3 = high0;
    IntVector low3 = high0;
    IntVector high4 = high0;
    IntVector low4 = high0;
    for (int p = entries.begin(); p < end; p++) {
      int value = values[p] & 0xFF;
      IntVector high = IntVector.broadcast(INTS, highCodes[value]);
      IntVector low = IntVector.broadcast(INTS, lowCodes[value]);
      int row = Lanes.FIRST + rows[p] * lanes + lane;
      IntVector row0 = load(matrix, row);
      high0 = high0.add(row0.mul(high));
      low0 = low0.add(row0.mul(low));
      IntVector row1 = load(matrix, row + WIDTH);
      high1 = high1.add(row1.mul(high));
      low1 = low1.add(row1.mul(low));
      IntVector row2 = load(matrix, row + 2 * WIDTH);
      high2 = high2.add(row2.mul(high));
      low2 = low2.add(row2.mul(low));
      IntVector row3 = load(matrix, row + 3 * WIDTH);
      high3 = high3.add(row3.mul(high));
      low3 = low3.add(row3.mul(low));
      IntVector row4 = load(matrix, row + 4 * WIDTH);
      high4 = high4.add(row4.mul(high));
      low4 = low4.add(row4.mul(low));
    }
    high0.intoArray(sums.highs(), lane);
    low0.intoArray(sums.lows(), lane);
    high1.intoArray(sums.highs(), lane + WIDTH);
    low1.intoArray(sums.lows(), lane + WIDTH);
    high2.intoArray(sums.highs(), lane + 2 * WIDTH);
    low2.intoArray(sums.lows(), lane + 2 * WIDTH);
    high3.intoArray(sums.highs(), lane + 3 * WIDTH);
    low3.intoArray(sums.lows(), lane + 3 * WIDTH);
    high4.intoArray(sums.highs(), lane + 4 * WIDTH);
    low4.intoArray(sums.lows(), lane + 4 * WIDTH);
  }
}
