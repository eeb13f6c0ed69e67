package org.backflow.fixedpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.backflow.fixedpoint.FixedPointFormat.fixed;

import org.junit.jupiter.api.Test;

final class TanhTableTest {

  // Step 1: tanh(1) = 0.761594 is 49/64 = 0.765625, tanh(2) = 0.964028 is 62/64, tanh(3) is 64/64.
  @Test
  void lookup_ofFourWords_isOdd() {
    TanhTable table = new TanhTable(4, 4, Rounding.RND, fixed(8, 2));
    assertThat(new int[] {table.word(0), table.word(1), table.word(2), table.word(3)})
        .containsExactly(0, 49, 62, 64);
    assertThat(table.lookup(-2)).isEqualTo(-62);
    // 0 stands for -1/2 <= z < 1/2: tanh(1/2) = 0.462117.
    assertThat(table.maxAbsoluteError()).isCloseTo(0.462117, within(5e-7));
  }

  @Test
  void addressedBy_aFormat_hasAWordPerCode() {
    TanhTable table = TanhTable.addressedBy(fixed(12, 4), Rounding.RND, fixed(16, 2));
    assertThat(table.words()).isEqualTo(2048);
    assertThat(table.domain()).isEqualTo(8);
    assertThat(table.addressFormat()).isEqualTo(fixed(12, 4));
    assertThatThrownBy(() -> TanhTable.addressedBy(fixed(18, 4), Rounding.RND, fixed(16, 2)))
        .hasMessage(
            "the format of z is fixed<18,4>, which addresses no tanh table; expected fixed<2,1> to"
                + " fixed<17,7>");
  }
}
