package org.backflow.fixedpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.backflow.fixedpoint.FixedPointFormat.fixed;
import static org.backflow.fixedpoint.FixedPointFormat.ufixed;

import org.junit.jupiter.api.Test;

final class ExponentialTableTest {

  // Step 1: 1 is 128/128, exp(-1) = 0.367879 is 47.09, exp(-2) = 0.135335 is 17.3, exp(-3) 6.4.
  @Test
  void lookup_ofFourWords_byHand() {
    ExponentialTable table = new ExponentialTable(4, 4, Rounding.RND, ufixed(8, 1));
    assertThat(table.words()).isEqualTo(4);
    assertThat(table.domain()).isEqualTo(4);
    assertThat(table.address().format()).isEqualTo(ufixed(2, 2));
    assertThat(new int[] {table.lookup(0), table.lookup(1), table.lookup(2), table.lookup(3)})
        .containsExactly(128, 47, 17, 6);
    // 0 stands for d up to 1/2, where exp(-d) = 0.606531.
    assertThat(table.maxAbsoluteError()).isCloseTo(1 - 0.606531, within(5e-7));
    assertThat(new ExponentialTable(4, 4, Rounding.TRN, ufixed(8, 1)).maxAbsoluteError())
        .isCloseTo(1 - 0.367879, within(5e-7));
  }

  // A step of 2^-8 is missed by half of it, and the slope is 1 at most.
  @Test
  void maxAbsoluteError_ofTheShippedSize_isHalfAStep() {
    ExponentialTable table =
        FixedPointArithmetic.sixteenBits()
            .exponentials(FixedPointArithmetic.sixteenBits().format(Role.EXPONENTIAL));
    assertThat(table.words()).isEqualTo(4096);
    assertThat(table.domain()).isEqualTo(16);
    assertThat(table.result()).isEqualTo(ufixed(16, 1));
    assertThat(table.maxAbsoluteError()).isBetween(0.0019, 0.00197);
  }

  @Test
  void total_ofTheMostClasses_isExact() {
    FixedPointArithmetic arithmetic = FixedPointArithmetic.sixteenBits();
    assertThat(arithmetic.format(Role.TOTAL)).isEqualTo(ufixed(32, 17));
    assertThat(arithmetic.format(Role.TOTAL).maxCode()).isGreaterThan(65_536L << 15);
  }

  @Test
  void table_thatCannotBeBuilt_isRefused() {
    assertThatThrownBy(() -> new ExponentialTable(3, 4, Rounding.RND, ufixed(8, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "words of the exponential table is 3; expected a power of two from 2 to 131072");
    assertThatThrownBy(() -> new ExponentialTable(4, 4, Rounding.STOCHASTIC, ufixed(8, 1)))
        .hasMessageStartingWith("the address of the exponential table cannot be rounded by");
    assertThatThrownBy(() -> new ExponentialTable(4, 4, Rounding.RND, fixed(8, 1)))
        .hasMessage(
            "the format of exponentials is fixed<8,1>; expected one that holds 1.0, with at most"
                + " 30 fraction bits, as ufixed<8,1>");
  }
}
