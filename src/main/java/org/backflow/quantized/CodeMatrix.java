package org.backflow.quantized;

import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.Quantization;
import org.backflow.network.Matrix;

/**
 * A dense matrix of fixed-point codes, row by row in one array that is shared, not copied.
 *
 * @param codes rows x columns, row-major; what they are worth is said by the format of the tensor
 */
@SuppressWarnings("ArrayRecordComponent") // a view on live storage, never compared
public record CodeMatrix(int rows, int columns, long[] codes) {

  /** Checks that the array has the stated shape. */
  public CodeMatrix {
    if (rows < 0 || codes.length != (long) rows * columns) {
      throw new IllegalArgumentException(
          codes.length + " codes do not fill " + rows + " x " + columns);
    }
  }

  /** Returns a matrix of zeros. */
  public static CodeMatrix zeros(int rows, int columns) {
    return new CodeMatrix(rows, columns, new long[Math.multiplyExact(rows, columns)]);
  }

  /** Returns the codes nearest to {@code values} that a tensor of {@code quantization} has. */
  public static CodeMatrix nearest(Matrix values, Quantization quantization) {
    CodeMatrix result = zeros(values.rows(), values.columns());
    for (int i = 0; i < result.codes.length; i++) {
      result.codes[i] = quantization.nearestCode(values.values()[i]);
    }
    return result;
  }

  /** Returns the code in row {@code row}, column {@code column}. */
  public long get(int row, int column) {
    return codes[row * columns + column];
  }

  /** Sets the code in row {@code row}, column {@code column}. */
  public void set(int row, int column, long code) {
    codes[row * columns + column] = code;
  }

  /** Returns the exact values of the codes. */
  public Matrix toMatrix(FixedPointFormat format) {
    Matrix result = Matrix.zeros(rows, columns);
    for (int i = 0; i < codes.length; i++) {
      result.values()[i] = format.toDouble(codes[i]);
    }
    return result;
  }
}
