package org.backflow.fixedpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backflow.fixedpoint.FixedPointFormat.fixed;
import static org.backflow.fixedpoint.FixedPointFormat.ufixed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantizationTest {
  private static Quantization parse(String text) {
    return Quantization.parse(text, Rounding.RND_CONV, Overflow.WRAP);
  }

  @Test
  void parse_ofAShortNotation_takesTheRestFromTheDefaults() {
    assertThat(parse("fixed<16,3>"))
        .isEqualTo(new Quantization(fixed(16, 3), Rounding.RND_CONV, Overflow.WRAP));
    assertThat(parse("ufixed<9,-1,TRN>"))
        .isEqualTo(new Quantization(ufixed(9, -1), Rounding.TRN, Overflow.WRAP));
    assertThat(parse("fixed<16,3,STOCHASTIC,SAT_SYM>"))
        .isEqualTo(new Quantization(fixed(16, 3), Rounding.STOCHASTIC, Overflow.SAT_SYM));
  }

  @Test
  void parse_withSpacesAndSmallLetters_readsTheSame() {
    assertThat(parse(" fixed< 16 , 3 , rnd_zero , sat > "))
        .isEqualTo(new Quantization(fixed(16, 3), Rounding.RND_ZERO, Overflow.SAT));
  }

  @Test
  void parse_ofWhatIsPrinted_isTheSame() {
    for (Rounding rounding : Rounding.values()) {
      for (Overflow overflow : Overflow.values()) {
        Quantization quantization = new Quantization(ufixed(7, -2), rounding, overflow);
        assertThat(parse(quantization.toString())).isEqualTo(quantization);
      }
    }
    assertThat(new Quantization(fixed(16, 3), Rounding.RND, Overflow.SAT))
        .hasToString("fixed<16,3,RND,SAT>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fixed", "fixed<16>", "fixed>16,3<", "fixed<16,3,RND,SAT,0>", "16,3"})
  void parse_ofTheWrongNumberOfParts_isRefused(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'%s' is not a format; expected fixed<W,I>, fixed<W,I,ROUNDING> or"
                + " fixed<W,I,ROUNDING,OVERFLOW>, as in fixed<16,3,RND,SAT>",
            text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fixed<16,3>s", "<16,3>", "int<16,3>", "fixed<a,3>", "fixed<<16,3>>"})
  void parse_ofNoFormat_isRefused(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'%s' is not a format; expected fixed<W,I> or ufixed<W,I>, as in fixed<16,3>", text);
  }

  @Test
  void parse_ofAnUnknownRoundingOrOverflow_isRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> parse("fixed<16,3,AP_RND>"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'AP_RND' is not a rounding; expected one of [TRN, TRN_ZERO, RND, RND_CONV, RND_ZERO,"
                + " STOCHASTIC]");
    assertThatThrownBy(() -> parse("fixed<16,3,RND, >"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'' is not an overflow; expected one of [SAT, SAT_SYM, WRAP]");
  }

  @Test
  void parseNearest_ofWhatHasNoEffect_isRefused() {
    assertThat(Quantization.parseNearest("fixed<16,2>", Overflow.WRAP))
        .isEqualTo(new Quantization(fixed(16, 2), Rounding.RND, Overflow.SAT));
    assertThat(Quantization.parseNearest("fixed<16,2>", Overflow.SAT_SYM).overflow())
        .isEqualTo(Overflow.SAT_SYM);
    assertThat(Quantization.parseNearest("fixed<16,2,RND,SAT>", Overflow.SAT_SYM).overflow())
        .isEqualTo(Overflow.SAT);
    assertThatThrownBy(() -> Quantization.parseNearest("fixed<16,2,TRN>", Overflow.SAT))
        .hasMessage(
            "'fixed<16,2,TRN>' asks for TRN, which would have no effect: these words are made once,"
                + " to the nearest code, and limited to the range; expected fixed<16,2>, or with RND"
                + " and SAT or SAT_SYM");
    assertThatThrownBy(() -> Quantization.parseNearest("fixed<16,2,RND,WRAP>", Overflow.SAT))
        .hasMessageContaining("asks for WRAP");
    assertThatThrownBy(() -> Quantization.parseNearest("ap_fixed<16,2>", Overflow.SAT))
        .hasMessageContaining("asks for TRN");
  }

  @Test
  void from_fractionBits_isTheConversionIntoTheFormat() {
    assertThat(parse("fixed<16,3,RND,SAT>").from(20))
        .isEqualTo(new Conversion(20, fixed(16, 3), Rounding.RND, Overflow.SAT));
  }

  /** AMD UG1399: left out are AP_TRN, AP_WRAP and N = 0, not the defaults of an experiment. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ap_fixed<16,6,AP_RND,AP_SAT>           | fixed<16,6,RND,SAT>",
        "ap_fixed<16, 6, AP_RND_CONV, AP_WRAP>  | fixed<16,6,RND_CONV,WRAP>",
        "ap_ufixed<9,-1,AP_RND_ZERO,AP_SAT_SYM> | ufixed<9,-1,RND_ZERO,SAT_SYM>",
        "ap_fixed<16,6,AP_TRN,AP_SAT,0>         | fixed<16,6,TRN,SAT>",
        "ap_fixed<16,6,RND,SAT>                 | fixed<16,6,RND,SAT>",
        "ap_fixed<16,6,AP_TRN_ZERO>             | fixed<16,6,TRN_ZERO,WRAP>",
        "ap_fixed<16,6,AP_RND>                  | fixed<16,6,RND,WRAP>",
        "ap_fixed<16,6>                         | fixed<16,6,TRN,WRAP>",
      })
  void parse_ofVitisNotation_meansWhatItMeansThere(String text, String ours) {
    assertThat(Quantization.parse(text.strip(), Rounding.STOCHASTIC, Overflow.SAT))
        .hasToString(ours.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "ap_fixed<16,6,AP_RND_INF,AP_SAT>   | 'AP_RND_INF' is not a rounding of Backflow; expected"
            + " one of [AP_RND, AP_RND_CONV, AP_RND_ZERO, AP_TRN, AP_TRN_ZERO]",
        "ap_fixed<16,6,AP_RND,AP_SAT_ZERO>  | 'AP_SAT_ZERO' is not an overflow of Backflow;"
            + " expected one of [AP_SAT, AP_SAT_SYM, AP_WRAP]",
        "ap_fixed<16,6,AP_RND,AP_WRAP_SM>   | 'AP_WRAP_SM' is not an overflow",
        "ap_fixed<16,6,AP_RND,AP_WRAP,2>    | keeps 2 saturated bits when it wraps; expected 0",
        "ap_fixed<16>                       | expected ap_fixed<W,I,Q,O>, as in ap_fixed<16,3,AP",
        "ap_int<16>                         | expected ap_fixed<W,I,Q,O>",
        "ap_fixed<99,6,AP_RND,AP_SAT>       | width of a format is 99 bits; expected 1 to 32",
      })
  void parse_ofVitisNotationThatDiffers_isRefused(String text, String message) {
    assertThatThrownBy(() -> parse(text.strip()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message.strip());
  }
}
