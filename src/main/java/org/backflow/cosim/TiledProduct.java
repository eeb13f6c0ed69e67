package org.backflow.cosim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.array.PortWords;
import org.backflow.plan.Extent;
import org.backflow.quantized.CodeMatrix;

/**
 * A product C[M x N] = A[M x K] B[K x N] cut into the folds of an array, those at the edges filled
 * up with zeros. Row folds are the outer loop.
 *
 * @param dataflow what stays in the array
 * @param array rows and columns
 * @param left A
 * @param right B
 */
record TiledProduct(Dataflow dataflow, ArrayShape array, CodeMatrix left, CodeMatrix right) {

  /** Returns M, N, K. */
  Extent extent() {
    return new Extent(left.rows(), right.columns(), left.columns());
  }

  /**
   * Returns the stimulus that computes this product.
   *
   * @param design an array of the kind that the dataflow runs on
   * @param settings how the results of each fold are converted, by its length
   * @param idle whether to insert an idle cycle; asked again after each one that it inserts
   */
  ArrayStimulus stimulus(
      ArrayDesign design, IntFunction<Step.Fold> settings, BooleanSupplier idle) {
    List<Step> vectors = new ArrayList<>();
    List<Step> weights = new ArrayList<>();
    Tiles tiles = tiles();
    for (int row = 0; row < tiles.rows(); row += array.rows()) {
      for (int column = 0; column < tiles.columns(); column += array.columns()) {
        for (int r = array.rows() - 1; r >= 0 && dataflow != Dataflow.OS; r--) {
          rest(weights, idle);
          weights.add(
              new Step.Vector(
                  PortWords.of(), part(tiles.right(), row + r, column, array.columns())));
        }
        vectors.add(settings.apply(tiles.streamed()));
        for (int i = 0; i < tiles.streamed(); i++) {
          rest(vectors, idle);
          vectors.add(
              new Step.Vector(
                  part(tiles.left(), i, row, array.rows()),
                  dataflow == Dataflow.OS
                      ? part(tiles.right(), i, column, array.columns())
                      : PortWords.of()));
        }
      }
    }
    return new ArrayStimulus(design, vectors, weights);
  }

  /**
   * What the folds are cut from.
   *
   * @param left its row i is the vector that enters the rows of the array with index i
   * @param right its row i enters the columns: with index i, or as the weights of row i
   */
  private record Tiles(int rows, int columns, int streamed, CodeMatrix left, CodeMatrix right) {}

  private Tiles tiles() {
    Extent extent = extent();
    return switch (dataflow) {
      case OS -> new Tiles(extent.m(), extent.n(), extent.k(), transposed(left), right);
      case WS -> new Tiles(extent.k(), extent.n(), extent.m(), left, right);
      case IS -> new Tiles(extent.k(), extent.m(), extent.n(), transposed(right), transposed(left));
    };
  }

  private static void rest(List<Step> steps, BooleanSupplier idle) {
    while (idle.getAsBoolean()) {
      steps.add(new Step.Idle());
    }
  }

  private static PortWords part(CodeMatrix matrix, int row, int from, int length) {
    long[] part = new long[length];
    for (int i = 0; row < matrix.rows() && i < length && from + i < matrix.columns(); i++) {
      part[i] = matrix.get(row, from + i);
    }
    return PortWords.of(part);
  }

  private static CodeMatrix transposed(CodeMatrix matrix) {
    CodeMatrix transposed = CodeMatrix.zeros(matrix.columns(), matrix.rows());
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        transposed.set(j, i, matrix.get(i, j));
      }
    }
    return transposed;
  }

  /** Returns C as {@code results} give it: partial sums of K-folds are added up. */
  CodeMatrix product(List<SteppedArrayBench.Result> results) {
    Extent extent = extent();
    CodeMatrix product = CodeMatrix.zeros(extent.m(), extent.n());
    long columnFolds = dataflow.columnFolds(extent, array);
    for (SteppedArrayBench.Result result : results) {
      int row = (int) (result.fold() / columnFolds) * array.rows();
      int column = (int) (result.fold() % columnFolds) * array.columns() + result.column();
      switch (dataflow) {
        case OS -> add(product, row + result.row(), column, result.sum());
        case WS -> add(product, result.row(), column, result.sum());
        case IS -> add(product, column, result.row(), result.sum());
      }
    }
    return product;
  }

  private static void add(CodeMatrix product, int m, int n, long sum) {
    if (m < product.rows() && n < product.columns()) {
      product.set(m, n, product.get(m, n) + sum);
    } else if (sum != 0) {
      throw new IllegalStateException(
          "sum " + sum + " in row " + m + ", column " + n + ", outside the product");
    }
  }
}
