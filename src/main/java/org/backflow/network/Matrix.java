package org.backflow.network;

import java.util.Arrays;

/**
 * A dense matrix of doubles, row by row in one array. The array is shared, not copied: whoever
 * holds the matrix may read and write it.
 *
 * @param values rows x columns, row-major
 */
@SuppressWarnings("ArrayRecordComponent") // equality is defined below
public record Matrix(int rows, int columns, double[] values) {

  /** Checks that the array has the stated shape. */
  public Matrix {
    if (rows < 0 || values.length != (long) rows * columns) {
      throw new IllegalArgumentException(
          values.length + " values do not fill " + rows + " x " + columns);
    }
  }

  /** Returns a matrix of zeros. */
  public static Matrix zeros(int rows, int columns) {
    if ((long) rows * columns > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(rows + " x " + columns + " values do not fit one array");
    }
    return new Matrix(rows, columns, new double[rows * columns]);
  }

  /** Returns the element in row {@code row}, column {@code column}. */
  public double get(int row, int column) {
    return values[row * columns + column];
  }

  /** Sets the element in row {@code row}, column {@code column}. */
  public void set(int row, int column, double value) {
    values[row * columns + column] = value;
  }

  /** Returns {@code factor} times this one, as a matrix that shares nothing with it. */
  public Matrix times(double factor) {
    Matrix product = copy();
    for (int i = 0; i < product.values.length; i++) {
      product.values[i] *= factor;
    }
    return product;
  }

  /** Returns a copy that shares nothing. */
  public Matrix copy() {
    return new Matrix(rows, columns, values.clone());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Matrix matrix
        && rows == matrix.rows
        && columns == matrix.columns
        && Arrays.equals(values, matrix.values);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * rows + columns) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Matrix[" + rows + " x " + columns + "]";
  }
}
