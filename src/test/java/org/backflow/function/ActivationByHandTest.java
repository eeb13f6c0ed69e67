package org.backflow.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.List;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Role;
import org.backflow.fixedpoint.Rounding;
import org.backflow.fixedpoint.SigmoidTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values worked by hand. z counts quarters, a, errors and results count sixteenths. */
final class ActivationByHandTest {
  private static final FixedPointArithmetic ARITHMETIC = arithmetic("fixed<8,4>");

  private static FixedPointArithmetic arithmetic(String derivative) {
    Quantization sixteenths = quantization("fixed<8,4>");
    return new FixedPointArithmetic(
        sixteenths,
        sixteenths,
        quantization(derivative),
        sixteenths,
        sixteenths,
        sixteenths,
        new SigmoidTable(16, 4, Rounding.RND, FixedPointFormat.fixed(8, 4)),
        48);
  }

  private static Quantization quantization(String text) {
    return Quantization.parse(text, Rounding.RND, Overflow.SAT);
  }

  private static SlopeFormats slopeFormats(FixedPointArithmetic arithmetic, String output) {
    return new SlopeFormats(
        arithmetic,
        4,
        BigInteger.valueOf(128),
        8,
        FixedPointFormat.parse(output),
        arithmetic.delta());
  }

  // -1/4: relu 0; leaky -1/32 is half a sixteenth, which rounds up to 0; hard logistic 7/16.
  // -1/2: leaky -1/16; tanh(-1/2) = -0.4621 is -7.39/16.
  // 3: hard logistic 1.25 is limited to 1; tanh(3) = 0.9951 is 15.92/16.
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          relu,          -1,   0
          relu,           5,  20
          leaky-relu,    -1,   0
          leaky-relu,    -2,  -1
          leaky-relu,     5,  20
          leaky-relu-1,  -3,  -6
          hard-logistic, -1,   7
          hard-logistic,  0,   8
          hard-logistic, 12,  16
          hard-logistic, -9,   0
          hard-tanh,     -3, -12
          hard-tanh,     -5, -16
          hard-tanh,      7,  16
          identity,     -15, -60
          tanh,          -2,  -7
          tanh,          12,  16
          tanh,         -16, -16
          logistic,       0,   8
          """)
  void code_byHand(String name, long z, long expected) {
    FunctionFormats formats =
        RoleFormats.of(ARITHMETIC, List.of(Role.PREACTIVATION), Role.ACTIVATION);
    ElementFunction function = Activations.require(name).function();
    CheckedLane lane = new CheckedLane(function.bound(formats), name);
    assertThat(function.fixedPoint(formats, LearningRate.of(1.0)).apply(new long[] {z}, lane))
        .isEqualTo(expected);
  }

  // tanh at 1/2: 1 - 1/4 = 12/16 of 20 is 15. leaky at -1: 20/8 = 2.5, up to 3. hard: 20/4 = 5.
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          relu,          20,   1,  20
          relu,          20,   0,   0
          leaky-relu,    20,   1,  20
          leaky-relu,    20,   0,   3
          leaky-relu,    20, -16,   3
          hard-logistic, 20,   8,   5
          hard-logistic, 20,  16,   0
          hard-logistic, 20,   0,   0
          hard-tanh,    -20,  15, -20
          hard-tanh,    -20, -16,   0
          identity,     -20, 100, -20
          tanh,          20,   8,  15
          tanh,          20,   0,  20
          logistic,      16,   8,   4
          """)
  void slopeInCodes_byHand(String name, long error, long output, long expected) {
    Slope slope = Activations.require(name).slope();
    SlopeFormats formats = slopeFormats(ARITHMETIC, "fixed<8,4>");
    CheckedLane lane = new CheckedLane(slope.bound(formats), name);
    assertThat(slope.fixedPoint(formats).apply(error, output, lane)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          relu,          -0.5,  0,        0
          relu,           1.5,  1.5,      2
          leaky-relu,    -0.5, -0.0625,   0.25
          leaky-relu,     1.5,  1.5,      2
          hard-logistic, -0.5,  0.375,    0.5
          hard-logistic,  2.5,  1,        0
          hard-tanh,     -0.5, -0.5,      2
          hard-tanh,     -1.5, -1,        0
          identity,      -1.5, -1.5,      2
          tanh,           0.5,  0.462117, 1.572895
          logistic,       0.5,  0.622459, 0.470007
          """)
  void value_byHand_withAnErrorOfTwo(String name, double z, double expected, double delta) {
    Activation activation = Activations.require(name);
    for (Precision precision : Precision.values()) {
      FloatLane lane = new FloatLane(precision, 1.0);
      double output = activation.function().value(new double[] {z}, lane);
      assertThat(output).isCloseTo(expected, within(5e-7));
      assertThat(activation.slope().value(2.0, output, lane)).isCloseTo(delta, within(1e-6));
    }
  }

  @Test
  void slope_inFormatsThatCannotShowIt_isRefused() {
    assertThatThrownBy(
            () ->
                new Tanh().slope().fixedPoint(slopeFormats(arithmetic("fixed<8,0>"), "fixed<8,4>")))
        .hasMessage(
            "the derivative of tanh reaches 1.0, which the derivative format fixed<8,0> cannot"
                + " hold; try fixed<8,2>");
    assertThatThrownBy(
            () -> new HardTanh().slope().fixedPoint(slopeFormats(ARITHMETIC, "fixed<8,1>")))
        .hasMessage("hard-tanh reaches 1.0, which fixed<8,1> cannot hold");
    assertThatThrownBy(() -> new LeakyRelu(16))
        .hasMessage("leaky-relu-16 shifts by 0 and 16 bits; expected 0 to 15");
  }
}
