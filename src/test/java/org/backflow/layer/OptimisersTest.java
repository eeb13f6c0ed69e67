package org.backflow.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.backflow.data.ImageShape;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.function.Logistic;
import org.backflow.function.Precision;
import org.backflow.function.Tanh;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.plan.Operation;
import org.backflow.plan.Phase;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.random.RandomStream;
import org.backflow.reference.FloatInterpreter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimisersTest {
  private static final StepPlan.Options AVERAGED = new StepPlan.Options(false, false, true);
  private static final int BATCH = 3;
  private static final int STEPS = 12;

  private static LayeredNetwork network(Optimiser optimiser) {
    return new LayeredNetwork(
        new ImageShape(4, 4, 2),
        List.of(
            new Convolution(4, Kernel.square(2, 1, 0), 2, Optional.of(new Tanh())),
            new Flatten(),
            new Dense(3, Optional.of(new Logistic()))),
        new BinaryCrossEntropy(),
        optimiser);
  }

  static Stream<Optimiser> optimisers() {
    return Optimisers.all().stream()
        .flatMap(
            optimiser ->
                Stream.of(
                    optimiser,
                    optimiser.with(optimiser.momentum(), 0.01),
                    optimiser.with(optimiser.momentum() / 2, 0.25)));
  }

  /** The formulas of PyTorch's SGD; eta is constant, so where it stands makes no difference. */
  private static final class Published {
    private final Optimiser optimiser;
    private final Map<Tensor, double[]> velocities = new HashMap<>();

    Published(Optimiser optimiser) {
      this.optimiser = optimiser;
    }

    void step(Tensor tensor, double[] w, double[] gradient, double eta) {
      double[] v = velocities.computeIfAbsent(tensor, unknown -> new double[w.length]);
      for (int i = 0; i < w.length; i++) {
        double d = gradient[i] + optimiser.weightDecay() * w[i];
        v[i] = optimiser.momentum() * v[i] + d;
        w[i] -=
            eta * (optimiser.name().equals("nesterov") ? d + optimiser.momentum() * v[i] : v[i]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("optimisers")
  void steps_inFloat_areThePublishedFormulas(Optimiser optimiser) {
    RandomStream random = RandomStream.of(17, "optimiser");
    StepPlan plan = network(optimiser).plan(FeedbackSchemes.BACKPROP, BATCH, AVERAGED);
    StepPlan plain = network(Optimisers.SGD).plan(FeedbackSchemes.BACKPROP, BATCH, AVERAGED);
    FloatInterpreter interpreter = new FloatInterpreter(plan, Precision.DOUBLE);
    Map<Tensor, Matrix> weights = LayeredStart.of(plan, random);
    weights.forEach(interpreter::put);
    Published published = new Published(optimiser);
    double eta = 0.3;
    for (int step = 0; step < STEPS; step++) {
      Matrix inputs = LayeredStart.drawn(random, plan.shape(Tensor.activation(0)));
      Matrix targets = LayeredStart.drawn(random, plan.shape(Tensor.target(3)));
      FloatInterpreter gradient = new FloatInterpreter(plain, Precision.DOUBLE);
      weights.forEach(gradient::put);
      gradient.step(inputs, targets, 1.0 / BATCH);
      weights.forEach(
          (tensor, w) -> {
            double[] before = w.values().clone();
            double[] after = gradient.get(tensor).values();
            for (int i = 0; i < before.length; i++) {
              before[i] -= after[i];
            }
            published.step(tensor, w.values(), before, eta);
          });
      interpreter.step(inputs, targets, eta / BATCH);
    }
    weights.forEach(
        (tensor, w) -> {
          double[] found = interpreter.get(tensor).values();
          for (int i = 0; i < found.length; i++) {
            assertThat(found[i])
                .as("%s, %s[%d], seed 17", optimiser, tensor, i)
                .isCloseTo(w.values()[i], within(1e-13));
          }
        });
  }

  // v = 0.5 v + g with eta g = -1 first (w = 1, v = -1 takes it to 2), then with eta halved.
  @Test
  void velocity_whereEtaChanges_keepsTheEtaThatItWasMadeWith() {
    LayeredNetwork network =
        new LayeredNetwork(
            ImageShape.vector(1),
            List.of(new Dense(1, Optional.of(new Logistic()))),
            new BinaryCrossEntropy(),
            new Momentum(0.5, 0.0));
    StepPlan plan = network.plan(FeedbackSchemes.BACKPROP, 1, StepPlan.Options.PLAIN);
    FloatInterpreter interpreter = new FloatInterpreter(plan, Precision.DOUBLE);
    interpreter.put(Tensor.weight(1), new Matrix(2, 1, new double[] {0, 0}));
    Matrix input = new Matrix(1, 1, new double[] {0});
    // Only the bias learns: a = 1/2 and t = 1/4, so g = 1/4.
    interpreter.step(input, new Matrix(1, 1, new double[] {0.25}), 1.0);
    assertThat(interpreter.get(Tensor.weight(1)).get(1, 0)).isEqualTo(-0.25);
    double a = interpreter.get(Tensor.weight(1)).get(1, 0);
    double output = 1 / (1 + Math.exp(-a));
    interpreter.step(input, new Matrix(1, 1, new double[] {0.25}), 0.5);
    assertThat(interpreter.get(Tensor.weight(1)).get(1, 0))
        .isCloseTo(-0.25 - (0.5 * 0.25 + 0.5 * (output - 0.25)), within(1e-15));
  }

  private static Stream<String> update(Optimiser optimiser) {
    return network(optimiser)
        .plan(FeedbackSchemes.BACKPROP, BATCH, StepPlan.Options.PLAIN)
        .operations()
        .stream()
        .filter(operation -> operation.phase() == Phase.UPDATE && operation.layer() == 3)
        .map(operation -> operation.name() + " " + operation.reads() + " -> " + operation.result());
  }

  @Test
  void plan_ofEveryOptimiser_storesNoMoreThanItNeeds() {
    assertThat(update(Optimisers.SGD))
        .containsExactly(
            "scale.3 [delta.3] -> gradient.3",
            "update.3 [activation.1, gradient.3, weight.3] -> weight.3");
    assertThat(update(new GradientDescent(0.1)))
        .containsExactly(
            "scale.3 [delta.3] -> gradient.3",
            "decay.3 [weight.3] -> weightGradient.3",
            "gradient.3 [activation.1, gradient.3, weightGradient.3] -> weightGradient.3",
            "update.3 [weight.3, weightGradient.3] -> weight.3");
    assertThat(update(new Momentum(0.9, 0)))
        .containsExactly(
            "scale.3 [delta.3] -> gradient.3",
            "velocity.3 [velocity.3] -> velocity.3",
            "accumulate.3 [activation.1, gradient.3, velocity.3] -> velocity.3",
            "update.3 [weight.3, velocity.3] -> weight.3");
    assertThat(update(new Nesterov(0.9, 0)))
        .containsExactly(
            "scale.3 [delta.3] -> gradient.3",
            "gradient.3 [activation.1, gradient.3] -> weightGradient.3",
            "velocity.3 [velocity.3, weightGradient.3] -> velocity.3",
            "update.3 [weight.3, weightGradient.3, velocity.3] -> weight.3");
  }

  // W of the dense layer is 37 x 3, of the convolution 5 x 4: one multiplication each for mu.
  @Test
  void plan_ofMomentum_multipliesOncePerWeight() {
    StepPlan plain = network(Optimisers.SGD).plan(FeedbackSchemes.BACKPROP, 1, AVERAGED);
    StepPlan momentum = network(new Momentum(0.9, 0)).plan(FeedbackSchemes.BACKPROP, 1, AVERAGED);
    long weights = 37 * 3 + 5 * 4;
    assertThat(momentum.total(Phase.UPDATE, Operation::multiplies))
        .isEqualTo(plain.total(Phase.UPDATE, Operation::multiplies) + weights);
    assertThat(momentum.velocities()).hasSize(2);
    for (Tensor velocity : momentum.velocities()) {
      assertThat(momentum.shape(velocity))
          .isEqualTo(momentum.shape(Tensor.weight(velocity.layer())));
    }
    StepPlan half = network(new Momentum(0.5, 0)).plan(FeedbackSchemes.BACKPROP, 1, AVERAGED);
    assertThat(half.total(Phase.UPDATE, Operation::multiplies))
        .as("a shift")
        .isEqualTo(plain.total(Phase.UPDATE, Operation::multiplies));
  }

  @Test
  void named_everyName_isFound() {
    assertThat(Optimisers.names()).containsExactly("sgd", "momentum", "nesterov");
    for (Optimiser optimiser : Optimisers.all()) {
      assertThat(Optimisers.require(optimiser.name())).isEqualTo(optimiser);
    }
    assertThatThrownBy(() -> Optimisers.require("nestorov"))
        .hasMessage(
            "no optimiser is called 'nestorov'; expected one of sgd, momentum, nesterov; did you"
                + " mean 'nesterov'?");
  }

  @Test
  void with_constantsThatAreNotForIt_isRefused() {
    assertThatThrownBy(() -> Optimisers.SGD.with(0.9, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sgd has no momentum, but is given 0.9; try momentum or nesterov");
    assertThatThrownBy(() -> new Momentum(1, 0))
        .hasMessage("momentum of momentum is 1.0; expected above 0 and below 1");
    assertThatThrownBy(() -> new Nesterov(Double.NaN, 0))
        .hasMessage("momentum of nesterov is NaN; expected above 0 and below 1");
    assertThatThrownBy(() -> new GradientDescent(-1))
        .hasMessage("weightDecay is -1.0; expected 0 or more, and below 1");
  }

  @Test
  void widths_ofAnotherOptimiser_areNone() {
    List<Layer> layers = List.of(new Dense(2, Optional.of(new Logistic())));
    LayeredNetwork network =
        new LayeredNetwork(
            ImageShape.vector(3), layers, new HalfSquaredError(), new Nesterov(0.9, 0));
    assertThat(network.widths()).isEmpty();
    assertThat(network).hasToString("3-2, nesterov");
    assertThat(LayeredNetwork.of(NetworkShape.of(3, 2)).optimiser()).isEqualTo(Optimisers.SGD);
  }
}
