package org.backflow.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.backflow.fixedpoint.FixedPointFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CalibrationTest {
  private static final long SEED = 17;

  // fixed<8,2> ends at 127/64 = 1.984; what is nearer to 2 than to that does not fit.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fixed<8,0>  | 1.0    | 2
          fixed<8,0>  | 0.99   | 1
          fixed<8,0>  | 0.999  | 2
          fixed<8,0>  | 1.99   | 2
          fixed<8,0>  | 1.995  | 3
          fixed<8,0>  | 0.25   | 0
          fixed<8,0>  | 0.1    | -2
          fixed<8,0>  | 100    | 8
          ufixed<8,4> | 1.0    | 1
          ufixed<8,4> | 0.5    | 0
          """)
  void integerBits_byHand(String format, double magnitude, int expected) {
    assertThat(Calibration.integerBits(FixedPointFormat.parse(format), magnitude))
        .isEqualTo(expected);
  }

  @Test
  void integerBits_ofRandomMagnitudes_areTheFewestThatHoldThem() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 10_000; i++) {
      int width = 3 + random.nextInt(20);
      double magnitude = Math.scalb(1 + random.nextDouble(), random.nextInt(20) - 10);
      FixedPointFormat given = FixedPointFormat.fixed(width, 1);
      int bits = Calibration.integerBits(given, magnitude);
      String what = "seed %d: %s in %d bits".formatted(SEED, magnitude, width);
      assertThat(errorInSteps(width, bits, magnitude)).as(what).isLessThanOrEqualTo(0.5);
      assertThat(errorInSteps(width, bits - 1, magnitude)).as(what).isGreaterThanOrEqualTo(0.5);
    }
  }

  private static double errorInSteps(int width, int integerBits, double magnitude) {
    FixedPointFormat format = FixedPointFormat.fixed(width, integerBits);
    double found = format.toDouble(format.nearestCode(magnitude));
    return Math.abs(found - magnitude) / format.toDouble(1);
  }

  // fixed<8,2> has -2 to 127/64 in steps of 1/64.
  @Test
  void range_ofWords_countsWhatIsOutsideAndCoversAShare() {
    RangeCount range = new RangeCount(FixedPointFormat.fixed(8, 2));
    for (double value : new double[] {0, 0.3, -2, 1.984, -2.1, 2, 0.1, 0.2, 0.4, -7}) {
      range.add(value);
    }
    assertThat(range.words()).isEqualTo(10);
    assertThat(range.largest()).isEqualTo(7);
    assertThat(range.outsideShare()).isCloseTo(0.3, within(1e-12));
    assertThat(range.covering(100)).isEqualTo(7);
    assertThat(range.covering(90)).as("all but -7 are below 4").isEqualTo(4);
    assertThat(range.covering(50)).isEqualTo(0.5);
  }
}
