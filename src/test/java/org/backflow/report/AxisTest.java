package org.backflow.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AxisTest {

  @Test
  void ticks_areRoundAndCoverTheValues() {
    assertThat(labels(Axis.covering(92.74, 94.32, 5)))
        .containsExactly("92.5", "93.0", "93.5", "94.0", "94.5");
    assertThat(labels(Axis.fromZero(6650, 5)))
        .containsExactly("0", "2,000", "4,000", "6,000", "8,000");
    assertThat(labels(Axis.fromZero(0.034, 5)))
        .containsExactly("0.00", "0.01", "0.02", "0.03", "0.04");
  }

  @Test
  void countingTicks_areWholeNumbers() {
    assertThat(labels(Axis.counting(1, 6))).containsExactly("1", "2");
    assertThat(labels(Axis.counting(3, 6))).containsExactly("1", "2", "3");
    assertThat(labels(Axis.counting(200, 6))).containsExactly("0", "50", "100", "150", "200");
  }

  @Test
  void position_runsFromZeroToOne() {
    Axis axis = Axis.fromZero(6650, 5);

    assertThat(axis.position(0)).isZero();
    assertThat(axis.position(2000)).isEqualTo(0.25);
    assertThat(axis.position(8000)).isEqualTo(1.0);
  }

  @Test
  void equalValues_stillGiveAnAxis() {
    assertThat(labels(Axis.covering(93.0, 93.0, 5))).hasSizeGreaterThan(1).contains("93.0");
    assertThat(labels(Axis.fromZero(0.0, 5))).hasSizeGreaterThan(1).startsWith("0.0");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyRange_isCoveredByFewTicks(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 1000; i++) {
      double low = random.nextGaussian() * StrictMath.pow(10, random.nextInt(12) - 4);
      double high = low + random.nextDouble() * StrictMath.pow(10, random.nextInt(12) - 4);
      Axis axis = Axis.covering(low, high, 5);

      assertThat(axis.ticks()).hasSizeBetween(2, 8);
      assertThat(axis.position(low)).isBetween(-1e-6, 1.0 + 1e-6);
      assertThat(axis.position(high)).isCloseTo(0.5, within(0.5 + 1e-6));
    }
  }

  private static List<String> labels(Axis axis) {
    return axis.ticks().stream().map(axis::label).toList();
  }
}
