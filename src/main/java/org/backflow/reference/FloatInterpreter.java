package org.backflow.reference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.backflow.fixedpoint.RandomBytes;
import org.backflow.fixedpoint.Role;
import org.backflow.function.FloatLane;
import org.backflow.function.Precision;
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

/**
 * Computes a plan in floating point, one operation after the other, every sum in ascending order of
 * its index from zero, rounding to {@link Precision} after every operation.
 *
 * <p>The order is part of the contract: a trainer that keeps it gets the same bits.
 */
public final class FloatInterpreter {

  private final StepPlan plan;
  private final Precision precision;
  private final long seed;
  private final Map<Integer, RandomBytes> randomBytes = new HashMap<>();
  private final Map<Tensor, Matrix> tensors;

  /**
   * Creates an interpreter of a plan that draws nothing, without any weights; {@link #put} them
   * first.
   */
  public FloatInterpreter(StepPlan plan, Precision precision) {
    this(plan, precision, 0);
  }

  /**
   * Creates an interpreter without any weights; {@link #put} them first.
   *
   * @param seed what the registers are seeded from that masks are drawn from
   */
  public FloatInterpreter(StepPlan plan, Precision precision, long seed) {
    this(plan, precision, seed, new HashMap<>());
  }

  /** Creates an interpreter that keeps its tensors in {@code tensors}, and nowhere else. */
  FloatInterpreter(StepPlan plan, Precision precision, long seed, Map<Tensor, Matrix> tensors) {
    this.seed = seed;
    this.plan = plan;
    this.precision = precision;
    this.tensors = tensors;
    plan.velocities().forEach(velocity -> tensors.put(velocity, blank(velocity)));
  }

  /**
   * Sets a weight matrix W<sub>l</sub> or a feedback matrix F<sub>l</sub>. The values are rounded
   * to the precision and copied.
   *
   * @throws IllegalArgumentException when the shape is not the one the plan gives the tensor
   */
  public void put(Tensor tensor, Matrix matrix) {
    plan.requireShape(tensor, matrix.rows(), matrix.columns());
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
    put(plan.given(Role.INPUT), inputs);
    put(plan.given(Role.TARGET), targets);
    compute(new Computation(new FloatLane(precision, precision.round(eta))));
  }

  /**
   * Runs a plan that needs no targets: the forward pass of a network.
   *
   * @param inputs batch x n<sub>0</sub>, without the constant one
   */
  public void infer(Matrix inputs) {
    put(plan.given(Role.INPUT), inputs);
    compute(new Computation(new FloatLane(precision, 0.0)));
  }

  private void compute(Computation computation) {
    for (Operation operation : plan.operations()) {
      tensors.put(operation.result(), operation.accept(computation));
    }
  }

  private Matrix blank(Tensor tensor) {
    Extent shape = plan.shape(tensor);
    return Matrix.zeros(shape.m(), shape.n());
  }

  /** What one element of an elementwise operation is. */
  private interface Element {
    double at(int row, int column);
  }

  private final class Computation implements Operation.Visitor<Matrix> {
    private final FloatLane lane;

    Computation(FloatLane lane) {
      this.lane = lane;
    }

    @Override
    public Matrix visit(Product operation) {
      Matrix left = get(operation.left().tensor());
      Matrix right = get(operation.right().tensor());
      int terms = operation.left().columns();
      Matrix result = resultOf(operation);
      return fill(
          operation,
          (row, column) -> {
            double sum = 0.0;
            for (int k = 0; k < terms; k++) {
              double factor = element(left, operation.left(row, column, k));
              sum = add(sum, multiply(factor, element(right, operation.right(k, column))));
            }
            int index = row * operation.extent().n() + column;
            return switch (operation.ending()) {
              case SET -> sum;
              case ADD -> add(result.values()[index], sum);
              case SUBTRACT -> add(result.values()[index], -sum);
            };
          });
    }

    private Matrix resultOf(Product operation) {
      return operation.ending().readsResult() ? get(operation.result()) : Matrix.zeros(0, 0);
    }

    private static double element(Matrix matrix, int index) {
      return switch (index) {
        case View.ONE -> 1.0;
        case View.ZERO -> 0.0;
        default -> matrix.values()[index];
      };
    }

    @Override
    public Matrix visit(Elementwise operation) {
      List<Matrix> inputs =
          operation.inputs().stream().map(input -> input(operation, input)).toList();
      double[] arguments = new double[inputs.size()];
      return fill(
          operation,
          (row, column) -> {
            for (int i = 0; i < arguments.length; i++) {
              double[] values = inputs.get(i).values();
              arguments[i] = values[operation.index(row, column, values.length)];
            }
            return operation.function().value(arguments, lane);
          });
    }

