package org.backflow.fixedpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LfsrTest {
  @Test
  void next_byHand_shiftsRightAndTapsOnAOne() {
    // 00000001: a one falls out, the taps 80200003 remain.
    // 80200003 / 2 = 40100001, ^ 80200003 = C0300002.
    // C0300002 / 2 = 60180001, a zero fell out.
    // 60180001 / 2 = 300C0000, ^ 80200003 = B02C0003.
    assertThat(IntStream.iterate(1, Lfsr::next).limit(5))
        .containsExactly(1, 0x80200003, 0xC0300002, 0x60180001, 0xB02C0003);
  }

  @Test
  void next_ofZero_isZero() {
    assertThat(Lfsr.next(0)).isZero();
  }

  // Computed by a separate Python program from the finalizer of SplitMix64, whose first output for
  // seed 0 is E220A8397B1DCDAF.
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0, 1, 0, a706dd2f
          0, 1, 1, b382a305
          0, 2, 0, 46b73e79
          42, 1, 0, 57e1faba
          42, 3, 999, f9010ffe
          -1, 1, 0, 5dc20aa7
          9223372036854775807, 2, 19, fb587209
          """)
  void firstState_ofSealedUnits_isUnchanged(long seed, int layer, int unit, String hex) {
    assertThat(Integer.toHexString(Lfsr.firstState(seed, layer, unit))).isEqualTo(hex);
  }

  @Test
  void firstState_whereTheFinalizerGivesZero_isOne() {
    // This seed was found by running the finalizer backwards from 0000000012345678.
    assertThat(Lfsr.firstState(4586245959254743610L, 1, 0)).isEqualTo(1);
  }

  @Test
  void firstState_ofNeighbours_differs() {
    Set<Integer> states = new HashSet<>();
    int units = 0;
    for (long seed = -4; seed <= 4; seed++) {
      for (int layer = 1; layer <= 4; layer++) {
        for (int unit = 0; unit < 100; unit++) {
          states.add(Lfsr.firstState(seed, layer, unit));
          units++;
        }
      }
    }
    assertThat(units).isEqualTo(3_600);
    assertThat(states).hasSize(units).doesNotContain(0);
  }

  @Test
  void firstState_ofNeighbouringUnits_differsInHalfOfItsBits() {
    long differing = 0;
    int pairs = 10_000;
    for (int unit = 0; unit < pairs; unit++) {
      differing += Integer.bitCount(Lfsr.firstState(7, 1, unit) ^ Lfsr.firstState(7, 1, unit + 1));
    }
    // 16 bits of 32; five standard errors are 5 sqrt(8 / 10000) = 0.14.
    assertThat((double) differing / pairs).isBetween(15.86, 16.14);
  }

  @Test
  void period_ofAnyNonZeroState_isMaximal() {
    // The step is linear over GF(2), so n steps are a power of its matrix, which squaring reaches
    // in 32 products. The period of state 1 divides 2^32 - 1 because so many steps lead back, and
    // no proper divisor because none of the quotients by its prime factors does. An orbit of
    // 2^32 - 1 states contains them all but zero.
    long period = (1L << 32) - 1;
    long[] primes = {3, 5, 17, 257, 65_537};
    assertThat(3L * 5 * 17 * 257 * 65_537).isEqualTo(period);
    assertThat(stepped(1, period)).isEqualTo(1);
    for (long prime : primes) {
      assertThat(stepped(1, period / prime)).as("after period / %d", prime).isNotEqualTo(1);
    }
  }

  @Test
  void stepped_byTheMatrix_isStepByStep() {
    int state = 0x12345678;
    for (long steps = 0; steps < 300; steps++) {
      assertThat(stepped(0x12345678, steps)).isEqualTo(state);
      state = Lfsr.next(state);
    }
    RandomStream random = RandomStream.of(1, "lfsr-test");
    for (int i = 0; i < 1_000; i++) {
      int left = (int) random.nextLong();
      int right = (int) random.nextLong();
      assertThat(Lfsr.next(left ^ right)).isEqualTo(Lfsr.next(left) ^ Lfsr.next(right));
    }
  }

  @Test
  void next_isDivisionByXModuloTheStatedPolynomial() {
    // x^32 + x^22 + x^2 + x + 1, bit i of the state being the coefficient of x^i.
    long polynomial = 1L << 32 | 1L << 22 | 1L << 2 | 1L << 1 | 1;
    RandomStream random = RandomStream.of(2, "lfsr-test");
    for (int i = 0; i < 1_000; i++) {
      int state = (int) random.nextLong();
      long timesX = Integer.toUnsignedLong(Lfsr.next(state)) << 1;
      long reduced = (timesX >> 32 & 1) == 1 ? timesX ^ polynomial : timesX;
      assertThat(reduced).isEqualTo(Integer.toUnsignedLong(state));
    }
  }

  /** Returns {@code state} after {@code steps} steps, through powers of the matrix of one step. */
  private static int stepped(int state, long steps) {
    int[] power = new int[Integer.SIZE];
    for (int bit = 0; bit < power.length; bit++) {
      power[bit] = Lfsr.next(1 << bit);
    }
    int result = state;
    for (long left = steps; left > 0; left >>= 1) {
      if ((left & 1) == 1) {
        result = product(power, result);
      }
      int[] square = new int[power.length];
      for (int bit = 0; bit < square.length; bit++) {
        square[bit] = product(power, power[bit]);
      }
      power = square;
    }
    return result;
  }

  /** Returns the sum over GF(2) of the columns that {@code vector} selects. */
  private static int product(int[] columns, int vector) {
    int sum = 0;
    for (int bit = 0; bit < columns.length; bit++) {
      if ((vector >>> bit & 1) == 1) {
        sum ^= columns[bit];
      }
    }
    return sum;
  }
}
