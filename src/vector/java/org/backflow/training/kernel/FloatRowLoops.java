package org.backflow.training.kernel;

import static org.backflow.training.kernel.FloatVectors.FLOATS;
import static org.backflow.training.kernel.FloatVectors.WIDTH;
import static org.backflow.training.kernel.FloatVectors.load;

import jdk.incubator.vector.FloatVector;

/**
 * What a sparse row of pixels does to the rows of a matrix that it names, which begin at {@link
 * Lanes#FIRST}, for every number of vectors that a row is cut into: the sums, or the steps, stay in
 * registers while the rows pass by. Only variables of their own, not an array of vectors, are kept
 * there.
 */
final class FloatRowLoops {

  private FloatRowLoops() {}

  /**
   * Returns how many of the {@code left} vectors of a row the next pass takes: all of them if there
   * is a loop for that, and otherwise as many as leave no short pass, whose additions would wait
   * for each other.
   */
  private static int block(int left) {
    if (left <= 5 || left == 8) {
      return left;
    }
    return left % 5 == 0 || left == 7 ? 5 : left == 6 ? 3 : left < 12 ? 4 : 8;
  }

  /**
   * Computes the sum of x row over the entries, which name a row of {@code matrix} and the value
   * that x stands for.
   */
  static void sum(
      SparseRow entries, float[] inputs, float[] matrix, int lanes, float[] sums, int to) {
    int done = 0;
    while (done < lanes) {
      int vectors = block((lanes - done) / WIDTH);
      int lane = Lanes.FIRST + done;
      int at = to + done;
      switch (vectors) {
        case 8 -> sumEight(entries, inputs, matrix, lanes, lane, sums, at);
        case 5 -> sumFive(entries, inputs, matrix, lanes, lane, sums, at);
        case 4 -> sumFour(entries, inputs, matrix, lanes, lane, sums, at);
        case 3 -> sumThree(entries, inputs, matrix, lanes, lane, sums, at);
        case 2 -> sumTwo(entries, inputs, matrix, lanes, lane, sums, at);
        default -> sumOne(entries, inputs, matrix, lanes, lane, sums, at);
      }
      done += vectors * WIDTH;
    }
  }

  /**
   * Adds x s to each of the rows of W<sub>1</sub> that the entries name; {@code s} begins at {@code
   * from}.
   */
  static void add(
      SparseRow entries, float[] inputs, float[] s, int from, float[] matrix, int lanes) {
    int done = 0;
    while (done < lanes) {
      int vectors = block((lanes - done) / WIDTH);
      int lane = Lanes.FIRST + done;
      int at = from + done;
      switch (vectors) {
        case 8 -> addEight(entries, inputs, s, at, matrix, lanes, lane);
        case 5 -> addFive(entries, inputs, s, at, matrix, lanes, lane);
        case 4 -> addFour(entries, inputs, s, at, matrix, lanes, lane);
        case 3 -> addThree(entries, inputs, s, at, matrix, lanes, lane);
        case 2 -> addTwo(entries, inputs, s, at, matrix, lanes, lane);
        default -> addOne(entries, inputs, s, at, matrix, lanes, lane);
      }
      done += vectors * WIDTH;
    }
  }

  // What follows is written by UnrolledLoops of src/test, which says how to do that again.

  private static void sumOne(
      SparseRow entries,
      float[] inputs,
      float[] matrix,
      int lanes,
      int lane,
      float[] sums,
      int to) {
    char[] rows = entries.rows();
    byte[] values = entries.values();
    FloatVector sum0 = FloatVector.zero(FLOATS);
    for (int p = entries.begin(); p < entries.end(); p++) {
      FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
      int row = rows[p] * lanes + lane;
      sum0 = sum0.add(x.mul(load(matrix, row)));
    }
    sum0.intoArray(sums, to);
  }

  private static void sumTwo(
      SparseRow entries,
      float[] inputs,
      float[] matrix,
      int lanes,
      int lane,
      float[] sums,
      int to) {
    char[] rows = entries.rows();
    byte[] values = entries.values();
    FloatVector sum0 = FloatVector.zero(FLOATS);
    FloatVector sum1 = sum0;
    for (int p = entries.begin(); p < entries.end(); p++) {
      FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
      int row = rows[p] * lanes + lane;
      sum0 = sum0.add(x.mul(load(matrix, row)));
      sum1 = sum1.add(x.mul(load(matrix, row + WIDTH)));
    }
    sum0.intoArray(sums, to);
    sum1.intoArray(sums, to + WIDTH);
  }

  private static void sumThree(
      SparseRow entries,
      float[] inputs,
      float[] matrix,
      int lanes,
      int lane,
      float[] sums,
      int to) {
    char[] rows = entries.rows();
    byte[] values = entries.values();
    FloatVector sum0 = FloatVector.zero(FLOATS);
    FloatVector sum1 = sum0;
    FloatVector sum2 = sum0;
    for (int p = entries.begin(); p < entries.end(); p++) {
      FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
      int row = rows[p] * lanes + lane;
      sum0 = sum0.add(x.mul(load(matrix, row)));
      sum1 = sum1.add(x.mul(load(matrix, row + WIDTH)));
      sum2 = sum2.add(x.mul(load(matrix, row + 2 * WIDTH)));
    }
    sum0.intoArray(sums, to);
    sum1.intoArray(sums, to + WIDTH);
    sum2.intoArray(sums, to + 2 * WIDTH);
  }

