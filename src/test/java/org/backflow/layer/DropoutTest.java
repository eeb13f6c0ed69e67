package org.backflow.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.data.ImageShape;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Lfsr;
import org.backflow.fixedpoint.RandomBytes;
import org.backflow.fixedpoint.Role;
import org.backflow.function.Logistic;
import org.backflow.function.Precision;
import org.backflow.network.Matrix;
import org.backflow.plan.Operation;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.quantized.FixedPointInterpreter;
import org.backflow.random.RandomStream;
import org.backflow.reference.FloatInterpreter;
import org.junit.jupiter.api.Test;

class DropoutTest {
  private static final Tensor MASK = new Tensor(Role.MASK, 2);

  private static LayeredNetwork network(int dropped) {
    return new LayeredNetwork(
        ImageShape.vector(3),
        List.of(
            new Dense(5, Optional.of(new Logistic())),
            new Dropout(dropped),
            new Dense(2, Optional.of(new Logistic()))),
        new HalfSquaredError());
  }

  // Three quarters are kept, so words are multiplied by 4/3: in codes (4 a + 1) / 3, rounded down,
  // which is 4 a / 3 to the nearest.
  @Test
  void step_dropsTheSameWordsInFloatAndFixedPoint_asTheRegistersSay() {
    StepPlan plan = network(64).plan(FeedbackSchemes.BACKPROP, 4, StepPlan.Options.PLAIN);
    RandomStream random = RandomStream.of(1, "dropout");
    Map<Tensor, Matrix> start = LayeredStart.of(plan, random);
    FloatInterpreter real = new FloatInterpreter(plan, Precision.DOUBLE, 7);
    FixedPointInterpreter codes =
        new FixedPointInterpreter(
            plan, FixedPointArithmetic.sixteenBits(), LearningRate.of(0.3), 7);
    start.forEach(real::put);
    start.forEach(codes::put);
    int[] states = new int[5];
    for (int unit = 0; unit < 5; unit++) {
      states[unit] = Lfsr.firstState(7, -2, unit);
    }
    for (int step = 0; step < 3; step++) {
      Matrix inputs = LayeredStart.drawn(random, plan.shape(plan.given(Role.INPUT)));
      real.step(inputs, Matrix.zeros(4, 2), 0.3);
      codes.step(inputs, Matrix.zeros(4, 2));
      for (int i = 0; i < 20; i++) {
        boolean kept = (states[i % 5] & 255) >= 64;
        for (int bit = 0; bit < 8; bit++) {
          states[i % 5] = Lfsr.next(states[i % 5]);
        }
        assertThat(real.get(MASK).values()[i]).isEqualTo(kept ? 1 : 0);
        assertThat(codes.get(MASK).codes()[i]).isEqualTo(kept ? 1 : 0);
        double a = real.get(Tensor.activation(1)).values()[i];
        assertThat(real.get(Tensor.activation(2)).values()[i])
            .isCloseTo(kept ? a * 4 / 3 : 0, within(1e-15));
        long code = codes.get(Tensor.activation(1)).codes()[i];
        assertThat(codes.get(Tensor.activation(2)).codes()[i])
            .isEqualTo(kept ? Math.floorDiv(4 * code + 1, 3) : 0);
        long error = codes.get(Tensor.error(2)).codes()[i];
        assertThat(codes.get(Tensor.error(1)).codes()[i])
            .isEqualTo(kept ? Math.floorDiv(4 * error + 1, 3) : 0);
      }
    }
  }

  @Test
  void bytes_ofAUnit_areEvenlySpread_andDoNotFollowFromTheOneBefore() {
    RandomBytes bytes = RandomBytes.of(3, 1, 1);
    int dropped = 0;
    int droppedTwice = 0;
    boolean before = false;
    for (int i = 0; i < 40_000; i++) {
      boolean drops = bytes.next(0) < 64;
      dropped += drops ? 1 : 0;
      droppedTwice += drops && before ? 1 : 0;
      before = drops;
    }
    assertThat(dropped / 40_000.0).isCloseTo(0.25, within(0.01));
    assertThat(droppedTwice / 40_000.0).isCloseTo(0.0625, within(0.005));
  }

  @Test
  void inference_dropsNothing() {
    assertThat(network(64).inference(2).operations())
        .extracting(Operation::name)
        .containsExactly("forward.1", "activate.1", "forward.3", "activate.3");
  }

  @Test
  void rate_thatIsNoMultiple_isRefusedWithTheNearest() {
    assertThat(Dropout.ofRate(0.25)).isEqualTo(new Dropout(64));
    assertThatThrownBy(() -> Dropout.ofRate(0.1))
        .hasMessage(
            "a dropout rate of 0.1; expected a multiple of 1/256 between 0 and 1, since a mask"
                + " compares 8 random bits; the nearest is 0.1015625");
    assertThatThrownBy(() -> Dropout.ofRate(1.0)).hasMessageContaining("nearest is 0.99609375");
    assertThatThrownBy(() -> new Dropout(0)).hasMessageContaining("expected 1 to 255");
  }
}
