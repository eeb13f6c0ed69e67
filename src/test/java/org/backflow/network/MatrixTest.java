package org.backflow.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixTest {
  @Test
  void get_ofRowAndColumn_readsRowByRow() {
    Matrix matrix = new Matrix(2, 3, new double[] {1, 2, 3, 4, 5, 6});
    assertThat(matrix.get(0, 2)).isEqualTo(3);
    assertThat(matrix.get(1, 0)).isEqualTo(4);
    matrix.set(1, 2, 7);
    assertThat(matrix.values()).containsExactly(1, 2, 3, 4, 5, 7);
  }

  @Test
  void matrix_ofAnArray_sharesIt_andItsCopyDoesNot() {
    double[] values = {1, 2};
    Matrix matrix = new Matrix(1, 2, values);
    Matrix copy = matrix.copy();
    values[0] = 5;
    assertThat(matrix.get(0, 0)).isEqualTo(5);
    assertThat(copy.get(0, 0)).isEqualTo(1);
  }

  @Test
  void equals_comparesShapeAndBits() {
    Matrix matrix = new Matrix(1, 2, new double[] {0.0, 2});
    assertThat(matrix)
        .isEqualTo(new Matrix(1, 2, new double[] {0.0, 2}))
        .hasSameHashCodeAs(new Matrix(1, 2, new double[] {0.0, 2}))
        .isNotEqualTo(new Matrix(2, 1, new double[] {0.0, 2}))
        .isNotEqualTo(new Matrix(1, 2, new double[] {0.0, 3}))
        .isNotEqualTo(new Matrix(1, 2, new double[] {-0.0, 2}))
        .hasToString("Matrix[1 x 2]");
  }

  @Test
  void zeros_ofAShape_areZeros() {
    assertThat(Matrix.zeros(2, 2)).isEqualTo(new Matrix(2, 2, new double[4]));
  }

  @ParameterizedTest
  @CsvSource({"2, 3, 5", "2, 3, 7", "0, 3, 1", "-1, -1, 1", "65536, 65536, 0"})
  void matrix_whoseArrayDoesNotFill_isRefused(int rows, int columns, int length) {
    assertThatThrownBy(() -> new Matrix(rows, columns, new double[length]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("%d values do not fill %d x %d", length, rows, columns);
  }

  @Test
  void zeros_moreThanAnArrayHolds_isRefused() {
    // 65,536 x 65,536 is zero modulo 2^32.
    assertThatThrownBy(() -> Matrix.zeros(65_536, 65_536))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("65536 x 65536 values do not fit one array");
  }
}
