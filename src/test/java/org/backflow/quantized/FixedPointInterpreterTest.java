package org.backflow.quantized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backflow.fixedpoint.FixedPointFormat.fixed;

import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Quantization;
import org.backflow.fixedpoint.Rounding;
import org.backflow.fixedpoint.SigmoidTable;
import org.backflow.layer.DensePlan;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.junit.jupiter.api.Test;

/**
 * One step of a 2-2-1 network by hand in codes; F is the number of fraction bits.
 *
 * <pre>
 *   input F 2, weight F 4, derivative, delta and gradient F 6, feedback F 2
 *   table: 4 words over 0 <= z < 4, address F 0, activation F 4: 8, 12, 14, 15; one is 16
 *   eta = 3 = 49152 / 2^14
 *
 *   x = (1, 0.5) -> 4 2, with its one 4          t = 1
 *   W1 =  0.5   -0.25   ->  8 -4                 W2 =  1       ->  16
 *         0.25   0.625  ->  4 10                      -0.75    -> -12
 *         0.125 -0.1875 ->  2 -3 bias                  0.3125  ->   5 bias
 *
 *   forward.1, F 6: 4 8 + 2 4 + 4 2 = 48, / 64 -> 1;  4 (-4) + 2 10 + 4 (-3) = -8, / 64 -> 0
 *   activate.1: 12 8, with its one 16
 *   forward.2, F 8: 12 16 + 8 (-12) + 16 5 = 176, / 256 -> 1;  activate.2: 12
 *   error.2: a (1 - a) = 12 4 = 48, F 8 to 6, / 4 = 12;  (12 - 16) 12 = -48, F 10 to 6, / 16 = -3
 *   scale.2, F 20 to 6: -3 49152 = -147456, / 16384 = -9
 *   update.2, F 10, weights shifted by 6, then / 64:
 *      16 64 - 12 (-9) = 1132 -> 17.7;  -12 64 - 8 (-9) = -696 -> -10.9;  5 64 - 16 (-9) = 464 -> 7.25
 *   a (1 - a) of layer 1: 12 4 = 48, / 4 = 12;  8 8 = 64, / 4 = 16
 * </pre>
 */
class FixedPointInterpreterTest {
  private static FixedPointArithmetic arithmetic(Rounding rounding) {
    return new FixedPointArithmetic(
        quantization(fixed(4, 2), rounding),
        quantization(fixed(6, 2), rounding),
        quantization(fixed(6, 0), rounding),
        quantization(fixed(6, 0), rounding),
        quantization(fixed(4, 2), rounding),
        quantization(fixed(6, 0), rounding),
        new SigmoidTable(4, 4, Rounding.RND, fixed(6, 2)),
        48);
  }

  private static Quantization quantization(FixedPointFormat format, Rounding rounding) {
    return new Quantization(format, rounding, Overflow.SAT);
  }

  private static FixedPointInterpreter step(String scheme, boolean scaled, Rounding rounding) {
    StepPlan plan =
        DensePlan.of(
            NetworkShape.of(2, 2, 1),
            FeedbackSchemes.named(scheme).orElseThrow(),
            1,
            new StepPlan.Options(scaled, false));
    FixedPointInterpreter interpreter =
        new FixedPointInterpreter(plan, arithmetic(rounding), LearningRate.of(3), 0);
    interpreter.put(
        Tensor.weight(1), new Matrix(3, 2, new double[] {0.5, -0.25, 0.25, 0.625, 0.125, -0.1875}));
    interpreter.put(Tensor.weight(2), new Matrix(3, 1, new double[] {1, -0.75, 0.3125}));
    if (plan.uses(Tensor.feedback(1))) {
      interpreter.put(Tensor.feedback(1), new Matrix(1, 2, new double[] {1.25, 1.25}));
    }
    interpreter.step(new Matrix(1, 2, new double[] {1, 0.5}), new Matrix(1, 1, new double[] {1}));
    return interpreter;
  }

  private static void assertCodes(FixedPointInterpreter interpreter, Tensor tensor, long... codes) {
    assertThat(interpreter.get(tensor).codes()).as("%s", tensor).containsExactly(codes);
  }

  @Test
  void step_forwardAndOutputByHand_isTheSameForEveryScheme() {
    for (String name : FeedbackSchemes.names()) {
      String scheme = name.equals("sparse") ? "sparse-1" : name;
      FixedPointInterpreter interpreter = step(scheme, false, Rounding.RND);
      assertCodes(interpreter, Tensor.activation(0), 4, 2);
      assertCodes(interpreter, Tensor.preactivation(1), 1, 0);
      assertCodes(interpreter, Tensor.activation(1), 12, 8);
      assertCodes(interpreter, Tensor.preactivation(2), 1);
      assertCodes(interpreter, Tensor.activation(2), 12);
      assertCodes(interpreter, Tensor.target(2), 1);
      assertCodes(interpreter, Tensor.delta(2), -3);
      assertCodes(interpreter, Tensor.gradient(2), -9);
      assertCodes(interpreter, Tensor.weight(2), 18, -11, 7);
    }
  }

