package org.backflow.quantized;

import java.util.HashMap;
import java.util.Map;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Quantization;
import org.backflow.network.Matrix;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Extent;
import org.backflow.plan.Fold;
import org.backflow.plan.Operation;
import org.backflow.plan.Product;
import org.backflow.plan.Reduce;
import org.backflow.plan.Select;
import org.backflow.plan.SignedSum;
import org.backflow.plan.SparseProduct;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.plan.View;
import org.backflow.reference.FloatInterpreter;

/**
 * How far a fixed-point step can be from the same step in floating point, element by element: the
 * error of a product of x and y is |x| dy + |y| dx + dx dy, that of a sum the sum of the errors,
 * and a conversion adds at most one code, or half of one to the nearest. It holds as long as
 * nothing saturates.
 */
final class ErrorBound implements Operation.Visitor<Matrix> {
  private final StepPlan plan;
  private final FixedPointArithmetic arithmetic;
  private final double eta;

  /** The float values, the weights as they were before the step. */
  private final Map<Tensor, Matrix> values = new HashMap<>();

  private final Map<Tensor, Matrix> bounds = new HashMap<>();

  ErrorBound(StepPlan plan, FixedPointArithmetic arithmetic, double eta) {
    this.plan = plan;
    this.arithmetic = arithmetic;
    this.eta = eta;
  }

  /** Takes a matrix that was loaded with the nearest codes. */
  void put(Tensor tensor, Matrix value) {
    double half = arithmetic.format(tensor.role()).toDouble(1) / 2;
    values.put(tensor, value);
    bounds.put(tensor, filled(value.rows(), value.columns(), (row, column) -> half));
  }

  Matrix of(Tensor tensor) {
    return bounds.get(tensor);
  }

  /** Follows a step that the reference has just made. */
  void step(FloatInterpreter reference) {
    put(Tensor.activation(0), reference.get(Tensor.activation(0)));
    int last = plan.network().layers();
    values.put(Tensor.target(last), reference.get(Tensor.target(last)));
    for (Operation operation : plan.operations()) {
      bounds.put(operation.result(), operation.accept(this));
      values.put(operation.result(), reference.get(operation.result()));
    }
  }

  @Override
  public Matrix visit(Product operation) {
    Quantization target = arithmetic.quantization(operation.result().role());
    Extent extent = operation.extent();
    Matrix before = of(operation.result());
    return filled(
        extent,
        (row, column) -> {
          double sum = operation.ending().readsResult() ? before.get(row, column) : 0;
          for (int k = 0; k < extent.k(); k++) {
            int left = operation.left(row, column, k);
            int right = operation.right(k, column);
            sum +=
                product(
                    at(operation.left(), values, left, 1),
                    at(operation.left(), bounds, left, 0),
                    at(operation.right(), values, right, 1),
                    at(operation.right(), bounds, right, 0));
          }
          return sum + rounding(target);
        });
  }

  private static double at(View view, Map<Tensor, Matrix> matrices, int index, double ofOne) {
    return index == View.ONE ? ofOne : matrices.get(view.tensor()).values()[index];
  }

  @Override
  public Matrix visit(Elementwise operation) {
    return switch (operation.function().name()) {
      case "logistic" -> activated(operation);
      case "gated difference" -> outputError(operation);
      case "gated error" -> hiddenDelta(operation);
      default -> scaled(operation);
    };
  }

  private Matrix activated(Operation operation) {
    // The error of the table counts from the exact sum; the slope of the sigmoid is at most 1/4.
    Matrix z = of(Tensor.preactivation(operation.layer()));
    double rounding = rounding(arithmetic.sigmoid().address());
    double table = arithmetic.sigmoid().maxAbsoluteError();
    return filled(operation.extent(), (row, column) -> (z.get(row, column) - rounding) / 4 + table);
  }

  private Matrix outputError(Operation operation) {
    Tensor a = Tensor.activation(operation.layer());
    Matrix t = values.get(Tensor.target(operation.layer()));
    return timesDerivative(
        operation,
        (row, column) -> values.get(a).get(row, column) - t.get(row, column),
        (row, column) -> of(a).get(row, column));
  }

