package org.backflow.reference;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.backflow.fixedpoint.Role;
import org.backflow.network.Matrix;
import org.backflow.plan.Activate;
import org.backflow.plan.Extent;
import org.backflow.plan.HiddenDelta;
import org.backflow.plan.MatMul;
import org.backflow.plan.Operation;
import org.backflow.plan.OutputError;
import org.backflow.plan.ScaleDelta;
import org.backflow.plan.Select;
import org.backflow.plan.SignedSum;
import org.backflow.plan.SparseProduct;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.plan.WeightUpdate;

/**
 * Computes a plan in floating point, one operation after the other, every sum in ascending order of
 * its index from zero, rounding to {@link Precision} after every operation.
 *
 * <p>The order is part of the contract: a trainer that keeps it gets the same bits.
 */
public final class FloatInterpreter {

  private final StepPlan plan;
  private final Precision precision;
  private final Map<Tensor, Matrix> tensors;

  /** Creates an interpreter without any weights; {@link #put} them first. */
  public FloatInterpreter(StepPlan plan, Precision precision) {
    this(plan, precision, new HashMap<>());
  }

  /** Creates an interpreter that keeps its tensors in {@code tensors}, and nowhere else. */
  FloatInterpreter(StepPlan plan, Precision precision, Map<Tensor, Matrix> tensors) {
    this.plan = plan;
    this.precision = precision;
    this.tensors = tensors;
  }

  /**
   * Sets a weight matrix W<sub>l</sub> or a feedback matrix F<sub>l</sub>. The values are rounded
   * to the precision and copied.
   *
   * @throws IllegalArgumentException when the shape is not the one the plan gives the tensor
   */
  public void put(Tensor tensor, Matrix matrix) {
    Extent shape = plan.shape(tensor);
    if (matrix.rows() != shape.m() || matrix.columns() != shape.n()) {
      throw new IllegalArgumentException(
          tensor
              + " is "
              + matrix.rows()
              + " x "
              + matrix.columns()
              + "; expected "
              + shape.m()
              + " x "
              + shape.n());
    }
    Matrix copy = matrix.copy();
    for (int i = 0; i < copy.values().length; i++) {
      copy.values()[i] = precision.round(copy.values()[i]);
    }
    tensors.put(tensor, copy);
  }

  /** Returns the current values of {@code tensor}; live, not a copy. */
  public Matrix get(Tensor tensor) {
    return Objects.requireNonNull(tensors.get(tensor), () -> tensor + " has not been computed");
  }

  /**
   * Runs one training step.
   *
   * @param inputs batch x n<sub>0</sub>, without the constant one
   * @param targets batch x n<sub>L</sub>
   * @param eta the learning rate, already divided by the batch where gradients are averaged
   */
  public void step(Matrix inputs, Matrix targets, double eta) {
    int last = plan.network().layers();
    put(Tensor.activation(0), withOnes(inputs));
    put(Tensor.target(last), targets);
    Computation computation = new Computation(precision.round(eta));
    for (Operation operation : plan.operations()) {
      tensors.put(operation.result(), operation.accept(computation));
    }
  }

  private static Matrix withOnes(Matrix matrix) {
    Matrix extended = Matrix.zeros(matrix.rows(), matrix.columns() + 1);
    for (int row = 0; row < matrix.rows(); row++) {
      for (int column = 0; column < matrix.columns(); column++) {
        extended.set(row, column, matrix.get(row, column));
      }
      extended.set(row, matrix.columns(), 1.0);
    }
    return extended;
  }

  /** What one element of an elementwise operation is. */
  private interface Element {
    double at(int row, int column);
  }

  private final class Computation implements Operation.Visitor<Matrix> {
    private final double eta;

    Computation(double eta) {
      this.eta = eta;
    }

    @Override
    public Matrix visit(MatMul operation) {
      Matrix left = get(operation.left());
      Matrix right = get(operation.right());
      return fill(
          operation.extent(),
          (row, column) -> {
            double sum = 0.0;
            for (int k = 0; k < operation.extent().k(); k++) {
              double factor =
                  operation.rightTransposed() ? right.get(column, k) : right.get(k, column);
              sum = add(sum, multiply(left.get(row, k), factor));
            }
            return sum;
          });
    }