    private Matrix input(Elementwise operation, Tensor tensor) {
      if (tensor.role() != Role.RANDOM) {
        return get(tensor);
      }
      RandomBytes bytes =
          randomBytes.computeIfAbsent(
              tensor.layer(), layer -> RandomBytes.of(seed, layer, operation.extent().n()));
      return fill(operation, (row, column) -> bytes.next(column));
    }

    @Override
    public Matrix visit(Reduce operation) {
      double[] source = get(operation.source()).values();
      Optional<Matrix> chosen = operation.chosen().map(FloatInterpreter.this::blank);
      chosen.ifPresent(matrix -> tensors.put(operation.chosen().get(), matrix));
      return fill(
          operation,
          (row, column) -> {
            double result = operation.kind() == Reduce.Kind.SUM ? 0.0 : Double.NEGATIVE_INFINITY;
            int choice = 0;
            for (int term = 0; term < operation.extent().k(); term++) {
              int index = operation.index(row, column, term);
              double word = index == View.ZERO ? 0.0 : source[index];
              if (operation.kind() == Reduce.Kind.SUM) {
                result = add(result, word);
              } else if (word > result) {
                result = word;
                choice = term;
              }
            }
            if (chosen.isPresent()) {
              chosen.get().values()[row * operation.extent().n() + column] = choice;
            }
            return precision.round(result / operation.divisor());
          });
    }

    @Override
    public Matrix visit(Fold operation) {
      double[] source = get(operation.source()).values();
      Matrix result = blank(operation.result());
      double[] sums = result.values();
      operation.forEach(
          operation.chosen().isPresent()
              ? index -> (int) get(operation.chosen().get()).values()[index]
              : index -> 0,
          (index, pixel) -> sums[pixel] = add(sums[pixel], source[index]));
      for (int i = 0; i < sums.length; i++) {
        sums[i] = precision.round(sums[i] / operation.divisor());
      }
      return result;
    }

    @Override
    public Matrix visit(Select operation) {
      double[] source = get(operation.source()).values();
      Matrix feedback = get(Tensor.feedback(operation.layer()));
      int[] selection =
          operation.selection(feedback.rows(), (row, unit) -> feedback.get(row, unit) != 0.0);
      return fill(
          operation,
          (row, column) -> {
            int selected = selection[column];
            double value =
                source[row * operation.sources() + operation.firstSource(column) + selected];
            return operation.scaled() ? multiply(value, feedback.get(selected, column)) : value;
          });
    }

    @Override
    public Matrix visit(SparseProduct operation) {
      double[] source = get(operation.source()).values();
      Matrix feedback = get(Tensor.feedback(operation.layer()));
      int[][] selections =
          operation.selections(feedback.rows(), (row, unit) -> feedback.get(row, unit) != 0.0);
      return fill(
          operation,
          (row, column) -> {
            double sum = 0.0;
            int first = row * operation.sources() + operation.firstSource(column);
            for (int selected : selections[column]) {
              double product = multiply(source[first + selected], feedback.get(selected, column));
              sum = add(sum, product);
            }
            return sum;
          });
    }

    @Override
    public Matrix visit(SignedSum operation) {
      double[] source = get(operation.source()).values();
      double[] signs = get(operation.signs()).values();
      boolean stored = operation.signs().role() == Role.FEEDBACK;
      return fill(
          operation,
          (row, column) -> {
            double sum = 0.0;
            int first = row * operation.sources() + operation.firstSource(column);
            for (int k = 0; k < operation.extent().k(); k++) {
              double sign = signs[operation.sign(k, column)];
              sum = add(sum, sign < 0.0 ? -source[first + k] : source[first + k]);
            }
            double magnitude = stored ? Math.abs(signs[operation.sign(0, column)]) : 1.0;
            return multiply(sum, Math.scalb(magnitude, -operation.shift()));
          });
    }

    private double add(double left, double right) {
      return lane.add(left, right);
    }

    private double multiply(double left, double right) {
      return lane.multiply(left, right);
    }

    private Matrix fill(Operation operation, Element element) {
      Extent extent = operation.extent();
      Matrix result = blank(operation.result());
      for (int row = 0; row < extent.m(); row++) {
        for (int column = 0; column < extent.n(); column++) {
          result.values()[row * extent.n() + column] = element.at(row, column);
        }
      }
      return result;
    }
  }
}
