package org.backflow.execution;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of blocks of rows with blocks of vectors, whose sums stay in registers. They are
 * integers and exact.
 *
 * <p>A last vector may reach beyond its row; what it holds there is not stored.
 */
final class CodeProductLoops {

  private static final VectorSpecies<Double> SPECIES = CodeRows.SPECIES;
  private static final int WIDTH = CodeRows.WIDTH;

  private CodeProductLoops() {}

  /** Computes sums = left right, as {@link Machine#multiply} says. */
  static void multiply(
      Strides strides, double[] left, double[] right, int columns, double[] sums, int to) {
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
      Strides strides, int row, double[] left, double[] right, int columns, double[] sums, int to) {
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
      double[] left,
      double[] right,
      int columns,
      int column,
      double[] sums,
      int to) {
    int step = strides.termStride();
    int a = strides.from() + row * strides.rowStride();
    int b = a + strides.rowStride();
    int c = b + strides.rowStride();
    int d = c + strides.rowStride();
    DoubleVector a0 = DoubleVector.zero(SPECIES);
    DoubleVector a1 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    DoubleVector c0 = a0;
    DoubleVector c1 = a0;
    DoubleVector d0 = a0;
    DoubleVector d1 = a0;
    int from = column;
    for (int term = 0; term < strides.terms(); term++) {
      DoubleVector r0 = DoubleVector.fromArray(SPECIES, right, from);
      DoubleVector r1 = DoubleVector.fromArray(SPECIES, right, from + WIDTH);
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
    CodeRows.store(a0, sums, to, column, columns);
    CodeRows.store(a1, sums, to, column + WIDTH, columns);
    CodeRows.store(b0, sums, to + columns, column, columns);
    CodeRows.store(b1, sums, to + columns, column + WIDTH, columns);
    CodeRows.store(c0, sums, to + 2 * columns, column, columns);
    CodeRows.store(c1, sums, to + 2 * columns, column + WIDTH, columns);
    CodeRows.store(d0, sums, to + 3 * columns, column, columns);
    CodeRows.store(d1, sums, to + 3 * columns, column + WIDTH, columns);
  }

  private static void fourByOne(
      Strides strides,
      int row,
      double[] left,
      double[] right,
      int columns,
      int column,
      double[] sums,
      int to) {
    int step = strides.termStride();
    int a = strides.from() + row * strides.rowStride();
    int b = a + strides.rowStride();
    int c = b + strides.rowStride();
    int d = c + strides.rowStride();
    DoubleVector sumA = DoubleVector.zero(SPECIES);
    DoubleVector sumB = sumA;
    DoubleVector sumC = sumA;
    DoubleVector sumD = sumA;
    int from = column;
    for (int term = 0; term < strides.terms(); term++) {
      DoubleVector r = DoubleVector.fromArray(SPECIES, right, from);
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
    CodeRows.store(sumA, sums, to, column, columns);
    CodeRows.store(sumB, sums, to + columns, column, columns);
    CodeRows.store(sumC, sums, to + 2 * columns, column, columns);
    CodeRows.store(sumD, sums, to + 3 * columns, column, columns);
  }

  private static void oneRow(
      Strides strides, int row, double[] left, double[] right, int columns, double[] sums, int to) {
    int first = strides.from() + row * strides.rowStride();
    int column = 0;
    for (; columns - column > WIDTH; column += 2 * WIDTH) {
      DoubleVector sum0 = DoubleVector.zero(SPECIES);
      DoubleVector sum1 = sum0;
      int word = first;
      int from = column;
      for (int term = 0; term < strides.terms(); term++) {
        sum0 = sum0.add(DoubleVector.fromArray(SPECIES, right, from).mul(left[word]));
        sum1 = sum1.add(DoubleVector.fromArray(SPECIES, right, from + WIDTH).mul(left[word]));
        word += strides.termStride();
        from += columns;
      }
      CodeRows.store(sum0, sums, to, column, columns);
      CodeRows.store(sum1, sums, to, column + WIDTH, columns);
    }
    if (column < columns) {
      DoubleVector sum = DoubleVector.zero(SPECIES);
      int word = first;
      int from = column;
      for (int term = 0; term < strides.terms(); term++) {
        sum = sum.add(DoubleVector.fromArray(SPECIES, right, from).mul(left[word]));
        word += strides.termStride();
        from += columns;
      }
      CodeRows.store(sum, sums, to, column, columns);
    }
  }

  /** Computes a row, as {@link Machine#combine} says. */
  static void combine(
      int[] terms,
      double[] factors,
      int count,
      double[] right,
      int columns,
      double[] sums,
      int to) {
    int column = 0;
    for (; columns - column > WIDTH; column += 2 * WIDTH) {
      DoubleVector sum0 = DoubleVector.zero(SPECIES);
      DoubleVector sum1 = sum0;
      for (int i = 0; i < count; i++) {
        int from = terms[i] * columns + column;
        sum0 = sum0.add(DoubleVector.fromArray(SPECIES, right, from).mul(factors[i]));
        sum1 = sum1.add(DoubleVector.fromArray(SPECIES, right, from + WIDTH).mul(factors[i]));
      }
      CodeRows.store(sum0, sums, to, column, columns);
      CodeRows.store(sum1, sums, to, column + WIDTH, columns);
    }
    if (column < columns) {
      DoubleVector sum = DoubleVector.zero(SPECIES);
      for (int i = 0; i < count; i++) {
        sum =
            sum.add(
                DoubleVector.fromArray(SPECIES, right, terms[i] * columns + column)
                    .mul(factors[i]));
      }
      CodeRows.store(sum, sums, to, column, columns);
    }
  }
}
