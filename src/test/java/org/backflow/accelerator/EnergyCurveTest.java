package org.backflow.accelerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Energies between published points and beyond them. */
final class EnergyCurveTest {

  private static EnergyCurve points(Map<Long, Double> picojoules) {
    return new EnergyCurve.Points(new TreeMap<>(picojoules), "made up");
  }

  /** From 8 to 16 bits four times as much: the square. From 16 to 64 twice as much: the root. */
  private static EnergyCurve squareThenRoot() {
    return points(Map.of(8L, 0.25, 16L, 1.0, 64L, 2.0));
  }

  @Test
  void points_atThemselves_areWhatWasPublished() {
    assertThat(squareThenRoot().atWidth(8)).isEqualTo(0.25);
    assertThat(squareThenRoot().atWidth(16)).isEqualTo(1.0);
    assertThat(squareThenRoot().atMemory(64)).isEqualTo(2.0);
    assertThat(points(Map.of(3L, 0.1, 7L, 0.3)).atWidth(7)).isEqualTo(0.3);
  }

  /** 12 bits: (12 / 8)^2 / 4 = 0.5625. 36 bits: (36 / 16)^0.5 = 1.5. */
  @Test
  void points_betweenTwo_followThePowerThatMeetsBoth() {
    assertThat(squareThenRoot().atWidth(12)).isCloseTo(0.5625, within(1e-12));
    assertThat(squareThenRoot().atMemory(36)).isCloseTo(1.5, within(1e-12));
  }

  /** 4 bits: 1/16 by the square. 256 bits: 4 by the root. */
  @Test
  void points_beyondTheOuterTwo_followTheSamePower() {
    assertThat(squareThenRoot().atWidth(4)).isCloseTo(0.0625, within(1e-12));
    assertThat(squareThenRoot().atMemory(256)).isCloseTo(4.0, within(1e-12));
    assertThat(squareThenRoot().covers(4)).isFalse();
    assertThat(squareThenRoot().covers(8)).isTrue();
    assertThat(squareThenRoot().covers(64)).isTrue();
    assertThat(squareThenRoot().covers(65)).isFalse();
  }

  /** 8 by 18 bits count as 12 by 12, 9 by 16 as well; in the root's piece 9 by 144 as 36. */
  @Test
  void points_twoWidths_countAsTheRootOfTheirProduct() {
    assertThat(squareThenRoot().atWidths(8, 18)).isCloseTo(0.5625, within(1e-12));
    assertThat(squareThenRoot().atWidths(16, 9)).isCloseTo(0.5625, within(1e-12));
    assertThat(squareThenRoot().atWidths(9, 144)).isCloseTo(1.5, within(1e-12));
    assertThat(squareThenRoot().atWidths(16, 16)).isEqualTo(1.0);
  }

  @Test
  void points_one_holdsForEverySize() {
    EnergyCurve one = points(Map.of(16L, 0.5));
    assertThat(List.of(one.atWidth(1), one.atWidth(16), one.atMemory(1L << 40))).containsOnly(0.5);
    assertThat(one.covers(15)).isFalse();
  }

  /** Points that fall are kept, and stay positive however far they are followed. */
  @Test
  void points_thatFall_stayPositive() {
    EnergyCurve falling = points(Map.of(8L, 2.0, 16L, 1.0));
    assertThat(falling.atMemory(32)).isCloseTo(0.5, within(1e-12));
    assertThat(falling.atMemory(1L << 40)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, -1.0, Double.NaN})
  void points_notPositive_areRefused(double picojoules) {
    assertThatThrownBy(() -> points(Map.of(8L, 1.0, 16L, picojoules)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at 16 bits; expected both to be positive");
  }

  /** Points on c x^p give c x^p, at any size and for any two widths. */
  @Test
  void points_onAnyPowerLaw_giveThatLaw() {
    long seed = 20261128;
    Random random = new Random(seed);
    for (int draw = 0; draw < 500; draw++) {
      double factor = StrictMath.exp(random.nextGaussian());
      double power = 3.0 * random.nextDouble() - 1.0;
      TreeMap<Long, Double> picojoules = new TreeMap<>();
      for (int i = 0; i < 2 + random.nextInt(4); i++) {
        long bits = 1L + random.nextInt(64);
        picojoules.put(bits, factor * StrictMath.pow((double) bits, power));
      }
      if (picojoules.size() < 2) {
        continue;
      }
      EnergyCurve curve = new EnergyCurve.Points(picojoules, "drawn");
      int left = 1 + random.nextInt(64);
      int right = 1 + random.nextInt(64);
      double expected = factor * StrictMath.pow((double) left * right, power / 2);
      assertThat(curve.atWidths(left, right) / expected)
          .as("draw %d of seed %d", draw, seed)
          .isCloseTo(1.0, within(1e-9));
    }
  }
}