  @Test
  void step_backpropByHand_feedsBackTheWeightsBeforeTheirUpdate() {
    // feedback.1, F 10 to 6: -3 16 = -48, / 16 = -3;  -3 (-12) = 36, / 16 = 2.25 -> 2
    // delta.1, F 12 to 6: -3 12 = -36, / 64 = -0.56 -> -1;  2 16 = 32, / 64 = 0.5 -> 1
    // scale.1: -3, 3
    // update.1, F 8, weights shifted by 4, then / 16:
    //    8 16 + 4 3 = 140 -> 8.75;  4 16 + 2 3 = 70 -> 4.4;   2 16 + 4 3 = 44 -> 2.75
    //   -4 16 - 4 3 = -76 -> -4.75; 10 16 - 2 3 = 154 -> 9.6; -3 16 - 4 3 = -60 -> -3.75
    FixedPointInterpreter interpreter = step("backprop", false, Rounding.RND);
    assertCodes(interpreter, Tensor.error(1), -3, 2);
    assertCodes(interpreter, Tensor.delta(1), -1, 1);
    assertCodes(interpreter, Tensor.gradient(1), -3, 3);
    assertCodes(interpreter, Tensor.weight(1), 9, -5, 4, 10, 3, -4);
  }

  @Test
  void step_randomByHand_feedsBackTheStoredMatrix() {
    // B = 1.25 -> 5. feedback.1, F 8 to 6: -3 5 = -15, / 4 = -3.75 -> -4, twice
    // delta.1: -4 12 = -48, / 64 -> -1;  -4 16 = -64, / 64 = -1
    // update.1 of unit 1, g = -3: -64 + 12 = -52 -> -3.25; 160 + 6 = 166 -> 10.4; -36 -> -2.25
    FixedPointInterpreter interpreter = step("random", false, Rounding.RND);
    assertCodes(interpreter, Tensor.feedback(1), 5, 5);
    assertCodes(interpreter, Tensor.error(1), -4, -4);
    assertCodes(interpreter, Tensor.delta(1), -1, -1);
    assertCodes(interpreter, Tensor.weight(1), 9, -3, 4, 10, 3, -2);
  }

  @Test
  void step_scaledOneHotByHand_multipliesTheDelta() {
    // 1.25 times delta2, the same numbers as above; without the scale delta2 itself.
    FixedPointInterpreter scaled = step("one-hot", true, Rounding.RND);
    assertCodes(scaled, Tensor.error(1), -4, -4);
    assertCodes(scaled, Tensor.weight(1), 9, -3, 4, 10, 3, -2);
    assertCodes(step("one-hot", false, Rounding.RND), Tensor.error(1), -3, -3);
  }

  @Test
  void step_stochasticByHand_drawsFromTheRegisterOfEachUnit() {
    // Seed 0. Registers, the bits that are used in brackets:
    //   layer 1, unit 0: a706dd2f (low 6: 47), d3a36e94
    //   layer 1, unit 1: b382a305 (low 6: 5), d9e15181 (low 4: 1), ecd0a8c3 (3), f6485462 (2),
    //                    7b242a31
    //   layer 2, unit 0: 46b73e79 (low 6: 57), a37b9f3f (63), d19dcf9c (28), 68cee7ce
    // Exact, so nothing is drawn: a (1 - a) everywhere, delta2 = -3, scale.2 = -9, the selection.
    // update.2: 1132 + 57 = 1189, / 64 -> 18;  -696 + 63 = -633 -> -10;  464 + 28 = 492 -> 7
    // delta.1: -36 + 47 = 11, / 64 -> 0;  -48 + 5 = -43, / 64 -> -1
    // scale.1: 0 and -3, exact. Unit 0 then has nothing to update.
    // update.1 of unit 1: -52 + 1 = -51, / 16 -> -4;  166 + 3 = 169 -> 10;  -36 + 2 = -34 -> -3
    FixedPointInterpreter interpreter = step("one-hot", false, Rounding.STOCHASTIC);
    assertCodes(interpreter, Tensor.weight(2), 18, -10, 7);
    assertCodes(interpreter, Tensor.error(1), -3, -3);
    assertCodes(interpreter, Tensor.delta(1), 0, -1);
    assertCodes(interpreter, Tensor.gradient(1), 0, -3);
    assertCodes(interpreter, Tensor.weight(1), 8, -4, 4, 10, 2, -3);
    assertThat(interpreter.randomState(2, 0)).isEqualTo(0x68cee7ce);
    assertThat(interpreter.randomState(1, 0)).isEqualTo(0xd3a36e94);
    assertThat(interpreter.randomState(1, 1)).isEqualTo(0x7b242a31);
  }
}
