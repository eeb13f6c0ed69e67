package org.backflow.quantized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backflow.feedback.FeedbackSchemes.BACKPROP;

import java.util.Map;
import java.util.stream.Stream;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Role;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.plan.Operation;
import org.backflow.plan.Select;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.plan.TrainingCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is counted while computing equals what the plan states without computing. */
class TallyTest {
  static Stream<FixedPointCase> cases() {
    return FixedPointCase.all(25);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tallies_ofAnyCase_areTheCountsOfThePlan(FixedPointCase test) {
    FixedPointInterpreter interpreter = test.interpreter();
    StepPlan plan = test.plan();
    for (int step = 1; step <= 2; step++) {
      interpreter.step(test.training().inputs(step), test.training().targets(step));
      for (Operation operation : plan.operations()) {
        Tally tally = interpreter.tallies().get(operation.name());
        assertThat(tally.macs()).as(operation.name()).isEqualTo(step * operation.macs());
        assertThat(tally.multiplies())
            .as(operation.name())
            .isEqualTo(step * operation.multiplies());
        assertThat(tally.adds()).as(operation.name()).isEqualTo(step * operation.adds());
        assertThat(tally.conversions())
            .as(operation.name())
            .isEqualTo(step * conversionsPerElement(operation) * operation.extent().elements());
        assertThat(tally.effectiveMultiplies()).isBetween(0L, tally.multiplies());
        assertThat(tally.saturations()).isBetween(0L, tally.conversions());
      }
    }
  }

  /** A look-up and a plain selection convert nothing, a delta its derivative and its product. */
  private static long conversionsPerElement(Operation operation) {
    if (operation.result().role() == Role.ACTIVATION
        || (operation instanceof Select s && !s.scaled())) {
      return 0;
    }
    return operation.result().role() == Role.DELTA ? 2 : 1;
  }

  @Test
  void tallies_ofAnyPlan_areInItsOrderAndCannotBeChanged() {
    FixedPointCase test = FixedPointCase.all(25).skip(60).findFirst().orElseThrow();
    Map<String, Tally> tallies = test.interpreter().tallies();
    assertThat(tallies.keySet())
        .containsExactlyElementsOf(test.plan().operations().stream().map(Operation::name).toList());
    assertThatThrownBy(tallies::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  // 2-1, sixteen bits, x = (0, 1), W = (0.5, 0.5, 0), t = 0. forward: 0 0.5 + 1 0.5 + 1 0, one of
  // three products has no zero operand. a (1 - a) and its product: none is zero. update: the input
  // 0 makes one of three products ineffective.
  @Test
  void effectiveMultiplies_byHand_leaveOutTheZeros() {
    FixedPointInterpreter interpreter =
        single(0.07, new double[] {0, 1}, new double[] {0.5, 0.5, 0});
    assertThat(interpreter.tallies().get("forward.1").multiplies()).isEqualTo(3);
    assertThat(interpreter.tallies().get("forward.1").effectiveMultiplies()).isEqualTo(1);
    assertThat(interpreter.tallies().get("error.1").effectiveMultiplies()).isEqualTo(2);
    assertThat(interpreter.tallies().get("scale.1").effectiveMultiplies()).isEqualTo(1);
    assertThat(interpreter.tallies().get("update.1").multiplies()).isEqualTo(3);
    assertThat(interpreter.tallies().get("update.1").effectiveMultiplies()).isEqualTo(2);
  }

  // z = 7.99 + 7.99 + 7.99 is beyond the table, which ends at address 2047, z = 7.996.
  @Test
  void saturations_beyondTheTable_areCountedInTheForwardProduct() {
    FixedPointInterpreter interpreter = single(0.07, 7.99, 7.99, 7.99);
    assertThat(interpreter.get(Tensor.preactivation(1)).codes()).containsExactly(2047);
    assertThat(interpreter.tallies().get("forward.1").saturations()).isEqualTo(1);
    assertThat(interpreter.tallies().get("error.1").saturations()).isZero();
    assertThat(interpreter.tallies().get("update.1").saturations()).isZero();
  }

  // x = (1, 1), W = (7.999, -7.999, 0): z = 0, a = 0.5, delta = 0.5 0.25 = 0.125. With eta = 0.9,
  // g = 0.1125: only -7.999 - 0.1125 leaves the range of -8 to 8. With eta = 1.5, g = 0.1875 is
  // limited to the largest gradient, 0.125 less one code, as well.
  @Test
  void saturations_byHand_areCountedWhereTheyHappen() {
    FixedPointInterpreter moderate = single(0.9, 7.999, -7.999, 0);
    assertThat(moderate.tallies().get("forward.1").saturations()).isZero();
    assertThat(moderate.tallies().get("error.1").saturations()).isZero();
    assertThat(moderate.tallies().get("scale.1").saturations()).isZero();
    assertThat(moderate.tallies().get("update.1").saturations()).isEqualTo(1);
    assertThat(moderate.get(Tensor.weight(1)).get(1, 0)).isEqualTo(-32_768);
    FixedPointInterpreter large = single(1.5, 7.999, -7.999, 0);
    assertThat(large.tallies().get("scale.1").saturations()).isEqualTo(1);
    assertThat(large.get(Tensor.gradient(1)).codes()).containsExactly(32_767);
    assertThat(large.tallies().get("update.1").saturations()).isEqualTo(1);
  }

  /** Returns the interpreter of 2-1 after one step from x = (1, 1) to t = 0. */
  private static FixedPointInterpreter single(double eta, double... weights) {
    return single(eta, new double[] {1, 1}, weights);
  }

  private static FixedPointInterpreter single(double eta, double[] inputs, double[] weights) {
    StepPlan plan = new TrainingCase(1, NetworkShape.of(2, 1), 1).plan(BACKPROP);
    FixedPointArithmetic arithmetic = FixedPointArithmetic.sixteenBits();
    FixedPointInterpreter interpreter =
        new FixedPointInterpreter(plan, arithmetic, LearningRate.of(eta), 1);
    interpreter.put(Tensor.weight(1), new Matrix(3, 1, weights));
    interpreter.step(new Matrix(1, 2, inputs), Matrix.zeros(1, 1));
    return interpreter;
  }
}
