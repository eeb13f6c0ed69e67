package org.backflow.quantized;

import java.math.BigInteger;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Role;
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
 * The proof, made once when a plan meets an arithmetic, that no accumulator can overflow.
 *
 * <p>A sum of K products of codes with magnitudes up to A and B stays within K A B, whatever the
 * data; a sum of K added or subtracted codes within K A. The update adds the weight itself, aligned
 * to the binary point of the products. All magnitudes come from the formats, none from assumptions
 * about the data.
 */
public final class AccumulatorProof {

  private final StepPlan plan;
  private final FixedPointArithmetic arithmetic;

  private AccumulatorProof(StepPlan plan, FixedPointArithmetic arithmetic) {
    this.plan = plan;
    this.arithmetic = arithmetic;
  }

  /**
   * Returns the accumulator bits, sign included, that {@code plan} needs at most.
   *
   * @throws IllegalArgumentException when that is more than the arithmetic has, naming the
   *     operation, its sum and what would help
   */
  public static int requireSufficient(StepPlan plan, FixedPointArithmetic arithmetic) {
    return new AccumulatorProof(plan, arithmetic).check();
  }

  private int check() {
    int widest = 0;
    for (Operation operation : plan.operations()) {
      int bits = bitsOf(operation);
      if (bits > arithmetic.accumulatorBits()) {
        throw new IllegalArgumentException(
            operation.name()
                + (operation.extent().k() > 1
                    ? " sums " + operation.extent().k() + summands(operation)
                    : " multiplies")
                + " and needs an accumulator of "
                + bits
                + " bits; accumulatorBits is "
                + arithmetic.accumulatorBits()
                + "; use narrower formats, a smaller minibatch or a wider accumulator (at most "
                + FixedPointArithmetic.MAX_ACCUMULATOR_BITS
                + ")");
      }
      widest = Math.max(widest, bits);
    }
    return widest;
  }

  private static String summands(Operation operation) {
    return operation instanceof SignedSum ? " errors" : " products";
  }

  private int bitsOf(Operation operation) {
    if (operation instanceof MatMul product) {
      return signedBits(sum(product.extent().k(), product.left(), product.right()));
    }
    if (operation instanceof SparseProduct product) {
      Tensor feedback = Tensor.feedback(product.layer());
      return signedBits(sum(product.extent().k(), product.source(), feedback));
    }
    if (operation instanceof SignedSum sum) {
      return signedBits(signedSum(sum));
    }
    if (operation instanceof WeightUpdate update) {
      UpdateAlignment alignment = UpdateAlignment.of(arithmetic, update.left().role());
      BigInteger products = sum(update.extent().k(), update.left(), update.right());
      BigInteger weight = magnitude(Role.WEIGHT);
      return signedBits(
          products
              .shiftLeft(alignment.productShift())
              .add(weight.shiftLeft(alignment.weightShift())));
    }
    return signedBits(largestElementwiseProduct(operation));
  }

  /** A stored sign needs a sign bit, whatever else its format has. */
  private BigInteger signedSum(SignedSum sum) {
    if (!arithmetic.format(sum.signs().role()).signed()) {
      throw new IllegalArgumentException(
          sum.name()
              + " reads the signs of "
              + sum.signs()
              + ", but the feedback format "
              + arithmetic.format(sum.signs().role())
              + " has none; expected fixed<W,I>");
    }
    BigInteger factor = sum.scaled() ? magnitude(Role.FEEDBACK) : BigInteger.ONE;
    return BigInteger.valueOf(sum.extent().k()).multiply(magnitude(Role.DELTA)).multiply(factor);
  }

  /** Elementwise products run through multipliers and accumulators of the same widths. */
  private BigInteger largestElementwiseProduct(Operation operation) {
    BigInteger one = BigInteger.valueOf(arithmetic.sigmoid().one());
    BigInteger difference = magnitude(Role.ACTIVATION).add(one);
    BigInteger derivative = magnitude(Role.ACTIVATION).multiply(difference);
    if (operation instanceof OutputError) {
      return derivative.max(difference.multiply(magnitude(Role.DERIVATIVE)));
    }
    if (operation instanceof HiddenDelta) {
      return derivative.max(magnitude(Role.ERROR).multiply(magnitude(Role.DERIVATIVE)));
    }
    if (operation instanceof ScaleDelta scale) {
      int rate = scale.shift() ? 1 : (1 << LearningRate.BITS) - 1;
      return magnitude(Role.DELTA).multiply(BigInteger.valueOf(rate));
    }
    if (operation instanceof Select select && select.scaled()) {
      return magnitude(Role.DELTA).multiply(magnitude(Role.FEEDBACK));
    }
    return BigInteger.ZERO;
  }

  private BigInteger sum(int length, Tensor left, Tensor right) {
    return BigInteger.valueOf(length)
        .multiply(magnitude(left.role()))
        .multiply(magnitude(right.role()));
  }

  private BigInteger magnitude(Role role) {
    return BigInteger.valueOf(arithmetic.format(role).maxMagnitude());
  }

  private static int signedBits(BigInteger magnitude) {
    return magnitude.bitLength() + 1;
  }
}
