package org.backflow.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.backflow.figure.Figure;
import org.backflow.figure.Kind;
import org.backflow.figure.Term;
import org.backflow.sweep.Column;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearAxisTest {
  private static final double[] ENDS = {
    Double.NEGATIVE_INFINITY,
    -Double.MAX_VALUE,
    -1,
    0,
    Double.MIN_VALUE,
    1,
    0x1p63,
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NaN
  };

  @Test
  void ticks_areRoundAndCoverTheValues() {
    assertThat(labels(LinearAxis.covering(92.74, 94.32, 5)))
        .containsExactly("92.5", "93.0", "93.5", "94.0", "94.5");
    assertThat(labels(LinearAxis.fromZero(6650, 5)))
        .containsExactly("0", "2,000", "4,000", "6,000", "8,000");
    assertThat(labels(LinearAxis.fromZero(0.034, 5)))
        .containsExactly("0.00", "0.01", "0.02", "0.03", "0.04");
  }

  @Test
  void countingTicks_areWholeNumbers() {
    assertThat(labels(LinearAxis.counting(1, 6))).containsExactly("1", "2");
    assertThat(labels(LinearAxis.counting(3, 6))).containsExactly("1", "2", "3");
    assertThat(labels(LinearAxis.counting(200, 6))).containsExactly("0", "50", "100", "150", "200");
  }

  @Test
  void position_runsFromZeroToOne() {
    LinearAxis axis = LinearAxis.fromZero(6650, 5);

    assertThat(axis.position(0)).isZero();
    assertThat(axis.position(2000)).isEqualTo(0.25);
    assertThat(axis.position(8000)).isEqualTo(1.0);
  }

  @Test
  void equalValues_stillGiveAnAxis() {
    assertThat(labels(LinearAxis.covering(93.0, 93.0, 5))).hasSizeGreaterThan(1).contains("93.0");
    assertThat(labels(LinearAxis.fromZero(0.0, 5))).hasSizeGreaterThan(1).startsWith("0.0");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyRange_isCoveredByFewTicks(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 1000; i++) {
      double low = random.nextGaussian() * StrictMath.pow(10, random.nextInt(12) - 4);
      double high = low + random.nextDouble() * StrictMath.pow(10, random.nextInt(12) - 4);
      LinearAxis axis = LinearAxis.covering(low, high, 5);

      assertThat(axis.ticks()).hasSizeBetween(2, 8);
      assertThat(axis.position(low)).isBetween(-1e-6, 1.0 + 1e-6);
      assertThat(axis.position(high)).isCloseTo(0.5, within(0.5 + 1e-6));
    }
  }

  @Test
  void ticks_beyondLongNumbers_haveExponents() {
    assertThat(labels(LinearAxis.fromZero(2e19, 5)))
        .containsExactly("0", "5E18", "1E19", "1.5E19", "2E19");
    assertThat(labels(LinearAxis.fromZero(0x1p63, 1))).containsExactly("0", "1E19");
    assertThat(LogAxis.label(new BigDecimal("1E+19"))).isEqualTo("1E19");
    assertThat(LogAxis.label(new BigDecimal("1E+3"))).isEqualTo("1,000");
    assertThat(LogAxis.label(new BigDecimal("0.01"))).isEqualTo("0.01");
    assertThat(LogAxis.label(new BigDecimal("1E-20"))).isEqualTo("1E-20");
    assertThat(scatter(1.0, 1e19)).startsWith("1").endsWith("1E20");
    assertThat(scatter(1e18, 2e19)).endsWith("2E19");
  }

  private static List<String> scatter(double low, double high) {
    Column column =
        new Column(
            Figure.of(Kind.NUMBER, "cycles", Term.of("cycles", "cycles", "How long."), row -> 0.0),
            false);
    return ScatterScale.of(column, low, high).ticks().stream()
        .map(ScatterScale.Tick::label)
        .toList();
  }

  @Test
  void figuresThatDiverged_haveAPlaceOnTheAxis() {
    for (double low : ENDS) {
      for (double high : ENDS) {
        if (!(low > high)) {
          LinearAxis axis = LinearAxis.covering(low, high, 5);
          assertThat(labels(axis)).as("%s to %s", low, high).hasSizeBetween(2, 8);
          assertThat(axis.position(high)).as("%s to %s", low, high).isFinite();
          scatter(low, high).forEach(label -> assertThat(label.length()).isLessThan(24));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyDoubles_areCoveredByFewTicks(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      double one = Double.longBitsToDouble(random.nextLong());
      double other = Double.longBitsToDouble(random.nextLong());
      double low = Math.min(one, other);
      double high = Math.max(one, other);
      assertThat(labels(LinearAxis.covering(low, high, 5)))
          .as("seed %d: %s to %s", seed, low, high)
          .hasSizeBetween(2, 8);
      double positive = Math.abs(low);
      if (positive > 0 && positive <= Math.abs(high) && Double.isFinite(high)) {
        assertThat(LogAxis.covering(positive, Math.abs(high)).ticks()).isNotEmpty();
      }
      scatter(low, high).forEach(label -> assertThat(label.length()).isLessThan(24));
    }
  }

  private static List<String> labels(LinearAxis axis) {
    return axis.ticks().stream().map(axis::label).toList();
  }
}
