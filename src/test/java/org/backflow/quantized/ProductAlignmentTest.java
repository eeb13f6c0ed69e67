package org.backflow.quantized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backflow.fixedpoint.FixedPointFormat.fixed;

import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Role;
import org.backflow.fixedpoint.Rounding;
import org.backflow.fixedpoint.SigmoidTable;
import org.junit.jupiter.api.Test;

class ProductAlignmentTest {
  private static FixedPointArithmetic arithmetic(
      FixedPointFormat input, FixedPointFormat weight, FixedPointFormat gradient) {
    Quantization other = new Quantization(fixed(8, 2), Rounding.RND, Overflow.SAT);
    return new FixedPointArithmetic(
        new Quantization(input, Rounding.RND, Overflow.SAT),
        new Quantization(weight, Rounding.RND, Overflow.SAT),
        other,
        other,
        other,
        new Quantization(gradient, Rounding.RND, Overflow.SAT),
        new SigmoidTable(64, 4, Rounding.RND, fixed(12, 2)),
        60);
  }

  @Test
  void of_productsFinerThanTheWeight_shiftsTheWeight() {
    // Products have 14 + 18 = 32 fraction bits, or 10 + 18 = 28 from an activation; a weight 12.
    FixedPointArithmetic arithmetic = arithmetic(fixed(16, 2), fixed(16, 4), fixed(16, -2));
    assertThat(ProductAlignment.ofUpdate(arithmetic, Role.INPUT))
        .isEqualTo(new ProductAlignment(32, 0, 20, arithmetic.weight()));
    assertThat(ProductAlignment.ofUpdate(arithmetic, Role.ACTIVATION))
        .isEqualTo(new ProductAlignment(28, 0, 16, arithmetic.weight()));
  }

  @Test
  void of_weightFinerThanTheProducts_shiftsTheProducts() {
    // Products have 2 + 3 = 5 fraction bits, a weight 12.
    FixedPointArithmetic arithmetic = arithmetic(fixed(4, 2), fixed(16, 4), fixed(5, 2));
    assertThat(ProductAlignment.ofUpdate(arithmetic, Role.INPUT))
        .isEqualTo(new ProductAlignment(12, 7, 0, arithmetic.weight()));
  }

  @Test
  void of_equalBinaryPoints_shiftsNothing() {
    FixedPointArithmetic arithmetic = arithmetic(fixed(4, 2), fixed(16, 4), fixed(12, 2));
    assertThat(ProductAlignment.ofUpdate(arithmetic, Role.INPUT))
        .isEqualTo(new ProductAlignment(12, 0, 0, arithmetic.weight()));
  }
}