  @Override
  public Matrix visit(Reduce operation) {
    throw new IllegalArgumentException(operation.name());
  }

  @Override
  public Matrix visit(Fold operation) {
    throw new IllegalArgumentException(operation.name());
  }

  @Override
  public Matrix visit(Select operation) {
    Matrix f = values.get(Tensor.feedback(operation.layer()));
    int[] selection = operation.selection(f.rows(), (row, unit) -> f.get(row, unit) != 0);
    return filled(
        operation.extent(), (row, column) -> of(operation.source()).get(row, selection[column]));
  }

  @Override
  public Matrix visit(SparseProduct operation) {
    Tensor feedback = Tensor.feedback(operation.layer());
    Matrix f = values.get(feedback);
    int[][] selections = operation.selections(f.rows(), (row, unit) -> f.get(row, unit) != 0);
    return filled(
        operation.extent(),
        (row, column) -> {
          double sum = rounding(arithmetic.delta());
          for (int selected : selections[column]) {
            sum += product(operation.source(), row, selected, feedback, selected, column);
          }
          return sum;
        });
  }

  /** The signs are exact as long as no weight is within its own error of zero. */
  @Override
  public Matrix visit(SignedSum operation) {
    return filled(
        operation.extent(),
        (row, column) -> {
          double sum = 0;
          for (int k = 0; k < operation.extent().k(); k++) {
            sum += of(operation.source()).get(row, k);
          }
          return Math.scalb(sum, -operation.shift()) + rounding(arithmetic.delta());
        });
  }

  private Matrix hiddenDelta(Operation operation) {
    Tensor e = Tensor.error(operation.layer());
    return timesDerivative(
        operation,
        (row, column) -> values.get(e).get(row, column),
        (row, column) -> of(e).get(row, column));
  }

  private Matrix timesDerivative(Operation operation, Element factor, Element factorBound) {
    Tensor activation = Tensor.activation(operation.layer());
    return filled(
        operation.extent(),
        (row, column) -> {
          double a = values.get(activation).get(row, column);
          double da = of(activation).get(row, column);
          double dd = Math.abs(1 - 2 * a) * da + da * da + rounding(arithmetic.derivative());
          double x = factor.at(row, column);
          double dx = factorBound.at(row, column);
          return product(x, dx, a * (1 - a), dd) + rounding(arithmetic.delta());
        });
  }

  private Matrix scaled(Operation operation) {
    Tensor delta = Tensor.delta(operation.layer());
    double rate = Math.abs(LearningRate.of(eta).toDouble() - eta);
    return filled(
        operation.extent(),
        (row, column) -> {
          double x = values.get(delta).get(row, column);
          double dx = of(delta).get(row, column);
          return product(x, dx, eta, rate) + rounding(arithmetic.gradient());
        });
  }

  private double product(
      Tensor left, int leftRow, int leftColumn, Tensor right, int rightRow, int rightColumn) {
    return product(
        values.get(left).get(leftRow, leftColumn),
        of(left).get(leftRow, leftColumn),
        values.get(right).get(rightRow, rightColumn),
        of(right).get(rightRow, rightColumn));
  }

  private static double product(double x, double dx, double y, double dy) {
    return Math.abs(x) * dy + Math.abs(y) * dx + dx * dy;
  }

  private static double rounding(Quantization target) {
    boolean nearest = target.rounding().name().startsWith("RND");
    return target.format().toDouble(1) / (nearest ? 2 : 1);
  }

  private interface Element {
    double at(int row, int column);
  }

  private static Matrix filled(Extent extent, Element element) {
    return filled(extent.m(), extent.n(), element);
  }

  private static Matrix filled(int rows, int columns, Element element) {
    Matrix matrix = Matrix.zeros(rows, columns);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        matrix.set(row, column, element.at(row, column));
      }
    }
    return matrix;
  }
}
