package org.backflow.fixedpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backflow.fixedpoint.FixedPointFormat.fixed;
import static org.backflow.fixedpoint.FixedPointFormat.ufixed;

import java.math.BigInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OverflowTest {
  // Three bits: -4 to 3 signed, 0 to 7 unsigned.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # code              -9 -6 -5 -4 -3 0 3 4 7 8 9
          fixed<3,3>  | SAT     | -4 -4 -4 -4 -3 0 3 3 3 3 3
          fixed<3,3>  | SAT_SYM | -3 -3 -3 -3 -3 0 3 3 3 3 3
          fixed<3,3>  | WRAP    | -1 2 3 -4 -3 0 3 -4 -1 0 1
          ufixed<3,3> | SAT     | 0 0 0 0 0 0 3 4 7 7 7
          ufixed<3,3> | SAT_SYM | 0 0 0 0 0 0 3 4 7 7 7
          ufixed<3,3> | WRAP    | 7 2 3 4 5 0 3 4 7 0 1
          """)
  void limit_aroundThreeBits_limitsAsItsNameSays(String target, Overflow overflow, String codes) {
    FixedPointFormat format = FixedPointFormat.parse(target);
    assertThat(
            LongStream.of(-9, -6, -5, -4, -3, 0, 3, 4, 7, 8, 9)
                .mapToObj(code -> "" + overflow.limit(code, format))
                .collect(Collectors.joining(" ")))
        .isEqualTo(codes);
  }

  @ParameterizedTest
  @EnumSource
  void limit_everyWidthUpToEightBits_isThatOfTheSpecification(Overflow overflow) {
    for (int width = 1; width <= 8; width++) {
      for (FixedPointFormat format : new FixedPointFormat[] {fixed(width, 0), ufixed(width, 0)}) {
        for (long code = -600; code <= 600; code++) {
          assertThat(overflow.limit(code, format))
              .as("%s of %d in %s", overflow, code, format)
              .isEqualTo(ConversionSpecification.limit(overflow, BigInteger.valueOf(code), format));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void limit_codesOfTheFormat_leavesThemAlone(Overflow overflow) {
    for (FixedPointFormat format : new FixedPointFormat[] {fixed(32, 4), ufixed(32, 4)}) {
      for (long code :
          new long[] {format.minCode() + 1, format.maxCode(), format.maxCode() / 3, 0, 1}) {
        assertThat(overflow.limit(code, format)).isEqualTo(code);
      }
    }
  }
}
