package org.backflow.training;

import java.util.Optional;
import org.backflow.feedback.FeedbackOperator;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;

/** The sources that each unit listens to, behind one-hot and sparse feedback matrices. */
final class Connections {

  private Connections() {}

  /**
   * Returns, for hidden layer l and unit j, the rows of the non-zero elements of F[l]'s column,
   * ascending; no units where the scheme listens to every source.
   */
  static int[][][] of(NetworkShape shape, PairedStart.Start start) {
    int[][][] connections = new int[shape.layers()][0][];
    FeedbackOperator operator = start.scheme().operator();
    if (operator != FeedbackOperator.SELECTION && operator != FeedbackOperator.SPARSE) {
      return connections;
    }
    for (int layer = 1; layer < shape.layers(); layer++) {
      Optional<Matrix> feedback = start.feedback().get(layer - 1);
      connections[layer] = feedback.map(Connections::rowsOfNonZeros).orElseThrow();
    }
    return connections;
  }

  private static int[][] rowsOfNonZeros(Matrix matrix) {
    int[][] rows = new int[matrix.columns()][];
    for (int column = 0; column < rows.length; column++) {
      int unit = column;
      rows[column] =
          java.util.stream.IntStream.range(0, matrix.rows())
              .filter(row -> matrix.get(row, unit) != 0.0)
              .toArray();
    }
    return rows;
  }
}
