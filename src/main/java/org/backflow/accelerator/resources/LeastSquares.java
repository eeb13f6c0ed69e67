package org.backflow.accelerator.resources;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/** Finds the weights of terms by least squares of the relative errors. */
final class LeastSquares {

  private LeastSquares() {}

  /**
   * Returns a weight per term.
   *
   * @param terms of a row, as many for each
   * @param counted the part of a row's count that is known
   * @param synthesised a row's count, positive
   */
  static double[] weights(
      List<SynthesisRow> rows,
      Function<SynthesisRow, double[]> terms,
      ToDoubleFunction<SynthesisRow> counted,
      ToDoubleFunction<SynthesisRow> synthesised) {
    double[][] equations = new double[rows.size()][];
    double[] targets = new double[rows.size()];
    for (int i = 0; i < equations.length; i++) {
      SynthesisRow row = rows.get(i);
      double count = synthesised.applyAsDouble(row);
      equations[i] = Arrays.stream(terms.apply(row)).map(term -> term / count).toArray();
      targets[i] = (count - counted.applyAsDouble(row)) / count;
    }
    return new SingularValueDecomposition(new Array2DRowRealMatrix(equations))
        .getSolver()
        .solve(new ArrayRealVector(targets))
        .toArray();
  }

  /** Returns the sum of {@code terms}, weighted. */
  static double sum(double[] weights, double[] terms) {
    double sum = 0.0;
    for (int i = 0; i < terms.length; i++) {
      sum += weights[i] * terms[i];
    }
    return sum;
  }
}
