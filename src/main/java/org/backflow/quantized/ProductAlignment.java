package org.backflow.quantized;

import org.backflow.fixedpoint.Conversion;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Role;
import org.backflow.plan.Product;

/**
 * The binary point at which the sums of a product meet its result. Where they are added to it, that
 * is the finer of the two, so that both are shifted left and nothing is lost before the one
 * conversion; where they replace it, it is their own.
 *
 * @param fractionBits fraction bits of the accumulator
 * @param productShift left shift of the sums
 * @param resultShift left shift of what the result held
 * @param result how the accumulator becomes the result
 */
public record ProductAlignment(
    int fractionBits, int productShift, int resultShift, Quantization result) {

  /** Returns the alignment of {@code operation}. */
  public static ProductAlignment of(Product operation, FixedPointArithmetic arithmetic) {
    Quantization result = operation.result().quantization(arithmetic);
    int product =
        operation.left().tensor().format(arithmetic).fractionBits()
            + operation.right().tensor().format(arithmetic).fractionBits();
    return operation.ending().readsResult()
        ? meeting(product, result)
        : new ProductAlignment(product, 0, 0, result);
  }

  /**
   * Returns the alignment for an update of weights whose activations have {@code role}, in an
   * arithmetic of one format per role.
   */
  public static ProductAlignment ofUpdate(FixedPointArithmetic arithmetic, Role role) {
    int product =
        arithmetic.format(role).fractionBits() + arithmetic.format(Role.GRADIENT).fractionBits();
    return meeting(product, arithmetic.weight());
  }

  private static ProductAlignment meeting(int product, Quantization result) {
    int before = result.format().fractionBits();
    int common = Math.max(product, before);
    return new ProductAlignment(common, common - product, common - before, result);
  }

  /**
   * Returns the conversion of the accumulator.
   *
   * @throws IllegalArgumentException when it would drop more bits than its rounding can
   */
  public Conversion conversion() {
    return result.from(fractionBits);
  }
}
