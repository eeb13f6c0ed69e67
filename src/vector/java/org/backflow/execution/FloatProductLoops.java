package org.backflow.execution;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of blocks of rows with blocks of vectors, whose sums stay in registers. Nothing is
 * fused: a fused product would round once where {@link FloatMachine} rounds twice.
 *
 * <p>A last vector may reach beyond its row; what it holds there is not stored.
 */
final class FloatProductLoops {

  private static final VectorSpecies<Float> SPECIES = FloatRows.SPECIES;
  private static final int WIDTH = FloatRows.WIDTH;

  private FloatProductLoops() {}

  /** Computes sums = left right, as {@link Machine#multiply} says. */
  static void multiply(
      Strides strides, float[] left, float[] right, int columns, float[] sums, int to) {
    int rows = strides.rows();
    int row = 0;
    for (; row + 4 <= rows; row += 4) {
      fourRows(strides, row, left, right, columns, sums, to + row * columns);
    }
    for (; row < rows; row++) {
      oneRow(strides, row, left, right, columns, sums, to + row * columns);
    }
  }

  private static void fourRows(
      Strides strides, int row, float[] left, float[] right, int columns, float[] sums, int to) {
    int column = 0;
    for (; columns - column > WIDTH; column += 2 * WIDTH) {
      fourByTwo(strides, row, left, right, columns, column, sums, to);
    }
    if (column < columns) {
      fourByOne(strides, row, left, right, columns, column, sums, to);
    }
  }

  private static void fourByTwo(
      Strides strides,
      int row,
      float[] left,
      float[] right,
      int columns,
      int column,
      float[] sums,
      int to) {
    int step = strides.termStride();
    int a = strides.from() + row * strides.rowStride();
    int b = a + strides.rowStride();
    int c = b + strides.rowStride();
    int d = c + strides.rowStride();
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    int from = column;
    for (int term = 0; term < strides.terms(); term++) {
      FloatVector r0 = FloatVector.fromArray(SPECIES, right, from);
      FloatVector r1 = FloatVector.fromArray(SPECIES, right, from + WIDTH);
      a0 = a0.add(r0.mul(left[a]));
      a1 = a1.add(r1.mul(left[a]));
      b0 = b0.add(r0.mul(left[b]));
      b1 = b1.add(r1.mul(left[b]));
      c0 = c0.add(r0.mul(left[c]));
      c1 = c1.add(r1.mul(left[c]));
      d0 = d0.add(r0.mul(left[d]));
      d1 = d1.add(r1.mul(left[d]));
      a += step;
      b += step;
      c += step;
      d += step;
      from += columns;
    }
    FloatRows.store(a0, sums, to, column, columns);
    FloatRows.store(a1, sums, to, column + WIDTH, columns);
    FloatRows.store(b0, sums, to + columns, column, columns);
    FloatRows.store(b1, sums, to + columns, column + WIDTH, columns);
    FloatRows.store(c0, sums, to + 2 * columns, column, columns);
    FloatRows.store(c1, sums, to + 2 * columns, column + WIDTH, columns);
    FloatRows.store(d0, sums, to + 3 * columns, column, columns);
    FloatRows.store(d1, sums, to + 3 * columns, column + WIDTH, columns);
  }

  private static void fourByOne(
      Strides strides,
      int row,
      float[] left,
      float[] right,
      int columns,
      int column,
      float[] sums,
      int to) {
    int step = strides.termStride();
    int a = strides.from() + row * strides.rowStride();
    int b = a + strides.rowStride();
    int c = b + strides.rowStride();
    int d = c + strides.rowStride();
    FloatVector sumA = FloatVector.zero(SPECIES);
    FloatVector sumB = sumA;
    FloatVector sumC = sumA;
    FloatVector sumD = sumA;
    int from = column;
    for (int term = 0; term < strides.terms(); term++) {
      FloatVector r = FloatVector.fromArray(SPECIES, right, from);
      sumA = sumA.add(r.mul(left[a]));
      sumB = sumB.add(r.mul(left[b]));
      sumC = sumC.add(r.mul(left[c]));
      sumD = sumD.add(r.mul(left[d]));
      a += step;
      b += step;
      c += step;
      d += step;
      from += columns;
    }
    FloatRows.store(sumA, sums, to, column, columns);
    FloatRows.store(sumB, sums, to + columns, column, columns);
    FloatRows.store(sumC, sums, to + 2 * columns, column, columns);
    FloatRows.store(sumD, sums, to + 3 * columns, column, columns);
  }

  private static void oneRow(
      Strides strides, int row, float[] left, float[] right, int columns, float[] sums, int to) {
    int first = strides.from() + row * strides.rowStride();
    int column = 0;
    for (; columns - column > WIDTH; column += 2 * WIDTH) {
      FloatVector sum0 = FloatVector.zero(SPECIES);
      FloatVector sum1 = sum0;
      int word = first;
      int from = column;
      for (int term = 0; term < strides.terms(); term++) {
        sum0 = sum0.add(FloatVector.fromArray(SPECIES, right, from).mul(left[word]));
        sum1 = sum1.add(FloatVector.fromArray(SPECIES, right, from + WIDTH).mul(left[word]));
        word += strides.termStride();
        from += columns;
      }
      FloatRows.store(sum0, sums, to, column, columns);
      FloatRows.store(sum1, sums, to, column + WIDTH, columns);
    }
    if (column < columns) {
      FloatVector sum = FloatVector.zero(SPECIES);
      int word = first;
      int from = column;
      for (int term = 0; term < strides.terms(); term++) {
        sum = sum.add(FloatVector.fromArray(SPECIES, right, from).mul(left[word]));
        word += strides.termStride();
        from += columns;
      }
      FloatRows.store(sum, sums, to, column, columns);
    }
  }

  /** Computes a row, as {@link Machine#combine} says. */
  static void combine(
      int[] terms, float[] factors, int count, float[] right, int columns, float[] sums, int to) {
    int column = 0;
    for (; columns - column > WIDTH; column += 2 * WIDTH) {
      FloatVector sum0 = FloatVector.zero(SPECIES);
      FloatVector sum1 = sum0;
      for (int i = 0; i < count; i++) {
        int from = terms[i] * columns + column;
        sum0 = sum0.add(FloatVector.fromArray(SPECIES, right, from).mul(factors[i]));
        sum1 = sum1.add(FloatVector.fromArray(SPECIES, right, from + WIDTH).mul(factors[i]));
      }
      FloatRows.store(sum0, sums, to, column, columns);
      FloatRows.store(sum1, sums, to, column + WIDTH, columns);
    }
    if (column < columns) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int i = 0; i < count; i++) {
        sum =
            sum.add(
                FloatVector.fromArray(SPECIES, right, terms[i] * columns + column).mul(factors[i]));
      }
      FloatRows.store(sum, sums, to, column, columns);
    }
  }
}
