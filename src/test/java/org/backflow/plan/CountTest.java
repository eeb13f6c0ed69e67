package org.backflow.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CountTest {
  @Test
  void sum_upToTheLargestLong_isExact() {
    assertThat(Count.sum(3, 4)).isEqualTo(7);
    assertThat(Count.sum(Long.MAX_VALUE - 1, 1)).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> Count.sum(Long.MAX_VALUE, 1))
        .isInstanceOf(CountLimitException.class)
        .hasMessage(
            "a count of 9223372036854775807 + 1 is beyond the largest, 2^63 - 1 ="
                + " 9223372036854775807");
  }

  // 2^31 2^31 = 2^62; 7 of them 2^64.8. 3037000499 is the largest whose square fits.
  @Test
  void product_upToTheLargestLong_isExact() {
    assertThat(Count.product(3, 4)).isEqualTo(12);
    assertThat(Count.product(3_037_000_499L, 3_037_000_499L)).isEqualTo(9_223_372_030_926_249_001L);
    assertThatThrownBy(() -> Count.product(3_037_000_500L, 3_037_000_500L))
        .isInstanceOf(CountLimitException.class)
        .hasMessageStartingWith("a count of 3037000500 x 3037000500 is beyond the largest");
  }

  @Test
  void refusal_in_saysWhere() {
    assertThatThrownBy(
            () -> {
              try {
                Count.product(Long.MAX_VALUE, 2);
              } catch (CountLimitException refusal) {
                throw refusal.in("update.1");
              }
            })
        .isInstanceOf(CountLimitException.class)
        .hasMessageStartingWith("update.1: a count of 9223372036854775807 x 2 is beyond");
  }

  @Test
  void parts_ofAWhole_areRoundedUp() {
    assertThat(Count.parts(0, 16)).isZero();
    assertThat(Count.parts(1, 16)).isEqualTo(1);
    assertThat(Count.parts(16, 16)).isEqualTo(1);
    assertThat(Count.parts(17, 16)).isEqualTo(2);
    assertThat(Count.parts(Integer.MAX_VALUE, 16)).isEqualTo(134_217_728);
    assertThat(Count.parts(Long.MAX_VALUE, 2)).isEqualTo(1L << 62);
  }

  // M N K = 2^21 2^21 2^21 = 2^63, one too many.
  @Test
  void products_ofAnExtent_areExactOrRefused() {
    assertThat(new Extent(1 << 21, 1 << 21, (1 << 21) - 1).products())
        .isEqualTo(9_223_367_638_808_264_704L);
    assertThatThrownBy(() -> new Extent(1 << 21, 1 << 21, 1 << 21).products())
        .isInstanceOf(CountLimitException.class);
    Extent widest = new Extent(Integer.MAX_VALUE, Integer.MAX_VALUE, 1);
    assertThat(widest.elements()).isEqualTo(4_611_686_014_132_420_609L);
    // Twice as many are 2^63 - 2^33 + 2.
    assertThat(LogisticOperations.hiddenDelta(1, widest).multiplies())
        .isEqualTo(9_223_372_028_264_841_218L);
    assertThat(LogisticOperations.outputError(1, widest).multiplies())
        .isEqualTo(9_223_372_028_264_841_218L);
    assertThat(LogisticOperations.outputError(1, widest).adds())
        .isEqualTo(9_223_372_028_264_841_218L);
    assertThatThrownBy(
            () -> LogisticOperations.update(1, new Extent(1 << 21, 1 << 21, (1 << 21) - 1)).adds())
        .isInstanceOf(CountLimitException.class);
  }
}