  private static void sumFour(
      SparseRow entries,
      float[] inputs,
      float[] matrix,
      int lanes,
      int lane,
      float[] sums,
      int to) {
    char[] rows = entries.rows();
    byte[] values = entries.values();
    FloatVector sum0 = FloatVector.zero(FLOATS);
    FloatVector sum1 = sum0;
    FloatVector sum2 = sum0;
    FloatVector sum3 = sum0;
    for (int p = entries.begin(); p < entries.end(); p++) {
      FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
      int row = rows[p] * lanes + lane;
      sum0 = sum0.add(x.mul(load(matrix, row)));
      sum1 = sum1.add(x.mul(load(matrix, row + WIDTH)));
      sum2 = sum2.add(x.mul(load(matrix, row + 2 * WIDTH)));
      sum3 = sum3.add(x.mul(load(matrix, row + 3 * WIDTH)));
    }
    sum0.intoArray(sums, to);
    sum1.intoArray(sums, to + WIDTH);
    sum2.intoArray(sums, to + 2 * WIDTH);
    sum3.intoArray(sums, to + 3 * WIDTH);
  }

  private static void sumFive(
      SparseRow entries,
      float[] inputs,
      float[] matrix,
      int lanes,
      int lane,
      float[] sums,
      int to) {
    char[] rows = entries.rows();
    byte[] values = entries.values();
    FloatVector sum0 = FloatVector.zero(FLOATS);
    FloatVector sum1 = sum0;
    FloatVector sum2 = sum0;
    FloatVector sum3 = sum0;
    FloatVector sum4 = sum0;
    for (int p = entries.begin(); p < entries.end(); p++) {
      FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
      int row = rows[p] * lanes + lane;
      sum0 = sum0.add(x.mul(load(matrix, row)));
      sum1 = sum1.add(x.mul(load(matrix, row + WIDTH)));
      sum2 = sum2.add(x.mul(load(matrix, row + 2 * WIDTH)));
      sum3 = sum3.add(x.mul(load(matrix, row + 3 * WIDTH)));
      sum4 = sum4.add(x.mul(load(matrix, row + 4 * WIDTH)));
    }
    sum0.intoArray(sums, to);
    sum1.intoArray(sums, to + WIDTH);
    sum2.intoArray(sums, to + 2 * WIDTH);
    sum3.intoArray(sums, to + 3 * WIDTH);
    sum4.intoArray(sums, to + 4 * WIDTH);
  }

  private static void sumEight(
      SparseRow entries,
      float[] inputs,
      float[] matrix,
      int lanes,
      int lane,
      float[] sums,
      int to) {
    char[] rows = entries.rows();
    byte[] values = entries.values();
    FloatVector sum0 = FloatVector.zero(FLOATS);
    FloatVector sum1 = sum0;
    FloatVector sum2 = sum0;
    FloatVector sum3 = sum0;
    FloatVector sum4 = sum0;
    FloatVector sum5 = sum0;
    FloatVector sum6 = sum0;
    FloatVector sum7 = sum0;
    for (int p = entries.begin(); p < entries.end(); p++) {
      FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
      int row = rows[p] * lanes + lane;
      sum0 = sum0.add(x.mul(load(matrix, row)));
      sum1 = sum1.add(x.mul(load(matrix, row + WIDTH)));
      sum2 = sum2.add(x.mul(load(matrix, row + 2 * WIDTH)));
      sum3 = sum3.add(x.mul(load(matrix, row + 3 * WIDTH)));
      sum4 = sum4.add(x.mul(load(matrix, row + 4 * WIDTH)));
      sum5 = sum5.add(x.mul(load(matrix, row + 5 * WIDTH)));
      sum6 = sum6.add(x.mul(load(matrix, row + 6 * WIDTH)));
      sum7 = sum7.add(x.mul(load(matrix, row + 7 * WIDTH)));
    }
    sum0.intoArray(sums, to);
    sum1.intoArray(sums, to + WIDTH);
    sum2.intoArray(sums, to + 2 * WIDTH);
    sum3.intoArray(sums, to + 3 * WIDTH);
    sum4.intoArray(sums, to + 4 * WIDTH);
    sum5.intoArray(sums, to + 5 * WIDTH);
    sum6.intoArray(sums, to + 6 * WIDTH);
    sum7.intoArray(sums, to + 7 * WIDTH);
  }

