package org.backflow.quantized;

import java.math.BigInteger;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Role;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Fold;
import org.backflow.plan.Operation;
import org.backflow.plan.Product;
import org.backflow.plan.Reduce;
import org.backflow.plan.Select;
import org.backflow.plan.SignedSum;
import org.backflow.plan.SparseProduct;
import org.backflow.plan.Tensor;

/**
 * The magnitude that no accumulator of an operation exceeds, whatever the data: all of it comes
 * from the formats and the length of the sum. Elementwise products run through multipliers and
 * accumulators of the same widths.
 */
record AccumulatorBound(FixedPointArithmetic arithmetic) implements Operation.Visitor<BigInteger> {

  /** What the result held before is added, aligned to the binary point of the products. */
  @Override
  public BigInteger visit(Product operation) {
    BigInteger sums =
        sum(operation.extent().k(), operation.left().tensor(), operation.right().tensor());
    if (!operation.ending().readsResult()) {
      return sums;
    }
    ProductAlignment alignment = ProductAlignment.of(operation, arithmetic);
    return sums.shiftLeft(alignment.productShift())
        .add(magnitude(operation.result().role()).shiftLeft(alignment.resultShift()));
  }

  @Override
  public BigInteger visit(Elementwise operation) {
    return operation.function().bound(operation.formats(arithmetic));
  }

  /** Only a sum is longer than a word. */
  @Override
  public BigInteger visit(Reduce operation) {
    int terms = operation.kind() == Reduce.Kind.SUM ? operation.extent().k() : 1;
    return BigInteger.valueOf(terms).multiply(magnitude(operation.source().role()));
  }

  @Override
  public BigInteger visit(Fold operation) {
    return BigInteger.valueOf(operation.extent().k())
        .multiply(magnitude(operation.source().role()));
  }

  /**
   * Returns the largest product with the scale; a plain selection accumulates nothing.
   *
   * @throws IllegalArgumentException when the format of the feedback turns its ones into zeros
   */
  @Override
  public BigInteger visit(Select operation) {
    if (!operation.scaled() && arithmetic.nearestCode(Role.FEEDBACK, 1.0) == 0) {
      throw new IllegalArgumentException(
          operation.name()
              + " selects by the ones of "
              + Tensor.feedback(operation.layer())
              + ", but the nearest code of 1 in the feedback format "
              + arithmetic.format(Role.FEEDBACK)
              + " is 0; expected a finer or wider one");
    }
    return operation.scaled()
        ? magnitude(Role.DELTA).multiply(magnitude(Role.FEEDBACK))
        : BigInteger.ZERO;
  }

  @Override
  public BigInteger visit(SparseProduct operation) {
    return sum(operation.extent().k(), operation.source(), Tensor.feedback(operation.layer()));
  }

  /**
   * Returns K A, times the factor of a scaled sum.
   *
   * @throws IllegalArgumentException when the format of the signs has none
   */
  @Override
  public BigInteger visit(SignedSum operation) {
    if (!arithmetic.format(operation.signs().role()).signed()) {
      throw new IllegalArgumentException(
          operation.name()
              + " reads the signs of "
              + operation.signs()
              + ", but the feedback format "
              + arithmetic.format(operation.signs().role())
              + " has none; expected fixed<W,I>");
    }
    BigInteger factor = operation.scaled() ? magnitude(Role.FEEDBACK) : BigInteger.ONE;
    return BigInteger.valueOf(operation.extent().k())
        .multiply(magnitude(Role.DELTA))
        .multiply(factor);
  }

  private BigInteger sum(int length, Tensor left, Tensor right) {
    return BigInteger.valueOf(length)
        .multiply(magnitude(left.role()))
        .multiply(magnitude(right.role()));
  }

  private BigInteger magnitude(Role role) {
    return BigInteger.valueOf(arithmetic.format(role).maxMagnitude());
  }
}
