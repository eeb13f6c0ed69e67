package org.backflow.training;

import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;

/** The selections behind one-hot feedback matrices. */
final class Selections {

  private Selections() {}

  /**
   * Returns, for hidden layer l and unit j, the row of the one non-zero element of F[l]'s column.
   */
  static int[][] of(NetworkShape shape, PairedStart.Start start) {
    int[][] selections = new int[shape.layers()][0];
    for (int layer = 1; layer < shape.layers(); layer++) {
      int hidden = layer;
      start
          .feedback()
          .get(layer - 1)
          .ifPresent(matrix -> selections[hidden] = rowsOfNonZeros(matrix));
    }
    return selections;
  }

  private static int[] rowsOfNonZeros(Matrix matrix) {
    int[] rows = new int[matrix.columns()];
    for (int column = 0; column < rows.length; column++) {
      for (int row = matrix.rows() - 1; row >= 0; row--) {
        if (matrix.get(row, column) != 0.0) {
          rows[column] = row;
        }
      }
    }
    return rows;
  }
}
