package org.backflow.quantized;

import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Role;

/**
 * The common binary point at which an update adds products to a weight: the finer of the two, so
 * that both are shifted left and nothing is lost before the one conversion.
 *
 * @param fractionBits fraction bits of the accumulator
 * @param productShift left shift of the products a g
 * @param weightShift left shift of the weight
 */
public record UpdateAlignment(int fractionBits, int productShift, int weightShift) {

  /** Returns the alignment for an update whose activations have {@code role}. */
  public static UpdateAlignment of(FixedPointArithmetic arithmetic, Role role) {
    int product =
        arithmetic.format(role).fractionBits() + arithmetic.format(Role.GRADIENT).fractionBits();
    int weight = arithmetic.format(Role.WEIGHT).fractionBits();
    int common = Math.max(product, weight);
    return new UpdateAlignment(common, common - product, common - weight);
  }
}
