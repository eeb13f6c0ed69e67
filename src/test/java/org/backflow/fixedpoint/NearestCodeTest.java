package org.backflow.fixedpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backflow.fixedpoint.FixedPointFormat.fixed;
import static org.backflow.fixedpoint.FixedPointFormat.ufixed;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestCodeTest {
  // fixed<8,4>: one code is 1/16, so 0.03125 is half a code and 0.09375 one and a half.
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0, 0
          -0.0, 0
          0.0625, 1
          -0.0625, -1
          0.03125, 1
          -0.03125, 0
          0.09375, 2
          -0.09375, -1
          0.03, 0
          -0.04, -1
          7.9375, 127
          7.96875, 127
          100, 127
          -8, -128
          -100, -128
          1e300, 127
          -1e300, -128
          4.9e-324, 0
          -4.9e-324, 0
          Infinity, 127
          -Infinity, -128
          """)
  void nearestCode_inFixed84_roundsTiesUpAndLimits(double value, long code) {
    assertThat(fixed(8, 4).nearestCode(value)).isEqualTo(code);
  }

  @Test
  void nearestCode_inUnsigned_limitsToZero() {
    assertThat(ufixed(4, 4).nearestCode(-3)).isZero();
    assertThat(ufixed(4, 4).nearestCode(19)).isEqualTo(15);
    assertThat(ufixed(32, 32).nearestCode(4294967294.5)).isEqualTo(4294967295L);
    assertThat(ufixed(32, 32).nearestCode(1e10)).isEqualTo(4294967295L);
  }

  @Test
  void nearestCode_justBelowHalfACode_isZero() {
    // floor(x + 0.5) is 1 here: the sum rounds up to one.
    assertThat(fixed(8, 8).nearestCode(Math.nextDown(0.5))).isZero();
    assertThat(fixed(8, 4).nearestCode(Math.nextDown(0.03125))).isZero();
  }

  @Test
  void nearestCode_ofNoNumber_isRefused() {
    assertThatThrownBy(() -> ufixed(9, 1).nearestCode(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a number has no code in ufixed<9,1>");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void nearestCode_ofRandomValuesAndNeighboursOfTies_isThatOfDecimalArithmetic(long seed) {
    RandomStream random = RandomStream.of(seed, "nearest-code-test");
    for (int i = 0; i < 2_000; i++) {
      int width = 1 + random.nextInt(32);
      int fractionBits = random.nextInt(65) - 16;
      FixedPointFormat format =
          new FixedPointFormat(random.nextInt(2) == 0, width, width - fractionBits);
      // Twice the range, so that a half of the values is limited.
      double code = (2 * random.nextDouble() - 1) * 2 * format.maxMagnitude();
      double tie = format.toDouble(Math.round(code)) + format.toDouble(1) / 2;
      double plain = Math.scalb(code, -fractionBits);
      for (double value : new double[] {plain, tie, Math.nextUp(tie), Math.nextDown(tie)}) {
        assertThat(format.nearestCode(value))
            .as("%s of %s, seed %d", value, format, seed)
            .isEqualTo(nearest(value, format));
      }
    }
  }

  private static long nearest(double value, FixedPointFormat format) {
    BigDecimal base = new BigDecimal(format.fractionBits() >= 0 ? "2" : "0.5");
    BigDecimal code = new BigDecimal(value).multiply(base.pow(Math.abs(format.fractionBits())));
    BigInteger rounded =
        code.add(new BigDecimal("0.5")).setScale(0, RoundingMode.FLOOR).toBigIntegerExact();
    return ConversionSpecification.limit(Overflow.SAT, rounded, format);
  }
}