    @Override
    public Matrix visit(Activate operation) {
      Matrix z = get(Tensor.preactivation(operation.layer()));
      Matrix a = fill(operation.extent(), (row, column) -> precision.sigmoid(z.get(row, column)));
      return operation.layer() < plan.network().layers() ? withOnes(a) : a;
    }

    @Override
    public Matrix visit(OutputError operation) {
      Matrix a = get(Tensor.activation(operation.layer()));
      Matrix t = get(Tensor.target(operation.layer()));
      return fill(
          operation.extent(),
          (row, column) -> {
            double output = a.get(row, column);
            return multiply(add(output, -t.get(row, column)), derivative(output));
          });
    }

    @Override
    public Matrix visit(Select operation) {
      Matrix source = get(operation.source());
      Matrix feedback = get(Tensor.feedback(operation.layer()));
      int[] selection =
          operation.selection(feedback.rows(), (row, unit) -> feedback.get(row, unit) != 0.0);
      return fill(
          operation.extent(),
          (row, column) -> {
            int selected = selection[column];
            double value = source.get(row, selected);
            return operation.scaled() ? multiply(value, feedback.get(selected, column)) : value;
          });
    }

    @Override
    public Matrix visit(SparseProduct operation) {
      Matrix source = get(operation.source());
      Matrix feedback = get(Tensor.feedback(operation.layer()));
      int[][] selections =
          operation.selections(feedback.rows(), (row, unit) -> feedback.get(row, unit) != 0.0);
      return fill(
          operation.extent(),
          (row, column) -> {
            double sum = 0.0;
            for (int selected : selections[column]) {
              double product = multiply(source.get(row, selected), feedback.get(selected, column));
              sum = add(sum, product);
            }
            return sum;
          });
    }

    @Override
    public Matrix visit(SignedSum operation) {
      Matrix source = get(operation.source());
      Matrix signs = get(operation.signs());
      boolean stored = operation.signs().role() == Role.FEEDBACK;
      return fill(
          operation.extent(),
          (row, column) -> {
            double sum = 0.0;
            for (int k = 0; k < operation.extent().k(); k++) {
              double sign =
                  operation.signsTransposed() ? signs.get(column, k) : signs.get(k, column);
              sum = add(sum, sign < 0.0 ? -source.get(row, k) : source.get(row, k));
            }
            double magnitude = stored ? Math.abs(signs.get(0, column)) : 1.0;
            return multiply(sum, Math.scalb(magnitude, -operation.shift()));
          });
    }

    @Override
    public Matrix visit(HiddenDelta operation) {
      Matrix error = get(Tensor.error(operation.layer()));
      Matrix a = get(Tensor.activation(operation.layer()));
      return fill(
          operation.extent(),
          (row, column) -> multiply(error.get(row, column), derivative(a.get(row, column))));
    }

    @Override
    public Matrix visit(ScaleDelta operation) {
      Matrix delta = get(Tensor.delta(operation.layer()));
      return fill(operation.extent(), (row, column) -> multiply(eta, delta.get(row, column)));
    }

    @Override
    public Matrix visit(WeightUpdate operation) {
      Matrix weights = get(operation.result());
      Matrix left = get(operation.left());
      Matrix right = get(operation.right());
      return fill(
          operation.extent(),
          (row, column) -> {
            double sum = 0.0;
            for (int sample = 0; sample < operation.extent().k(); sample++) {
              sum = add(sum, multiply(left.get(sample, row), right.get(sample, column)));
            }
            return add(weights.get(row, column), -sum);
          });
    }

    private double derivative(double activation) {
      return multiply(activation, add(1.0, -activation));
    }

    private double add(double left, double right) {
      return precision.round(left + right);
    }

    private double multiply(double left, double right) {
      return precision.round(left * right);
    }

    private Matrix fill(Extent extent, Element element) {
      Matrix result = Matrix.zeros(extent.m(), extent.n());
      for (int row = 0; row < extent.m(); row++) {
        for (int column = 0; column < extent.n(); column++) {
          result.set(row, column, element.at(row, column));
        }
      }
      return result;
    }
  }
}
