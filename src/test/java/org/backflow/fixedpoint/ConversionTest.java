package org.backflow.fixedpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backflow.fixedpoint.FixedPointFormat.fixed;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionTest {

  private static final List<Rounding> ROUNDINGS = List.of(Rounding.values());
  private static final List<Overflow> OVERFLOWS = List.of(Overflow.values());

  // Two bits are dropped, so an accumulator counts quarters; the ties are -6, -2, 2 and 6.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # quarters   -7 -6 -5 -4 -3 -2 -1 0 1 2 3 4 5 6 7
          TRN        | -2 -2 -2 -1 -1 -1 -1 0 0 0 0 1 1 1 1
          TRN_ZERO   | -1 -1 -1 -1 0 0 0 0 0 0 0 1 1 1 1
          RND        | -2 -1 -1 -1 -1 0 0 0 0 1 1 1 1 2 2
          RND_CONV   | -2 -2 -1 -1 -1 0 0 0 0 0 1 1 1 2 2
          RND_ZERO   | -2 -1 -1 -1 -1 0 0 0 0 0 1 1 1 1 2
          """)
  void apply_quartersAroundZero_roundsAsItsNameSays(Rounding rounding, String expected) {
    Conversion conversion = new Conversion(2, fixed(8, 8), rounding, Overflow.SAT);
    RandomBits unused = RandomBits.of(1, 1, 1);
    assertThat(
            IntStream.rangeClosed(-7, 7)
                .mapToObj(quarters -> "" + conversion.apply(quarters, unused, 0))
                .collect(Collectors.joining(" ")))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void round_everyTwelveBitAccumulatorAndShift_isThatOfTheSpecification(Rounding rounding) {
    RandomBits random = RandomBits.of(11, 1, 1);
    int compared = 0;
    for (int shift = -4; shift <= 12; shift++) {
      Conversion conversion = new Conversion(shift, fixed(16, 16), rounding, Overflow.SAT);
      for (long accumulator = -2048; accumulator < 2048; accumulator++) {
        BigInteger expected =
            ConversionSpecification.round(
                rounding, BigInteger.valueOf(accumulator), shift, random.state(0));
        long rounded = conversion.round(accumulator, random, 0);
        if (rounded != expected.longValueExact()) {
          assertThat(rounded)
              .as("%s of %d / 2^%d", rounding, accumulator, shift)
              .isEqualTo(expected.longValueExact());
        }
        compared++;
      }
    }
    assertThat(compared).isEqualTo(17 * 4096);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void apply_random48BitAccumulators_isThatOfTheSpecification(long seed) {
    RandomStream cases = RandomStream.of(seed, "conversion-test");
    RandomBits random = RandomBits.of(seed, 1, 3);
    for (int i = 0; i < 20_000; i++) {
      int width = 1 + cases.nextInt(32);
      int fractionBits = cases.nextInt(65) - 16;
      Conversion conversion =
          new Conversion(
              fractionBits + cases.nextInt(43) - 10,
              new FixedPointFormat(cases.nextInt(2) == 0, width, width - fractionBits),
              ROUNDINGS.get(cases.nextInt(5)),
              OVERFLOWS.get(cases.nextInt(3)));
      // 48 bits and fewer, so that results fall on both sides of every limit.
      long accumulator = cases.nextLong() >> (16 + cases.nextInt(48));
      int unit = cases.nextInt(3);
      BigInteger rounded =
          ConversionSpecification.round(
              conversion.rounding(),
              BigInteger.valueOf(accumulator),
              conversion.shift(),
              random.state(unit));
      long limited =
          ConversionSpecification.limit(conversion.overflow(), rounded, conversion.target());
      assertThat(conversion.apply(accumulator, random, unit))
          .as("case %d of seed %d: %d by %s", i, seed, accumulator, conversion)
          .isEqualTo(limited);
    }
  }

  @Test
  void apply_leftShiftBeyondSixtyFourBits_limitsAsAnExactShiftWould() {
    // 5 * 2^61 exceeds a long; 5 * 2^61 mod 2^8 is zero.
    FixedPointFormat target = fixed(8, -40);
    assertThat(new Conversion(-13, target, Rounding.RND, Overflow.SAT).shift()).isEqualTo(-61);
    for (long accumulator : new long[] {5, -5, 1L << 59, -(1L << 59), (1L << 59) + 1}) {
      for (Overflow overflow : Overflow.values()) {
        Conversion conversion = new Conversion(-13, target, Rounding.RND, overflow);
        BigInteger exact = BigInteger.valueOf(accumulator).shiftLeft(61);
        assertThat(conversion.apply(accumulator, RandomBits.of(1, 1, 1), 0))
            .as("%d by %s", accumulator, conversion)
            .isEqualTo(ConversionSpecification.limit(overflow, exact, target));
      }
    }
  }

  @Test
  void round_accumulatorsOfSixtyBits_doesNotOverflow() {
    // The widest accumulator that an arithmetic may have, at the shifts where the constant is
    // large.
    for (Rounding rounding : new Rounding[] {Rounding.RND, Rounding.RND_CONV, Rounding.RND_ZERO}) {
      for (int shift : new int[] {1, 32, 59, 60, Conversion.MAX_SHIFT}) {
        Conversion conversion = new Conversion(shift - 16, fixed(32, 48), rounding, Overflow.SAT);
        for (long accumulator : new long[] {(1L << 59) - 1, -(1L << 59), 1L << 58, -(1L << 58)}) {
          BigInteger expected =
              ConversionSpecification.round(rounding, BigInteger.valueOf(accumulator), shift, 0);
          assertThat(conversion.round(accumulator, RandomBits.of(1, 1, 1), 0))
              .as("%d / 2^%d by %s", accumulator, shift, rounding)
              .isEqualTo(expected.longValueExact());
        }
      }
    }
  }

  @Test
  void isInexact_onlyWhenADroppedBitIsSet() {
    Conversion conversion = new Conversion(6, fixed(8, 5), Rounding.TRN, Overflow.SAT);
    assertThat(conversion.shift()).isEqualTo(3);
    for (long accumulator = -40; accumulator <= 40; accumulator++) {
      assertThat(conversion.isInexact(accumulator)).isEqualTo(accumulator % 8 != 0);
    }
    assertThat(new Conversion(3, fixed(8, 5), Rounding.TRN, Overflow.SAT).isInexact(7)).isFalse();
    assertThat(new Conversion(2, fixed(8, 5), Rounding.TRN, Overflow.SAT).isInexact(7)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "TRN, 61",
    "TRN_ZERO, 61",
    "RND, 61",
    "RND_CONV, 61",
    "RND_ZERO, 61",
    "STOCHASTIC, 32"
  })
  void conversion_droppingMoreBitsThanTheRoundingCan_isRefused(Rounding rounding, int largest) {
    FixedPointFormat target = fixed(16, 16);
    assertThatCode(() -> new Conversion(largest, target, rounding, Overflow.SAT))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> new Conversion(largest + 1, target, rounding, Overflow.SAT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a conversion to fixed<16,16> with %s drops %d bits; at most %d can be dropped",
            rounding, largest + 1, largest);
  }

  @ParameterizedTest
  @EnumSource
  void conversion_shiftingLeftTooFar_isRefused(Rounding rounding) {
    FixedPointFormat target = fixed(16, -32);
    assertThatCode(() -> new Conversion(-13, target, rounding, Overflow.SAT))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> new Conversion(-14, target, rounding, Overflow.SAT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a conversion to fixed<16,-32> shifts left by 62 bits");
  }

  // Thirds: -7/3 = -2.33, -6/3 = -2, -5/3 = -1.67 and so on; there are no ties.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # thirds     -7 -6 -5 -4 -3 -2 -1 0 1 2 3 4 5 6 7
          TRN        | -3 -2 -2 -2 -1 -1 -1 0 0 0 1 1 1 2 2
          TRN_ZERO   | -2 -2 -1 -1 -1 0 0 0 0 0 1 1 1 2 2
          RND        | -2 -2 -2 -1 -1 -1 0 0 0 1 1 1 2 2 2
          """)
  void dividedBy_three_roundsTheQuotientOnce(Rounding rounding, String expected) {
    Conversion conversion = new Conversion(0, fixed(8, 8), rounding, Overflow.SAT).dividedBy(3);
    RandomBits unused = RandomBits.of(1, 1, 1);
    assertThat(
            IntStream.rangeClosed(-7, 7)
                .mapToObj(thirds -> "" + conversion.apply(thirds, unused, 0))
                .collect(Collectors.joining(" ")))
        .isEqualTo(expected);
  }

  // 256 x 784 = 2^12 x 49: 200,704 is one, and -401,407 just above -2.
  @Test
  void dividedBy_aMultipleOfAPowerOfTwo_shiftsAndDivides() {
    Conversion conversion =
        new Conversion(0, fixed(16, 16), Rounding.TRN_ZERO, Overflow.SAT).dividedBy(256 * 784);
    assertThat(conversion.shift()).isEqualTo(12);
    assertThat(conversion.divisor()).isEqualTo(49);
    RandomBits unused = RandomBits.of(1, 1, 1);
    assertThat(conversion.apply(200_704, unused, 0)).isEqualTo(1);
    assertThat(conversion.apply(-401_407, unused, 0)).isEqualTo(-1);
    assertThat(new Conversion(2, fixed(8, 8), Rounding.RND, Overflow.SAT).dividedBy(4))
        .isEqualTo(new Conversion(4, fixed(8, 8), Rounding.RND, Overflow.SAT));
  }

  @ParameterizedTest
  @EnumSource
  void dividedBy_anything_isThatOfTheSpecification(Rounding rounding) {
    long seed = 5;
    RandomStream cases = RandomStream.of(seed, "division");
    RandomBits random = RandomBits.of(seed, 1, 1);
    int compared = 0;
    for (int i = 0; i < 20_000; i++) {
      int divisor = 1 + cases.nextInt(1 << (1 + cases.nextInt(12)));
      int shift = cases.nextInt(24) - 12;
      long accumulator = cases.nextLong() >> (16 + cases.nextInt(44));
      Overflow overflow = OVERFLOWS.get(cases.nextInt(OVERFLOWS.size()));
      Conversion conversion =
          new Conversion(shift, fixed(16, 16), rounding, overflow).dividedBy(divisor);
      int state = random.state(0);
      BigInteger rounded =
          ConversionSpecification.divide(
              rounding, BigInteger.valueOf(accumulator), shift, divisor, state);
      boolean draws =
          rounding == Rounding.STOCHASTIC
              && ConversionSpecification.isInexact(BigInteger.valueOf(accumulator), shift, divisor);
      assertThat(conversion.apply(accumulator, random, 0))
          .as("seed %d: %d / (%d x 2^%d), %s", seed, accumulator, divisor, shift, conversion)
          .isEqualTo(ConversionSpecification.limit(overflow, rounded, fixed(16, 16)));
      assertThat(random.state(0) != state).isEqualTo(draws);
      compared++;
    }
    assertThat(compared).isEqualTo(20_000);
  }

  @Test
  void dividedBy_whatCannotBe_isRefused() {
    Conversion conversion = new Conversion(20, fixed(8, 8), Rounding.STOCHASTIC, Overflow.SAT);
    assertThatThrownBy(() -> conversion.dividedBy(0))
        .hasMessage("divisor 0; expected a positive number");
    assertThatThrownBy(() -> conversion.dividedBy(1_000_003))
        .hasMessage(
            "a conversion to fixed<8,8> with STOCHASTIC divides by 1000003 and drops 20 bits; at"
                + " most 12 can be dropped");
    assertThatThrownBy(() -> new Conversion(0, fixed(8, 8), Rounding.RND, Overflow.SAT, 6))
        .hasMessage("divisor 6; expected a positive odd number");
  }
}
