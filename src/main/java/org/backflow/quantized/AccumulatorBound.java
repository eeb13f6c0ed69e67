package org.backflow.quantized;

import java.math.BigInteger;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Fold;
import org.backflow.plan.Operation;
import org.backflow.plan.Product;
import org.backflow.plan.Reduce;
import org.backflow.plan.Select;
import org.backflow.plan.SignedSum;
import org.backflow.plan.SparseProduct;
import org.backflow.plan.Tensor;
import org.backflow.plan.View;

/**
 * The magnitude that no accumulator of an operation exceeds, whatever the data: all of it comes
 * from the formats and the length of the sum. Elementwise products run through multipliers and
 * accumulators of the same widths.
 */
record AccumulatorBound(FixedPointArithmetic arithmetic) implements Operation.Visitor<BigInteger> {

  /**
   * What the result held before is added, aligned to the binary point of the products.
   *
   * @throws IllegalArgumentException when the format of an operand with a constant one has none
   */
  @Override
  public BigInteger visit(Product operation) {
    requireOne(operation.left());
    requireOne(operation.right());
    BigInteger sums =
        sum(operation.extent().k(), operation.left().tensor(), operation.right().tensor());
    if (!operation.ending().readsResult()) {
      return sums;
    }
    ProductAlignment alignment = ProductAlignment.of(operation, arithmetic);
    return sums.shiftLeft(alignment.productShift())
        .add(magnitude(operation.result()).shiftLeft(alignment.resultShift()));
  }

  @Override
  public BigInteger visit(Elementwise operation) {
    return operation.function().bound(operation.formats(arithmetic));
  }

  /** Only a sum is longer than a word. */
  @Override
  public BigInteger visit(Reduce operation) {
    int terms = operation.kind() == Reduce.Kind.SUM ? operation.extent().k() : 1;
    return BigInteger.valueOf(terms).multiply(magnitude(operation.source()));
  }

  @Override
  public BigInteger visit(Fold operation) {
    return BigInteger.valueOf(operation.extent().k()).multiply(magnitude(operation.source()));
  }

  /**
   * Returns the largest product with the scale, or word that is converted; else nothing is
   * accumulated.
   *
   * @throws IllegalArgumentException when the format of the feedback turns its ones into zeros
   */
  @Override
  public BigInteger visit(Select operation) {
    Tensor feedback = Tensor.feedback(operation.layer());
    if (operation.scaled()) {
      return sum(1, operation.source(), feedback);
    }
    if (feedback.quantization(arithmetic).nearestCode(1.0) == 0) {
      throw new IllegalArgumentException(
          operation.name()
              + " selects by the ones of "
              + feedback
              + ", but the nearest code of 1 in the feedback format "
              + feedback.format(arithmetic)
              + " is 0; expected a finer or wider one");
    }
    return operation.copies(arithmetic) ? BigInteger.ZERO : magnitude(operation.source());
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
    if (!operation.signs().format(arithmetic).signed()) {
      throw new IllegalArgumentException(
          operation.name()
              + " reads the signs of "
              + operation.signs()
              + ", but the feedback format "
              + operation.signs().format(arithmetic)
              + " has none; expected fixed<W,I>");
    }
    BigInteger factor = operation.scaled() ? magnitude(operation.signs()) : BigInteger.ONE;
    return BigInteger.valueOf(operation.extent().k())
        .multiply(magnitude(operation.source()))
        .multiply(factor);
  }

  private BigInteger sum(int length, Tensor left, Tensor right) {
    return BigInteger.valueOf(length).multiply(magnitude(left)).multiply(magnitude(right));
  }

  private void requireOne(View view) {
    FixedPointFormat format = view.tensor().format(arithmetic);
    if (view.one() && !format.represents(1.0)) {
      throw new IllegalArgumentException(
          "the "
              + view.tensor()
              + " format "
              + format
              + " cannot hold 1.0, the constant input of the bias; try "
              + format.holdingOne());
    }
  }

  private BigInteger magnitude(Tensor tensor) {
    return BigInteger.valueOf(tensor.format(arithmetic).maxMagnitude());
  }
}
