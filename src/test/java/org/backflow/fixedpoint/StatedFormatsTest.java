package org.backflow.fixedpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backflow.fixedpoint.FixedPointFormat.fixed;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StatedFormatsTest {
  private static final FixedPointArithmetic USUAL = FixedPointArithmetic.sixteenBits();

  private static Quantization quantization(String text) {
    return Quantization.parse(text, Rounding.RND, Overflow.SAT);
  }

  private static FixedPointArithmetic stating(String tensor, String format) {
    return USUAL.with(StatedFormats.of(Map.of(TensorName.parse(tensor), quantization(format))));
  }

  private static FixedPointArithmetic stating(Role role, String format) {
    return USUAL.with(new StatedFormats(Map.of(role, quantization(format)), new TreeMap<>()));
  }

  @Test
  void format_ofATensor_isItsOwnElseThatOfItsRoleElseTheFallback() {
    FixedPointArithmetic arithmetic =
        USUAL.with(
            new StatedFormats(
                Map.of(Role.ERROR, quantization("fixed<9,1>")),
                new TreeMap<>(Map.of(new TensorName(Role.ERROR, 2), quantization("fixed<7,3>")))));
    assertThat(arithmetic.format(Role.ERROR, 2)).isEqualTo(fixed(7, 3));
    assertThat(arithmetic.format(Role.ERROR, 1)).isEqualTo(fixed(9, 1));
    assertThat(arithmetic.format(Role.UNFOLDED_ERROR, 2))
        .as("the role that it falls back to, not a tensor of that")
        .isEqualTo(fixed(9, 1));
    assertThat(arithmetic.format(Role.DELTA, 2)).isEqualTo(fixed(16, 2));
    assertThat(arithmetic.format(Role.VELOCITY, 2)).isEqualTo(fixed(16, 4));
    assertThat(arithmetic.format(Role.SUM, 1)).isEqualTo(USUAL.sigmoid().addressFormat());
    assertThat(arithmetic.nearestCode(Role.ERROR, 2, 0.5)).isEqualTo(8);
    assertThat(arithmetic.nearestCode(Role.ERROR, 1, 0.5)).isEqualTo(128);
    assertThat(arithmetic.byRole().format(Role.ERROR, 2)).isEqualTo(fixed(9, 1));
  }

  @Test
  void exceptions_areWhatDiffersFromTheParameters() {
    assertThat(USUAL.isUniform()).isTrue();
    assertThat(stating("weight.2", "fixed<16,4>").exceptions()).isEmpty();
    assertThat(stating("weight.2", "fixed<16,4,TRN>").exceptions())
        .containsOnlyKeys("tensors.weight.2");
    assertThat(stating(Role.ERROR, "fixed<16,2>").isUniform()).isTrue();
    assertThat(stating(Role.ERROR, "fixed<16,1>").exceptions()).containsOnlyKeys("formats.error");
    assertThat(stating(Role.ACTIVATION, "fixed<16,2,TRN>").exceptions())
        .containsOnlyKeys("formats.activation");
  }

  @Test
  void withWidth_keepsIntegerBitsAndAddresses() {
    FixedPointArithmetic arithmetic =
        USUAL
            .with(
                new StatedFormats(
                    Map.of(Role.SUM, quantization("fixed<16,6>")),
                    new TreeMap<>(
                        Map.of(
                            new TensorName(Role.WEIGHT, 1), quantization("fixed<16,1>"),
                            new TensorName(Role.PREACTIVATION, 1), quantization("fixed<10,4>")))))
            .withWidth(9);
    assertThat(arithmetic.format(Role.SUM, 3)).isEqualTo(fixed(9, 6));
    assertThat(arithmetic.format(Role.WEIGHT, 1)).isEqualTo(fixed(9, 1));
    assertThat(arithmetic.format(Role.PREACTIVATION, 1)).isEqualTo(fixed(10, 4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          weight.1        | ufixed<8,2>           | the weight.1 format ufixed<8,2> is unsigned
          velocity.1      | ufixed<8,2>           | the velocity.1 format ufixed<8,2> is unsigned
          sum.3           | ufixed<8,2>           | the sum.3 format ufixed<8,2> is unsigned
          sum.3           | fixed<8,2,STOCHASTIC> | rounds by STOCHASTIC: evaluation would depend
          activation.3    | fixed<8,2,STOCHASTIC> | rounds by STOCHASTIC: evaluation would depend
          preactivation.3 | fixed<8,2,STOCHASTIC> | rounds by STOCHASTIC: evaluation would depend
          target.3        | ufixed<2,2>           | the format of target.3 cannot be stated
          choice.3        | ufixed<2,2>           | the format of choice.3 cannot be stated
          """)
  void formats_thatCannotHoldWhatTheyAreFor_areRefused(String tensor, String format, String why) {
    assertThatThrownBy(() -> stating(tensor, format))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void formats_ofRoles_areThoseThatEveryArithmeticLeavesOpen() {
    assertThatThrownBy(() -> stating(Role.WEIGHT, "fixed<8,2>"))
        .hasMessage("the format of weight is a part of every arithmetic, not beside it");
    assertThatThrownBy(() -> stating(Role.ACTIVATION, "fixed<8,2>"))
        .hasMessage(
            "activations are fixed<8,2,RND,SAT> and the words of the table fixed<16,2>; expected"
                + " one format");
    assertThat(stating(Role.ACTIVATION, "fixed<16,2,TRN,WRAP>").quantization(Role.ACTIVATION, 4))
        .hasToString("fixed<16,2,TRN,WRAP>");
  }

  @Test
  void name_isReadAsItIsWritten() {
    for (Role role : Role.values()) {
      TensorName name = new TensorName(role, 12);
      assertThat(TensorName.parse(name.toString())).isEqualTo(name);
    }
    assertThat(new TensorName(Role.UNFOLDED_ERROR, 2)).hasToString("unfoldedError.2");
    assertThat(TensorName.roles()).doesNotContain(Role.TARGET, Role.CHOICE, Role.DERIVATIVE);
    assertThat(List.of(TensorName.parse("weight.10"), TensorName.parse("weight.9")))
        .isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @ParameterizedTest
  @ValueSource(strings = {"weight", "weight.", "weight.01", "Weight.1", "w.1", "weight.-1", ""})
  void name_ofAnotherForm_isRefused(String text) {
    assertThatThrownBy(() -> TensorName.parse(text))
        .hasMessage(
            "'%s' is not the name of a tensor; expected a role and a layer, as in weight.2", text);
  }
}
