package org.backflow.quantized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.network.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeMatrixTest {
  @Test
  void get_ofRowAndColumn_readsRowByRow() {
    CodeMatrix matrix = new CodeMatrix(2, 3, new long[] {1, 2, 3, 4, 5, 6});
    assertThat(matrix.get(1, 0)).isEqualTo(4);
    matrix.set(0, 2, 7);
    assertThat(matrix.codes()).containsExactly(1, 2, 7, 4, 5, 6);
    assertThat(CodeMatrix.zeros(2, 2).codes()).containsOnly(0).hasSize(4);
  }

  @Test
  void nearest_ofAMatrix_convertsEveryValueByItsRole() {
    // Weights are fixed<16,4>, 1/4096 a code; 1/8192 is a tie, 100 is limited to 8 - 1/4096.
    FixedPointArithmetic arithmetic = FixedPointArithmetic.sixteenBits();
    Matrix values = new Matrix(2, 2, new double[] {0.25, -1.0 / 8192, 100, -100});
    CodeMatrix codes = CodeMatrix.nearest(values, arithmetic.weight());
    assertThat(codes.codes()).containsExactly(1024, 0, 32767, -32768);
    assertThat(codes.toMatrix(FixedPointFormat.fixed(16, 4)))
        .isEqualTo(new Matrix(2, 2, new double[] {0.25, 0, 8 - 1.0 / 4096, -8}));
  }

  @ParameterizedTest
  @CsvSource({"2, 3, 5", "-1, -1, 1", "65536, 65536, 0"})
  void matrix_whoseArrayDoesNotFill_isRefused(int rows, int columns, int length) {
    assertThatThrownBy(() -> new CodeMatrix(rows, columns, new long[length]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("%d codes do not fill %d x %d", length, rows, columns);
  }
}
