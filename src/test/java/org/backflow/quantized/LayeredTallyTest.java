package org.backflow.quantized;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Role;
import org.backflow.layer.DrawnNetwork;
import org.backflow.layer.LayeredNetwork;
import org.backflow.network.Matrix;
import org.backflow.plan.Extent;
import org.backflow.plan.Operation;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.random.RandomStream;
import org.junit.jupiter.api.Test;

/** What is counted while networks of any layers are computed equals what their plans state. */
class LayeredTallyTest {
  private static final int CASES = 80;

  /** Schemes whose F the step does not check: every word of it may be what it likes. */
  private static final List<FeedbackScheme> SCHEMES =
      List.of(
          FeedbackSchemes.BACKPROP,
          FeedbackSchemes.RANDOM,
          FeedbackSchemes.SIGN,
          FeedbackSchemes.SIGN_SYMMETRIC,
          FeedbackSchemes.DIRECT);

  @Test
  void tallies_ofRandomNetworks_areTheCountsOfThePlan() {
    for (int seed = 0; seed < CASES; seed++) {
      RandomStream random = RandomStream.of(seed, "tallies");
      LayeredNetwork network = DrawnNetwork.of(random);
      FeedbackScheme scheme = SCHEMES.get(random.nextInt(SCHEMES.size()));
      StepPlan.Options options =
          new StepPlan.Options(random.nextInt(2) == 0, random.nextInt(2) == 0);
      StepPlan plan = network.plan(scheme, 1 + random.nextInt(3), options);
      FixedPointInterpreter interpreter = interpreter(plan, random, options);
      interpreter.step(
          values(plan, plan.given(Role.INPUT), random),
          values(plan, plan.given(Role.TARGET), random));
      for (Operation operation : plan.operations()) {
        Tally tally = interpreter.tallies().get(operation.name());
        assertThat(List.of(tally.macs(), tally.multiplies(), tally.adds()))
            .as("%s of %s, %s, seed %d", operation.name(), network, scheme.name(), seed)
            .containsExactly(operation.macs(), operation.multiplies(), operation.adds());
      }
    }
  }

  private static FixedPointInterpreter interpreter(
      StepPlan plan, RandomStream random, StepPlan.Options options) {
    FixedPointInterpreter interpreter =
        new FixedPointInterpreter(
            plan,
            FixedPointArithmetic.sixteenBits(),
            LearningRate.of(options.shiftedLearningRate() ? 0.25 : 0.07),
            1);
    for (Tensor weight : plan.weights()) {
      interpreter.put(weight, values(plan, weight, random));
    }
    for (int layer : plan.layers()) {
      if (plan.uses(Tensor.feedback(layer))) {
        interpreter.put(Tensor.feedback(layer), values(plan, Tensor.feedback(layer), random));
      }
    }
    return interpreter;
  }

  private static Matrix values(StepPlan plan, Tensor tensor, RandomStream random) {
    Extent shape = plan.shape(tensor);
    Matrix values = Matrix.zeros(shape.m(), shape.n());
    for (int i = 0; i < values.values().length; i++) {
      values.values()[i] = random.nextInt(2);
    }
    return values;
  }
}
