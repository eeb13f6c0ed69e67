package org.backflow.fixedpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.backflow.fixedpoint.FixedPointFormat.fixed;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StochasticRoundingTest {
  private static Conversion dropping(int bits) {
    return new Conversion(bits, fixed(32, 32), Rounding.STOCHASTIC, Overflow.SAT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 17, 31, 32})
  void round_inexact_addsTheLowBitsOfTheStateAndCutsThemOff(int shift) {
    RandomBits random = RandomBits.of(5, 2, 4);
    for (long accumulator = -1001; accumulator <= 1001; accumulator += 2) {
      int state = random.state(3);
      long lowBits = Long.remainderUnsigned(Integer.toUnsignedLong(state), 1L << shift);
      assertThat(dropping(shift).round(accumulator, random, 3))
          .isEqualTo(Math.floorDiv(accumulator + lowBits, 1L << shift));
      assertThat(random.state(3)).as("stepped once").isEqualTo(Lfsr.next(state));
    }
  }

  @Test
  void round_byHand_followsTheRegister() {
    // Seed 0, layer 1, unit 0: the states end in the hexadecimal digits f, 4, a, 5.
    //  5: (5 + 15) / 16 -> 1;   5: (5 + 4) / 16 -> 0;   32: exact, no draw -> 2;
    //  6: (6 + 10) / 16 -> 1;  -1: (-1 + 5) / 16 -> 0.
    RandomBits random = RandomBits.of(0, 1, 1);
    Conversion sixteenths = dropping(4);
    assertThat(LongStream.of(5, 5, 32, 6, -1).map(v -> sixteenths.round(v, random, 0)))
        .containsExactly(1L, 0L, 2L, 1L, 0L);
  }

  @Test
  void apply_exactConversions_drawNothing() {
    RandomBits random = RandomBits.of(5, 2, 1);
    int first = random.state(0);
    for (long accumulator = -4096; accumulator <= 4096; accumulator += 16) {
      assertThat(dropping(4).apply(accumulator, random, 0)).isEqualTo(accumulator / 16);
      assertThat(dropping(0).apply(accumulator + 5, random, 0)).isEqualTo(accumulator + 5);
      assertThat(dropping(-3).apply(accumulator + 5, random, 0)).isEqualTo(8 * accumulator + 40);
    }
    assertThat(random.state(0)).isEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STOCHASTIC")
  void apply_otherRoundings_drawNothing(Rounding rounding) {
    RandomBits random = RandomBits.of(5, 2, 1);
    int first = random.state(0);
    for (long accumulator = -100; accumulator <= 100; accumulator++) {
      new Conversion(4, fixed(8, 8), rounding, Overflow.SAT).apply(accumulator, random, 0);
    }
    assertThat(random.state(0)).isEqualTo(first);
  }

  @Test
  void apply_ofOneUnit_leavesTheRegistersOfTheOthersAlone() {
    RandomBits random = RandomBits.of(5, 2, 3);
    int[] before = random.states().clone();
    dropping(4).apply(7, random, 1);
    assertThat(random.states()).containsExactly(before[0], Lfsr.next(before[1]), before[2]);
  }

  @Test
  void round_overAllDroppedBits_goesUpAsOftenAsTheFractionSays() {
    // Of 2^s equally likely additions to a fraction of f / 2^s exactly f carry.
    int shift = 8;
    for (int fraction = 0; fraction < 256; fraction++) {
      int up = 0;
      for (int low = 0; low < 256; low++) {
        up += (int) Rounding.STOCHASTIC.shiftRight(fraction, shift, 0xABCDEF00 | low);
      }
      assertThat(up).isEqualTo(fraction);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 77, 128, 200, 255})
  void round_ofOneRegisterManyTimes_isUnbiased(int fraction) {
    RandomBits random = RandomBits.of(2024, 1, 1);
    int draws = 1 << 20;
    long sum = 0;
    for (int i = 0; i < draws; i++) {
      sum += dropping(8).round(fraction, random, 0);
    }
    // Successive states share all but one bit, shifted by one place: what is added correlates by
    // one half, one quarter, ..., so the variance of the mean is up to three times that of
    // independent draws. Four standard deviations.
    double p = fraction / 256.0;
    assertThat((double) sum / draws).isCloseTo(p, within(4 * Math.sqrt(3 * p * (1 - p) / draws)));
  }

  @Test
  void round_ofManyRegistersOnce_isUnbiased() {
    int units = 1 << 18;
    RandomBits random = RandomBits.of(2024, 1, units);
    long[] sums = new long[4];
    for (int unit = 0; unit < units; unit++) {
      sums[0] += dropping(4).round(5, random, unit);
      sums[1] += dropping(20).round(777_777, random, unit);
      sums[2] += dropping(32).round(3L << 30, random, unit);
      sums[3] += dropping(4).round(-5, random, unit);
    }
    double[] means = Arrays.stream(sums).mapToDouble(sum -> (double) sum / units).toArray();
    // Four standard deviations of the mean of independent draws, 4 sqrt(1/4 / 2^18).
    assertThat(means)
        .containsExactly(
            new double[] {5.0 / 16, 777_777.0 / (1 << 20), 0.75, -5.0 / 16}, within(0.0039));
  }
}
