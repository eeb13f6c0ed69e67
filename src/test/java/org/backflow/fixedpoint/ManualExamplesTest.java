package org.backflow.fixedpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The examples that AMD UG1399 (Vitis HLS user guide) prints for the modes that Backflow has, under
 * "Quantization Modes" and "Overflow Modes": {@code ap_fixed<3, 2, AP_RND, AP_SAT> = 1.25} yields
 * 1.5.
 */
class ManualExamplesTest {
  private static final RandomBits NONE = RandomBits.of(0, 1, 1);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fixed<3,2,TRN,SAT>      |  1.25    |  1.0
          fixed<3,2,TRN,SAT>      | -1.25    | -1.5
          fixed<3,2,TRN_ZERO,SAT> |  1.25    |  1.0
          fixed<3,2,TRN_ZERO,SAT> | -1.25    | -1.0
          fixed<3,2,RND,SAT>      |  1.25    |  1.5
          fixed<3,2,RND,SAT>      | -1.25    | -1.0
          fixed<3,2,RND_ZERO,SAT> |  1.25    |  1.0
          fixed<3,2,RND_ZERO,SAT> | -1.25    | -1.0
          fixed<5,3,RND_CONV,SAT> |  1.59375 |  1.5
          fixed<5,3,RND_CONV,SAT> |  1.625   |  1.5
          fixed<5,3,RND_CONV,SAT> |  1.375   |  1.5
          fixed<5,3,RND_CONV,SAT> |  1.65625 |  1.75
          """)
  void roundings_ofTheManual_yieldWhatItPrints(String target, double value, double yields) {
    assertThat(convert(target, value)).isEqualTo(yields);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fixed<4,4,RND,SAT>      |  19 |  7
          fixed<4,4,RND,SAT>      | -19 | -8
          ufixed<4,4,RND,SAT>     |  19 | 15
          ufixed<4,4,RND,SAT>     | -19 |  0
          fixed<4,4,RND,SAT_SYM>  |  19 |  7
          fixed<4,4,RND,SAT_SYM>  | -19 | -7
          ufixed<4,4,RND,SAT_SYM> |  19 | 15
          ufixed<4,4,RND,SAT_SYM> | -19 |  0
          fixed<4,4,RND,WRAP>     |  31 | -1
          fixed<4,4,RND,WRAP>     | -19 | -3
          ufixed<4,4,RND,WRAP>    |  19 |  3
          ufixed<4,4,RND,WRAP>    | -19 | 13
          """)
  void overflows_ofTheManual_yieldWhatItPrints(String target, double value, double yields) {
    assertThat(convert(target, value)).isEqualTo(yields);
  }

  /** Converts from an accumulator with 8 fraction bits, which holds every value above exactly. */
  private static double convert(String target, double value) {
    Quantization quantization = Quantization.parse(target, Rounding.STOCHASTIC, Overflow.WRAP);
    double accumulator = value * 256;
    assertThat(accumulator).isEqualTo(Math.rint(accumulator));
    long code = quantization.from(8).apply((long) accumulator, NONE, 0);
    return quantization.format().toDouble(code);
  }
}
