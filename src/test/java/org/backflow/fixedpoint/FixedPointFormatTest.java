package org.backflow.fixedpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backflow.fixedpoint.FixedPointFormat.fixed;
import static org.backflow.fixedpoint.FixedPointFormat.ufixed;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FixedPointFormatTest {
  /** Returns every format that there is: signed or not, 1 to 32 bits, F = -16 to 48. */
  private static List<FixedPointFormat> all() {
    List<FixedPointFormat> formats = new ArrayList<>();
    for (int width = 1; width <= 32; width++) {
      for (int fractionBits = -16; fractionBits <= 48; fractionBits++) {
        formats.add(fixed(width, width - fractionBits));
        formats.add(ufixed(width, width - fractionBits));
      }
    }
    assertThat(formats).hasSize(2 * 32 * 65);
    return formats;
  }

  @Test
  void parse_ofWhatAnyFormatPrints_isThatFormat() {
    assertThat(all())
        .allSatisfy(f -> assertThat(FixedPointFormat.parse(f.toString())).isEqualTo(f));
  }

  @Test
  void toString_ofSignedAndUnsigned_isTheNotationOfApFixed() {
    assertThat(fixed(16, 3)).hasToString("fixed<16,3>");
    assertThat(ufixed(9, -1)).hasToString("ufixed<9,-1>");
  }

  @Test
  void parse_withSpaces_ignoresThem() {
    assertThat(FixedPointFormat.parse("  fixed < 16 , -2 > ")).isEqualTo(fixed(16, -2));
    assertThat(FixedPointFormat.parse("ufixed<9, 1>")).isEqualTo(ufixed(9, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fixed",
        "fixed<>",
        "fixed<16>",
        "fixed<16,>",
        "fixed<16,3",
        "fixed<16,3>x",
        "xfixed<16,3>",
        "FIXED<16,3>",
        "fixed<16,3,RND>",
        "fixed<16.0,3>",
        "fixed<-16,3>",
        "fixed<+16,3>",
        "fixed<16,+3>",
        "fixed<16,--3>",
        "fixed<16,- 3>",
        "fixed<99999,3>",
        "ap_fixed<16,3>"
      })
  void parse_ofAnythingElse_isRefused(String text) {
    assertThatThrownBy(() -> FixedPointFormat.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'%s' is not a format; expected fixed<W,I> or ufixed<W,I>, as in fixed<16,3>", text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fixed<0,0>    | width of a format is 0 bits; expected 1 to 32
          ufixed<33,3>  | width of a format is 33 bits; expected 1 to 32
          fixed<16,33>  | fixed<16,33> has -17 fraction bits; expected -16 to 48
          ufixed<8,-41> | ufixed<8,-41> has 49 fraction bits; expected -16 to 48
          """)
  void parse_ofNumbersOutOfRange_isRefused(String text, String message) {
    assertThatThrownBy(() -> FixedPointFormat.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  // The value range of W bits, I of them integer: signed -2^(I-1) to 2^(I-1) - 2^(I-W), unsigned
  // 0 to 2^I - 2^(I-W). A negative I puts the first bit behind the binary point (AMD UG1399,
  // "Fixed-Point Identifier Summary": ap_ufixed<1,-1> holds 0 and 0.25).
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fixed<8,3>    | -128        | 127        | -4      | 3.96875
          fixed<4,4>    | -8          | 7          | -8      | 7
          fixed<4,-2>   | -8          | 7          | -0.125  | 0.109375
          fixed<4,6>    | -8          | 7          | -32     | 28
          fixed<1,1>    | -1          | 0          | -1      | 0
          fixed<2,0>    | -2          | 1          | -0.5    | 0.25
          fixed<32,32>  | -2147483648 | 2147483647 | -2147483648 | 2147483647
          ufixed<4,4>   | 0           | 15         | 0       | 15
          ufixed<1,-1>  | 0           | 1          | 0       | 0.25
          ufixed<1,0>   | 0           | 1          | 0       | 0.5
          ufixed<8,10>  | 0           | 255        | 0       | 1020
          ufixed<32,32> | 0           | 4294967295 | 0       | 4294967295
          """)
  void range_ofFormat_isThatOfTheManual(
      String text, long minCode, long maxCode, double smallest, double largest) {
    FixedPointFormat format = FixedPointFormat.parse(text);
    assertThat(format.minCode()).isEqualTo(minCode);
    assertThat(format.maxCode()).isEqualTo(maxCode);
    assertThat(format.toDouble(minCode)).isEqualTo(smallest);
    assertThat(format.toDouble(maxCode)).isEqualTo(largest);
  }

  @Test
  void maxMagnitude_ofAnyFormat_isReachedAndNeverExceeded() {
    assertThat(fixed(8, 3).maxMagnitude()).isEqualTo(128);
    assertThat(ufixed(8, 3).maxMagnitude()).isEqualTo(255);
    assertThat(fixed(1, 1).maxMagnitude()).isEqualTo(1);
    assertThat(all())
        .allSatisfy(
            f ->
                assertThat(f.maxMagnitude())
                    .isEqualTo(Math.max(Math.abs(f.minCode()), Math.abs(f.maxCode()))));
  }

  @Test
  void fractionBits_ofAnyFormat_isWidthWithoutIntegerBits() {
    assertThat(fixed(16, 3).fractionBits()).isEqualTo(13);
    assertThat(fixed(16, -2).fractionBits()).isEqualTo(18);
    assertThat(fixed(4, 6).fractionBits()).isEqualTo(-2);
  }

  @Test
  void represents_codesAndWhatLiesBetweenThem_tellsThemApart() {
    for (FixedPointFormat format : all()) {
      if (format.width() > 6) {
        continue;
      }
      double lsb = format.toDouble(1);
      for (long code = format.minCode(); code <= format.maxCode(); code++) {
        double value = format.toDouble(code);
        assertThat(format.represents(value)).as("%s, code %d", format, code).isTrue();
        assertThat(format.represents(value + lsb / 2)).as("%s, half above", format).isFalse();
        assertThat(format.represents(Math.nextUp(value))).as("%s, just above", format).isFalse();
        assertThat(format.represents(Math.nextDown(value))).as("%s, just below", format).isFalse();
      }
      assertThat(format.represents(format.toDouble(format.maxCode() + 1))).isFalse();
      assertThat(format.represents(format.toDouble(format.minCode() - 1))).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE})
  void represents_noFiniteOrAHugeNumber_isFalse(double value) {
    assertThat(all()).noneMatch(format -> format.represents(value));
  }

  @Test
  void represents_negativeZero_isTrue() {
    assertThat(all()).allMatch(format -> format.represents(-0.0));
  }
}
