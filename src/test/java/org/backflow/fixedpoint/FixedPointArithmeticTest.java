package org.backflow.fixedpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backflow.fixedpoint.FixedPointFormat.fixed;
import static org.backflow.fixedpoint.FixedPointFormat.ufixed;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FixedPointArithmeticTest {
  private static final Quantization EIGHT =
      new Quantization(fixed(8, 2), Rounding.RND, Overflow.SAT);

  private static FixedPointArithmetic of(
      Quantization input,
      Quantization weight,
      Quantization delta,
      Quantization gradient,
      int bits) {
    SigmoidTable table = new SigmoidTable(64, 4, Rounding.RND, fixed(8, 2));
    return new FixedPointArithmetic(input, weight, EIGHT, delta, EIGHT, gradient, table, bits);
  }

  private static FixedPointArithmetic all(Overflow overflow) {
    Quantization same = new Quantization(fixed(8, 2), Rounding.TRN, overflow);
    SigmoidTable table = new SigmoidTable(64, 4, Rounding.RND, fixed(8, 2));
    return new FixedPointArithmetic(same, same, same, same, same, same, table, 48);
  }

  @Test
  void sixteenBits_ofEveryRole_isWhatTheExperimentsUse() {
    FixedPointArithmetic arithmetic = FixedPointArithmetic.sixteenBits();
    assertThat(
            Arrays.stream(Role.values())
                .map(role -> role.label() + " " + arithmetic.format(role))
                .collect(Collectors.joining("\n")))
        .isEqualTo(
            """
            input fixed<16,2>
            weight fixed<16,4>
            velocity fixed<16,4>
            weightGradient fixed<16,4>
            preactivation fixed<12,4>
            sum fixed<12,4>
            activation fixed<16,2>
            target ufixed<1,1>
            derivative fixed<16,0>
            delta fixed<16,2>
            error fixed<16,2>
            unfoldedError fixed<16,2>
            choice ufixed<8,8>
            random ufixed<8,8>
            mask ufixed<1,1>
            maximum fixed<12,4>
            exponential ufixed<16,1>
            total ufixed<32,17>
            feedback fixed<16,4>
            gradient fixed<16,-2>\
            """);
    assertThat(arithmetic.accumulatorBits()).isEqualTo(48);
    assertThat(arithmetic.delta()).hasToString("fixed<16,2,RND,SAT>");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 7, 61, 64})
  void arithmetic_ofAccumulatorsOutOfRange_isRefused(int bits) {
    assertThatThrownBy(() -> of(EIGHT, EIGHT, EIGHT, EIGHT, bits))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("accumulatorBits is %d; expected 8 to 60", bits);
    assertThat(of(EIGHT, EIGHT, EIGHT, EIGHT, 8).accumulatorBits()).isEqualTo(8);
    assertThat(of(EIGHT, EIGHT, EIGHT, EIGHT, 60).accumulatorBits()).isEqualTo(60);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ufixed<8,0> | ufixed<8,1>
          ufixed<8,9> | ufixed<8,1>
          fixed<16,1> | fixed<16,2>
          """)
  void arithmetic_ofInputsThatCannotHoldOne_isRefusedWithAFormatThatCan(
      String found, String better) {
    Quantization input =
        new Quantization(FixedPointFormat.parse(found), Rounding.RND, Overflow.SAT);
    assertThatThrownBy(() -> of(input, EIGHT, EIGHT, EIGHT, 48))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the input format %s cannot hold 1.0, the constant input of the bias; try %s",
            found, better);
  }

  @Test
  void arithmetic_ofUnsignedWordsThatTakeBothSigns_isRefused() {
    Quantization unsigned = new Quantization(ufixed(8, 2), Rounding.RND, Overflow.SAT);
    assertThatThrownBy(() -> of(EIGHT, unsigned, EIGHT, EIGHT, 48)).hasMessage(refusal("weight"));
    assertThatThrownBy(() -> of(EIGHT, EIGHT, unsigned, EIGHT, 48)).hasMessage(refusal("delta"));
    assertThatThrownBy(() -> of(EIGHT, EIGHT, EIGHT, unsigned, 48)).hasMessage(refusal("gradient"));
    assertThat(of(unsigned, EIGHT, EIGHT, EIGHT, 48).input()).isEqualTo(unsigned);
  }

  private static String refusal(String role) {
    return "the "
        + role
        + " format ufixed<8,2> is unsigned, but its values are negative half of the time; expected"
        + " fixed<W,I>";
  }

  // fixed<8,2>: one code is 1/64, codes -128 to 127.
  @ParameterizedTest
  @EnumSource(names = {"INPUT", "WEIGHT", "DERIVATIVE", "ERROR", "DELTA", "FEEDBACK", "GRADIENT"})
  void nearestCode_ofEachRole_keepsToTheRangeOfItsOverflow(Role role) {
    for (Overflow overflow : Overflow.values()) {
      FixedPointArithmetic arithmetic = all(overflow);
      long smallest = overflow == Overflow.SAT_SYM ? -127 : -128;
      assertThat(arithmetic.nearestCode(role, 1, -2.0)).as("%s", overflow).isEqualTo(smallest);
      assertThat(arithmetic.nearestCode(role, 1, -1e9)).as("%s", overflow).isEqualTo(smallest);
      assertThat(arithmetic.nearestCode(role, 1, 1e9)).as("%s", overflow).isEqualTo(127);
      assertThat(arithmetic.nearestCode(role, 1, 0.0390625))
          .as("tie, TRN is not used")
          .isEqualTo(3);
      assertThat(arithmetic.nearestCode(role, 1, -0.0390625)).isEqualTo(-2);
    }
  }

  @Test
  void nearestCode_ofRolesWithoutAQuantization_keepsToTheirFormat() {
    FixedPointArithmetic arithmetic = all(Overflow.SAT);
    assertThat(arithmetic.nearestCode(Role.TARGET, 1, 1.0)).isEqualTo(1);
    assertThat(arithmetic.nearestCode(Role.TARGET, 1, -1.0)).isZero();
    assertThat(arithmetic.nearestCode(Role.ACTIVATION, 1, -5.0)).isEqualTo(-128);
    assertThat(arithmetic.nearestCode(Role.PREACTIVATION, 1, -5.0)).isEqualTo(-63);
  }
}
