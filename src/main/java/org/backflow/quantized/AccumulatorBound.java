package org.backflow.quantized;

import java.math.BigInteger;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Role;
import org.backflow.plan.Activate;
import org.backflow.plan.HiddenDelta;
import org.backflow.plan.MatMul;
import org.backflow.plan.Operation;
import org.backflow.plan.OutputError;
import org.backflow.plan.ScaleDelta;
import org.backflow.plan.Select;
import org.backflow.plan.SignedSum;
import org.backflow.plan.SparseProduct;
import org.backflow.plan.Tensor;
import org.backflow.plan.WeightUpdate;

/**
 * The magnitude that no accumulator of an operation exceeds, whatever the data: all of it comes
 * from the formats and the length of the sum. Elementwise products run through multipliers and
 * accumulators of the same widths.
 */
record AccumulatorBound(FixedPointArithmetic arithmetic) implements Operation.Visitor<BigInteger> {

  @Override
  public BigInteger visit(MatMul operation) {
    return sum(operation.extent().k(), operation.left(), operation.right());
  }

  /** A look-up accumulates nothing. */
  @Override
  public BigInteger visit(Activate operation) {
    return BigInteger.ZERO;
  }

  @Override
  public BigInteger visit(OutputError operation) {
    return derivative().max(difference().multiply(magnitude(Role.DERIVATIVE)));
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

  @Override
  public BigInteger visit(HiddenDelta operation) {
    return derivative().max(magnitude(Role.ERROR).multiply(magnitude(Role.DERIVATIVE)));
  }

  @Override
  public BigInteger visit(ScaleDelta operation) {
    int rate = operation.shift() ? 1 : (1 << LearningRate.BITS) - 1;
    return magnitude(Role.DELTA).multiply(BigInteger.valueOf(rate));
  }

  /** The weight itself is added, aligned to the binary point of the products. */
  @Override
  public BigInteger visit(WeightUpdate operation) {
    UpdateAlignment alignment = UpdateAlignment.of(arithmetic, operation.left().role());
    BigInteger products = sum(operation.extent().k(), operation.left(), operation.right());
    return products
        .shiftLeft(alignment.productShift())
        .add(magnitude(Role.WEIGHT).shiftLeft(alignment.weightShift()));
  }

  /** Returns the largest a (1 - a). */
  private BigInteger derivative() {
    return magnitude(Role.ACTIVATION).multiply(difference());
  }

  /** Returns the largest difference of an activation and zero or one. */
  private BigInteger difference() {
    return magnitude(Role.ACTIVATION).add(BigInteger.valueOf(arithmetic.sigmoid().one()));
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
