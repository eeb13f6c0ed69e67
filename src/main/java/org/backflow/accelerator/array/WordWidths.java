package org.backflow.accelerator.array;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Role;

/**
 * The widths of an array, in bits.
 *
 * @param a operands that travel along the rows, 1 to {@value #MAX_OPERAND}
 * @param b operands that travel down the columns, or weights, 1 to {@value #MAX_OPERAND}
 * @param sum accumulators, up to {@value #MAX_SUM}; sums wrap, as registers do, so the caller
 *     proves that they fit
 */
public record WordWidths(int a, int b, int sum) {

  /** The widest operand: a product of two fits a {@code long}. */
  public static final int MAX_OPERAND = 32;

  /** The widest sum that a conversion accepts. */
  public static final int MAX_SUM = 62;

  /**
   * Returns the widths of an array that computes every product of a step: one edge takes inputs,
   * activations and errors, the other weights, feedback and the scaled errors of the update, each
   * as wide as the widest tensor of these roles. Empty if sums are narrower than one product.
   */
  public static Optional<WordWidths> of(FixedPointArithmetic arithmetic) {
    int a = widest(arithmetic, Set.of(Role.INPUT, Role.ACTIVATION, Role.DELTA, Role.ERROR));
    int b = widest(arithmetic, Set.of(Role.WEIGHT, Role.FEEDBACK, Role.GRADIENT));
    int sum = arithmetic.accumulatorBits();
    return sum < a + b ? Optional.empty() : Optional.of(new WordWidths(a, b, sum));
  }

  private static int widest(FixedPointArithmetic arithmetic, Set<Role> roles) {
    return Stream.concat(
            roles.stream().map(arithmetic::quantization),
            arithmetic.stated().tensors().entrySet().stream()
                .filter(stated -> roles.contains(stated.getKey().role()))
                .map(Map.Entry::getValue))
        .mapToInt(quantization -> quantization.format().width())
        .max()
        .orElseThrow();
  }

  /** Checks the ranges. */
  public WordWidths {
    if (a < 1 || a > MAX_OPERAND || b < 1 || b > MAX_OPERAND) {
      throw new IllegalArgumentException(
          "operands of " + a + " and " + b + " bits; expected 1 to " + MAX_OPERAND);
    }
    if (sum < a + b || sum > MAX_SUM) {
      throw new IllegalArgumentException(
          "sums of " + sum + " bits; expected " + (a + b) + ", one product, to " + MAX_SUM);
    }
  }
}
