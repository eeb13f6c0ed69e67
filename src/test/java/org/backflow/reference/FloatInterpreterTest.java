package org.backflow.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.function.Precision;
import org.backflow.layer.DensePlan;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.junit.jupiter.api.Test;

/**
 * One step of a 2-2-1 network by hand, for each scheme; eta = 0.5.
 *
 * <pre>
 *         0.1 -0.2            0.5
 *   W1 =  0.3  0.4     W2 =  -0.6     x = (1, 0.5), t = 1
 *        0.05 -0.1 bias       0.2 bias
 *
 *   z1 = (0.1 + 0.15 + 0.05, -0.2 + 0.2 - 0.1) = (0.3, -0.1)
 *   a1 = (0.574442517, 0.475020813)     a1 (1 - a1) = (0.244458312, 0.249376040)
 *   z2 = 0.287221258 - 0.285012488 + 0.2 = 0.202208771
 *   a2 = 0.550380644                    a2 (1 - a2) = 0.247461791
 *   delta2 = (0.550380644 - 1) 0.247461791 = -0.111263611,  g2 = eta delta2 = -0.055631805
 *   W2 - a1 g2 = (0.5 + 0.031957274, -0.6 + 0.026426265, 0.2 + 0.055631805)
 * </pre>
 */
class FloatInterpreterTest {
  private static final Offset<Double> NINE_DIGITS = within(6e-10);

  private static FloatInterpreter step(String scheme, boolean scaled, Matrix feedback) {
    StepPlan plan =
        DensePlan.of(
            NetworkShape.of(2, 2, 1),
            FeedbackSchemes.named(scheme).orElseThrow(),
            1,
            new StepPlan.Options(scaled, false));
    FloatInterpreter interpreter = new FloatInterpreter(plan, Precision.DOUBLE);
    interpreter.put(
        Tensor.weight(1), new Matrix(3, 2, new double[] {0.1, -0.2, 0.3, 0.4, 0.05, -0.1}));
    interpreter.put(Tensor.weight(2), new Matrix(3, 1, new double[] {0.5, -0.6, 0.2}));
    if (plan.uses(Tensor.feedback(1))) {
      interpreter.put(Tensor.feedback(1), feedback);
    }
    interpreter.step(
        new Matrix(1, 2, new double[] {1, 0.5}), new Matrix(1, 1, new double[] {1}), 0.5);
    return interpreter;
  }

  private static Matrix row(double... values) {
    return new Matrix(1, values.length, values);
  }

  private static void assertValues(FloatInterpreter interpreter, Tensor tensor, double... digits) {
    assertThat(interpreter.get(tensor).values())
        .as("%s", tensor)
        .containsExactly(digits, NINE_DIGITS);
  }

  @Test
  void step_forwardAndOutputByHand_isTheSameForEveryScheme() {
    for (String name : FeedbackSchemes.names()) {
      String scheme = name.equals("sparse") ? "sparse-1" : name;
      FloatInterpreter interpreter = step(scheme, false, row(1, 1));
      assertValues(interpreter, Tensor.activation(0), 1, 0.5);
      assertValues(interpreter, Tensor.preactivation(1), 0.3, -0.1);
      assertValues(interpreter, Tensor.activation(1), 0.574442517, 0.475020813);
      assertValues(interpreter, Tensor.preactivation(2), 0.202208771);
      assertValues(interpreter, Tensor.activation(2), 0.550380644);
      assertValues(interpreter, Tensor.delta(2), -0.111263611);
      assertValues(interpreter, Tensor.gradient(2), -0.055631805);
      assertValues(interpreter, Tensor.weight(2), 0.531957274, -0.573573735, 0.255631805);
    }
  }

  @Test
  void step_backpropByHand_feedsBackTheWeightsBeforeTheirUpdate() {
    // e1 = delta2 (0.5, -0.6), delta1 = e1 a1 (1 - a1), W1 - x g1.
    FloatInterpreter interpreter = step("backprop", false, row(9, 9));
    assertValues(interpreter, Tensor.error(1), -0.055631805, 0.066758167);
    assertValues(interpreter, Tensor.delta(1), -0.013599657, 0.016647887);
    assertValues(
        interpreter,
        Tensor.weight(1),
        0.106799829,
        -0.208323944,
        0.303399914,
        0.395838028,
        0.056799829,
        -0.108323944);
  }

  @Test
  void step_randomByHand_feedsBackTheStoredMatrix() {
    // e1 = delta2 (0.7, -0.3).
    FloatInterpreter interpreter = step("random", false, row(0.7, -0.3));
    assertValues(interpreter, Tensor.error(1), -0.077884528, 0.033379083);
    assertValues(
        interpreter,
        Tensor.weight(1),
        0.109519760,
        -0.204161972,
        0.304759880,
        0.397919014,
        0.059519760,
        -0.104161972);
  }

  @Test
  void step_oneHotByHand_feedsBackTheDeltaItself() {
    // e1 = (delta2, delta2).
    FloatInterpreter interpreter = step("one-hot", false, row(1, 1));
    assertValues(interpreter, Tensor.error(1), -0.111263611, -0.111263611);
    assertValues(
        interpreter,
        Tensor.weight(1),
        0.113599657,
        -0.186126761,
        0.306799829,
        0.406936620,
        0.063599657,
        -0.086126761);
  }

  @Test
  void step_scaledOneHotByHand_multipliesTheDelta() {
    // e1 = 2 (delta2, delta2).
    FloatInterpreter interpreter = step("one-hot", true, row(2, 2));
    assertValues(interpreter, Tensor.error(1), -0.222527222, -0.222527222);
    assertValues(
        interpreter,
        Tensor.weight(1),
        0.127199314,
        -0.172253521,
        0.313599657,
        0.413873239,
        0.077199314,
        -0.072253521);
  }

  @Test
  void step_unscaledOneHot_readsOnlyWhereTheMatrixIsNotZero() {
    assertThat(step("one-hot", false, row(5, 5)).get(Tensor.weight(1)))
        .isEqualTo(step("one-hot", false, row(1, 1)).get(Tensor.weight(1)));
  }

  @Test
  void put_aMatrixOfAnotherShape_isRefused() {
    assertThatThrownBy(() -> step("random", false, row(1, 2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("feedback.1 is 1 x 3; expected 1 x 2");
  }

  @Test
  void put_aMatrix_copiesIt() {
    Matrix feedback = row(0.7, -0.3);
    FloatInterpreter interpreter = step("random", false, feedback);
    feedback.set(0, 0, 5);
    assertThat(interpreter.get(Tensor.feedback(1))).isEqualTo(row(0.7, -0.3));
  }

  @Test
  void step_inputsOrTargetsOfAnotherShape_areRefused() {
    FloatInterpreter interpreter = step("one-hot", false, row(1, 1));
    assertThatThrownBy(() -> interpreter.step(row(1, 2, 3), row(1), 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("input.0 is 1 x 3; expected 1 x 2");
    assertThatThrownBy(() -> interpreter.step(row(1, 2), row(1, 0), 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("target.2 is 1 x 2; expected 1 x 1");
  }

  @Test
  void get_whatWasNotPutOrComputed_isRefused() {
    StepPlan plan =
        DensePlan.of(NetworkShape.of(2, 1), FeedbackSchemes.BACKPROP, 1, StepPlan.Options.PLAIN);
    FloatInterpreter interpreter = new FloatInterpreter(plan, Precision.DOUBLE);
    assertThatThrownBy(() -> interpreter.get(Tensor.weight(1)))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("weight.1 has not been computed");
  }
}
