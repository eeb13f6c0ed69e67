package org.backflow.fixedpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backflow.fixedpoint.FixedPointFormat.fixed;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class QuotientTest {
  private static final long SEED = 61;

  private static long rounded(Rounding rounding, long dividend, long divisor, long addend) {
    Quotient quotient = new Quotient(0, fixed(8, 7), rounding, Overflow.SAT);
    return quotient.round(dividend, divisor, addend, RandomBits.of(SEED, 1, 1), 0);
  }

  // In halves: 5/4 is 2.5 halves, 7/8 is 1.75; -5/4 is -2.5.
  @Test
  void round_byHand() {
    assertThat(rounded(Rounding.TRN, 5, 4, 0)).isEqualTo(2);
    assertThat(rounded(Rounding.RND, 5, 4, 0)).isEqualTo(3);
    assertThat(rounded(Rounding.RND_CONV, 5, 4, 0)).isEqualTo(2);
    assertThat(rounded(Rounding.RND_CONV, 5, 4, 1)).isEqualTo(4);
    assertThat(rounded(Rounding.RND_ZERO, 5, 4, 0)).isEqualTo(2);
    assertThat(rounded(Rounding.RND_ZERO, 5, 4, -5)).isEqualTo(-2);
    assertThat(rounded(Rounding.TRN_ZERO, 5, 4, -5)).isEqualTo(-2);
    assertThat(rounded(Rounding.TRN, 5, 4, -5)).isEqualTo(-3);
    assertThat(rounded(Rounding.RND, -5, 4, 0)).isEqualTo(-2);
    assertThat(rounded(Rounding.RND, 7, 8, 0)).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Rounding.class)
  void round_ofRandomWords_isTheExactQuotientRoundedOnce(Rounding rounding) {
    RandomStream random = RandomStream.of(SEED, "quotient");
    for (int i = 0; i < 5_000; i++) {
      long largest = 1L << (1 + random.nextInt(32));
      long divisor = 1 + Math.floorMod(random.nextLong(), largest - 1);
      long dividend = random.nextLong() >> (32 + random.nextInt(20));
      int shift = random.nextInt(Quotient.MAX_SHIFT + 1);
      long addend = random.nextLong() >> 40;
      Quotient quotient = new Quotient(3, fixed(32, 29 - shift), rounding, Overflow.SAT);
      RandomBits register = RandomBits.of(i, 1, 1);
      int state = register.state(0);
      String what =
          "seed %d, %d: %d / %d 2^%d + %d".formatted(SEED, i, dividend, divisor, shift, addend);
      assertThat(BigInteger.valueOf(quotient.round(dividend, divisor, addend, register, 0)))
          .as(what)
          .isEqualTo(specified(rounding, dividend, divisor, shift, addend, state));
      boolean exact =
          BigInteger.valueOf(dividend).shiftLeft(shift).mod(BigInteger.valueOf(divisor)).signum()
              == 0;
      assertThat(register.state(0) == state)
          .as(what)
          .isEqualTo(exact || rounding != Rounding.STOCHASTIC);
    }
  }

  /** The sum over a common divisor, in decimal numbers. */
  private static BigInteger specified(
      Rounding rounding, long dividend, long divisor, int shift, long addend, int state) {
    BigInteger whole = BigInteger.valueOf(divisor);
    BigInteger numerator =
        BigInteger.valueOf(dividend)
            .shiftLeft(shift)
            .add(BigInteger.valueOf(addend).multiply(whole));
    if (rounding == Rounding.STOCHASTIC) {
      BigInteger up =
          BigInteger.valueOf(Integer.toUnsignedLong(state)).multiply(whole).shiftRight(32);
      boolean exact = numerator.mod(whole).signum() == 0;
      return floor(exact ? numerator : numerator.add(up), whole);
    }
    if (rounding == Rounding.RND) {
      return floor(numerator.shiftLeft(1).add(whole), whole.shiftLeft(1));
    }
    RoundingMode mode =
        switch (rounding) {
          case TRN -> RoundingMode.FLOOR;
          case TRN_ZERO -> RoundingMode.DOWN;
          case RND_CONV -> RoundingMode.HALF_EVEN;
          default -> RoundingMode.HALF_DOWN;
        };
    return new BigDecimal(numerator).divide(new BigDecimal(whole), 0, mode).toBigIntegerExact();
  }

  private static BigInteger floor(BigInteger numerator, BigInteger divisor) {
    return numerator.subtract(numerator.mod(divisor)).divide(divisor);
  }

  @Test
  void quotient_thatCannotBeFormed_isRefused() {
    assertThatThrownBy(() -> new Quotient(2, fixed(8, 7), Rounding.RND, Overflow.SAT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a quotient with 2 fraction bits becomes fixed<8,7>; expected a format of 2 to 32"
                + " fraction bits");
    assertThatThrownBy(() -> rounded(Rounding.RND, 1, 0, 0))
        .hasMessage("division by 0; expected 1 or more");
  }
}
