package org.backflow.fixedpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LearningRateTest {
  @ParameterizedTest
  @CsvSource({"1, 0", "0.5, 1", "2, -1", "0.0009765625, 10", "1024, -10"})
  void of_powerOfTwo_isAShift(double eta, int fractionBits) {
    LearningRate rate = LearningRate.of(eta);
    assertThat(rate).isEqualTo(new LearningRate(1, fractionBits));
    assertThat(rate.isShift()).isTrue();
    assertThat(rate.toDouble()).isEqualTo(eta);
  }

  @Test
  void of_everyPowerOfTwoInRange_isExact() {
    for (int exponent = -64; exponent <= 64; exponent++) {
      assertThat(LearningRate.of(Math.scalb(1.0, exponent)))
          .isEqualTo(new LearningRate(1, -exponent));
    }
  }

  // 0.07 = 1.12 / 2^4, so 15 + 4 = 19 fraction bits: 0.07 2^19 = 36700.16. 3 = 1.5 2: 3 2^14 =
  // 49152. 1/3 = 1.333 / 2^2: 2^17 / 3 = 43690.67.
  @ParameterizedTest
  @CsvSource({
    "0.07, 36700, 19",
    "3, 49152, 14",
    "0.3333333333333333, 43691, 17",
    "0.0007, 46976, 26",
    "14, 57344, 12"
  })
  void of_anyOtherRate_hasSixteenSignificantBits(double eta, int code, int fractionBits) {
    LearningRate rate = LearningRate.of(eta);
    assertThat(rate).isEqualTo(new LearningRate(code, fractionBits));
    assertThat(rate.isShift()).isFalse();
  }

  @Test
  void of_rateThatRoundsUpToAPowerOfTwo_isAShift() {
    assertThat(LearningRate.of(0.999999)).isEqualTo(new LearningRate(1, 0));
    assertThat(LearningRate.of(1.999999)).isEqualTo(new LearningRate(1, -1));
    assertThat(LearningRate.of(1.00001)).isEqualTo(new LearningRate(1, 0));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void of_randomRates_isTheNearestOfSixteenBits(long seed) {
    RandomStream random = RandomStream.of(seed, "learning-rate-test");
    for (int i = 0; i < 2_000; i++) {
      double eta = Math.scalb(1 + random.nextDouble(), random.nextInt(128) - 64);
      LearningRate rate = LearningRate.of(eta);
      // Half a unit in the last of 16 places.
      double half = Math.scalb(1.0, Math.getExponent(eta) - 16);
      assertThat(Math.abs(rate.toDouble() - eta))
          .as("%s, seed %d", eta, seed)
          .isLessThanOrEqualTo(half);
      assertThat(rate.code()).isBetween(1, 65_535);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, -0.07, Double.NaN, Double.POSITIVE_INFINITY})
  void of_noPositiveNumber_isRefused(double eta) {
    assertThatThrownBy(() -> LearningRate.of(eta))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("learning rate %s; expected a positive number", eta);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {Double.MIN_VALUE, 1e-300, 0x0.ffffffp-64, 0x1.000001p64, Double.MAX_VALUE})
  void of_ratesThatNoConversionCouldUse_isRefused(double eta) {
    assertThatThrownBy(() -> LearningRate.of(eta))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("learning rate %s; expected 2^-64 to 2^64", eta);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65_536})
  void rate_ofACodeBeyondSixteenBits_isRefused(int code) {
    assertThatThrownBy(() -> new LearningRate(code, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("code of a learning rate is %d; expected 1 to 65535", code);
  }
}