  private static void addOne(
      SparseRow entries, float[] inputs, float[] s, int from, float[] matrix, int lanes, int lane) {
    char[] rows = entries.rows();
    byte[] values = entries.values();
    FloatVector s0 = load(s, from);
    for (int p = entries.begin(); p < entries.end(); p++) {
      FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
      int row = rows[p] * lanes + lane;
      FloatVectors.add(matrix, row, x.mul(s0));
    }
  }

  private static void addTwo(
      SparseRow entries, float[] inputs, float[] s, int from, float[] matrix, int lanes, int lane) {
    char[] rows = entries.rows();
    byte[] values = entries.values();
    FloatVector s0 = load(s, from);
    FloatVector s1 = load(s, from + WIDTH);
    for (int p = entries.begin(); p < entries.end(); p++) {
      FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
      int row = rows[p] * lanes + lane;
      FloatVectors.add(matrix, row, x.mul(s0));
      FloatVectors.add(matrix, row + WIDTH, x.mul(s1));
    }
  }

  private static void addThree(
      SparseRow entries, float[] inputs, float[] s, int from, float[] matrix, int lanes, int lane) {
    char[] rows = entries.rows();
    byte[] values = entries.values();
    FloatVector s0 = load(s, from);
    FloatVector s1 = load(s, from + WIDTH);
    FloatVector s2 = load(s, from + 2 * WIDTH);
    for (int p = entries.begin(); p < entries.end(); p++) {
      FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
      int row = rows[p] * lanes + lane;
      FloatVectors.add(matrix, row, x.mul(s0));
      FloatVectors.add(matrix, row + WIDTH, x.mul(s1));
      FloatVectors.add(matrix, row + 2 * WIDTH, x.mul(s2));
    }
  }

  private static void addFour(
      SparseRow entries, float[] inputs, float[] s, int from, float[] matrix, int lanes, int lane) {
    char[] rows = entries.rows();
    byte[] values = entries.values();
    FloatVector s0 = load(s, from);
    FloatVector s1 = load(s, from + WIDTH);
    FloatVector s2 = load(s, from + 2 * WIDTH);
    FloatVector s3 = load(s, from + 3 * WIDTH);
    for (int p = entries.begin(); p < entries.end(); p++) {
      FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
      int row = rows[p] * lanes + lane;
      FloatVectors.add(matrix, row, x.mul(s0));
      FloatVectors.add(matrix, row + WIDTH, x.mul(s1));
      FloatVectors.add(matrix, row + 2 * WIDTH, x.mul(s2));
      FloatVectors.add(matrix, row + 3 * WIDTH, x.mul(s3));
    }
  }

  private static void addFive(
      SparseRow entries, float[] inputs, float[] s, int from, float[] matrix, int lanes, int lane) {
    char[] rows = entries.rows();
    byte[] values = entries.values();
    FloatVector s0 = load(s, from);
    FloatVector s1 = load(s, from + WIDTH);
    FloatVector s2 = load(s, from + 2 * WIDTH);
    FloatVector s3 = load(s, from + 3 * WIDTH);
    FloatVector s4 = load(s, from + 4 * WIDTH);
    for (int p = entries.begin(); p < entries.end(); p++) {
      FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
      int row = rows[p] * lanes + lane;
      FloatVectors.add(matrix, row, x.mul(s0));
      FloatVectors.add(matrix, row + WIDTH, x.mul(s1));
      FloatVectors.add(matrix, row + 2 * WIDTH, x.mul(s2));
      FloatVectors.add(matrix, row + 3 * WIDTH, x.mul(s3));
      FloatVectors.add(matrix, row + 4 * WIDTH, x.mul(s4));
    }
  }

  private static void addEight(
      SparseRow entries, float[] inputs, float[] s, int from, float[] matrix, int lanes, int lane) {
    char[] rows = entries.rows();
    byte[] values = entries.values();
    FloatVector s0 = load(s, from);
    FloatVector s1 = load(s, from + WIDTH);
    FloatVector s2 = load(s, from + 2 * WIDTH);
    FloatVector s3 = load(s, from + 3 * WIDTH);
    FloatVector s4 = load(s, from + 4 * WIDTH);
    FloatVector s5 = load(s, from + 5 * WIDTH);
    FloatVector s6 = load(s, from + 6 * WIDTH);
    FloatVector s7 = load(s, from + 7 * WIDTH);
    for (int p = entries.begin(); p < entries.end(); p++) {
      FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
      int row = rows[p] * lanes + lane;
      FloatVectors.add(matrix, row, x.mul(s0));
      FloatVectors.add(matrix, row + WIDTH, x.mul(s1));
      FloatVectors.add(matrix, row + 2 * WIDTH, x.mul(s2));
      FloatVectors.add(matrix, row + 3 * WIDTH, x.mul(s3));
      FloatVectors.add(matrix, row + 4 * WIDTH, x.mul(s4));
      FloatVectors.add(matrix, row + 5 * WIDTH, x.mul(s5));
      FloatVectors.add(matrix, row + 6 * WIDTH, x.mul(s6));
      FloatVectors.add(matrix, row + 7 * WIDTH, x.mul(s7));
    }
  }
}
