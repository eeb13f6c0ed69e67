package org.backflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Role;
import org.backflow.function.Precision;
import org.backflow.layer.LayeredNetwork;
import org.backflow.layer.RandomNetworks;
import org.backflow.network.Matrix;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.quantized.AccumulatorProof;
import org.backflow.quantized.FixedPointInterpreter;
import org.backflow.quantized.StepConversions;
import org.backflow.quantized.TrainedInFixedPoint;
import org.backflow.random.RandomStream;
import org.backflow.reference.FloatInterpreter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Executors against the interpreters: every bit of every tensor and register. */
class ExecutorTest {

  private static final int STEPS = 3;
  private static final long MOST_SEEDS = 120;

  /** What is drawn for a seed. */
  private record Case(StepPlan plan, double rate, Map<Tensor, Matrix> start, RandomStream samples) {

    static Case of(long seed) {
      RandomStream random = RandomStream.of(seed, "executor");
      LayeredNetwork network = RandomNetworks.network(random);
      double rate = random.nextInt(2) == 0 ? 0.25 : 0.3;
      StepPlan plan =
          network.plan(
              RandomNetworks.scheme(network, random),
              1 + random.nextInt(4),
              new StepPlan.Options(random.nextInt(2) == 0, LearningRate.of(rate).isShift()));
      Map<Tensor, Matrix> start = new HashMap<>();
      for (Tensor tensor : Executor.keptBy(plan)) {
        start.put(
            tensor,
            tensor.role() == Role.FEEDBACK
                ? RandomNetworks.feedback(plan, tensor, random)
                : RandomNetworks.values(random, plan.shape(tensor)));
      }
      return new Case(plan, rate, start, random);
    }

    Matrix inputs() {
      return RandomNetworks.values(samples, plan.shape(plan.given(Role.INPUT)));
    }

    Matrix targets() {
      return RandomNetworks.targets(samples, plan.shape(plan.given(Role.TARGET)));
    }
  }

  static Stream<Long> seeds() {
    return Stream.iterate(1L, seed -> seed + 1).limit(MOST_SEEDS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void floats_giveEveryBitOfTheInterpreter(long seed) {
    Case test = Case.of(seed);
    StepPlan plan = test.plan();
    FloatInterpreter interpreter = new FloatInterpreter(plan, Precision.SINGLE, seed);
    Executor<float[]> executor = new Executor<>(plan, new FloatMachine(seed), new HashMap<>());
    test.start().forEach(interpreter::put);
    test.start().forEach(executor::put);
    for (int step = 0; step < STEPS; step++) {
      Matrix inputs = test.inputs();
      Matrix targets = test.targets();
      executor.put(plan.given(Role.INPUT), inputs);
      executor.put(plan.given(Role.TARGET), targets);
      executor.step(test.rate());
      interpreter.step(inputs, targets, test.rate());
      for (Tensor tensor : tensors(plan)) {
        assertThat(executor.values(tensor).values())
            .as("%s, step %d of seed %d", tensor, step, seed)
            .containsExactly(interpreter.get(tensor).values());
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void codes_giveEveryBitOfTheInterpreter(long seed) {
    Case test = Case.of(seed);
    FixedPointArithmetic arithmetic = ExecutorTest.arithmetic(test, seed);
    if (FixedPointMachine.fitsDouble(test.plan(), arithmetic)) {
      compare(test, arithmetic, seed, new CodeMachine(test.plan(), arithmetic, seed));
    }
    compare(Case.of(seed), arithmetic, seed, new WideCodeMachine(test.plan(), arithmetic, seed));
  }

  /** Returns the first arithmetic drawn from {@code seed} in which the plan can be computed. */
  private static FixedPointArithmetic arithmetic(Case test, long seed) {
    for (long attempt = seed; ; attempt += MOST_SEEDS) {
      FixedPointArithmetic drawn = TrainedInFixedPoint.random(attempt);
      try {
        AccumulatorProof.requireSufficient(test.plan(), drawn);
        StepConversions.of(test.plan(), drawn, LearningRate.of(test.rate()));
        return drawn;
      } catch (IllegalArgumentException refusal) {
        assertThat(attempt).as("no arithmetic fits seed %d", seed).isLessThan(1000L * MOST_SEEDS);
      }
    }
  }

  private static <A> void compare(
      Case test, FixedPointArithmetic arithmetic, long seed, FixedPointMachine<A> machine) {
    StepPlan plan = test.plan();
    FixedPointInterpreter interpreter =
        new FixedPointInterpreter(plan, arithmetic, LearningRate.of(test.rate()), seed);
    Executor<A> executor = new Executor<>(plan, machine, new HashMap<>());
    test.start().forEach(interpreter::put);
    test.start().forEach(executor::put);
    for (int step = 0; step < STEPS; step++) {
      Matrix inputs = test.inputs();
      Matrix targets = test.targets();
      executor.put(plan.given(Role.INPUT), inputs);
      executor.put(plan.given(Role.TARGET), targets);
      executor.step(test.rate());
      interpreter.step(inputs, targets);
      for (Tensor tensor : tensors(plan)) {
        assertThat(executor.values(tensor).values())
            .as("%s, step %d of seed %d", tensor, step, seed)
            .containsExactly(
                interpreter.get(tensor).toMatrix(arithmetic.format(tensor.role())).values());
      }
      for (int layer : plan.layers()) {
        for (int unit = 0; unit < plan.units(layer); unit++) {
          assertThat(machine.registers(layer).orElseThrow().state(unit))
              .as("register %d of layer %d, step %d of seed %d", unit, layer, step, seed)
              .isEqualTo(interpreter.randomState(layer, unit));
        }
      }
    }
  }

  private static Set<Tensor> tensors(StepPlan plan) {
    Set<Tensor> tensors = new LinkedHashSet<>();
    plan.operations().forEach(operation -> tensors.addAll(operation.writes()));
    return tensors;
  }
}
