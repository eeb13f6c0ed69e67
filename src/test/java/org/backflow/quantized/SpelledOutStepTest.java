package org.backflow.quantized;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.backflow.fixedpoint.Lfsr;
import org.backflow.fixedpoint.Overflow;
import org.backflow.fixedpoint.Role;
import org.backflow.fixedpoint.Rounding;
import org.backflow.plan.Operation;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The interpreter against {@link SpelledOutStep}: any network, scheme, formats and modes, every
 * tensor, register and count, bit for bit.
 */
class SpelledOutStepTest {
  private static final int STEPS = 3;

  static Stream<FixedPointCase> cases() {
    return FixedPointCase.all(40);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void step_ofAnyCase_isTheStepSpelledOut(FixedPointCase test) {
    FixedPointInterpreter interpreter = test.interpreter();
    SpelledOutStep spelledOut = test.spelledOut();
    StepPlan plan = test.plan();
    for (int step = 0; step < STEPS; step++) {
      interpreter.step(test.training().inputs(step), test.training().targets(step));
      spelledOut.step(test.inputs(step), test.targets(step));
      for (Operation operation : plan.operations()) {
        assertThat(interpreter.get(operation.result()).codes())
            .as("%s in step %d, %s", operation.name(), step, test)
            .containsExactly(flat(tensor(spelledOut, operation.result())));
      }
    }
    assertRegisters(test, interpreter, spelledOut);
    assertTallies(plan, interpreter.tallies(), spelledOut.counts);
  }

  @Test
  void cases_together_reachEveryPartOfTheContract() {
    Set<Rounding> roundings = EnumSet.noneOf(Rounding.class);
    Set<Overflow> overflows = EnumSet.noneOf(Overflow.class);
    Set<Boolean> productsAreFiner = new HashSet<>();
    long draws = 0;
    long saturations = 0;
    long skipped = 0;
    for (FixedPointCase test : cases().toList()) {
      roundings.add(test.arithmetic().weight().rounding());
      overflows.add(test.arithmetic().weight().overflow());
      ProductAlignment alignment = ProductAlignment.ofUpdate(test.arithmetic(), Role.INPUT);
      productsAreFiner.add(alignment.productShift() == 0);
      SpelledOutStep step = test.spelledOut();
      step.step(test.inputs(0), test.targets(0));
      draws += Arrays.stream(step.draws).skip(1).flatMapToLong(Arrays::stream).sum();
      for (SpelledOutStep.Count count : step.counts.values()) {
        saturations += count.saturations;
        skipped += count.multiplies - count.effective;
      }
    }
    assertThat(roundings).containsExactly(Rounding.values());
    assertThat(overflows).containsExactly(Overflow.values());
    assertThat(productsAreFiner).containsExactlyInAnyOrder(true, false);
    assertThat(draws).isGreaterThan(1_000);
    assertThat(saturations).isGreaterThan(500);
    assertThat(skipped).isGreaterThan(500);
  }

  private static void assertRegisters(
      FixedPointCase test, FixedPointInterpreter interpreter, SpelledOutStep spelledOut) {
    for (int layer = 1; layer <= test.training().network().layers(); layer++) {
      for (int unit = 0; unit < test.training().network().width(layer); unit++) {
        int replayed = Lfsr.firstState(test.training().seed(), layer, unit);
        for (long draw = 0; draw < spelledOut.draws[layer][unit]; draw++) {
          replayed = Lfsr.next(replayed);
        }
        assertThat(interpreter.randomState(layer, unit))
            .as("register of unit %d in layer %d", unit, layer)
            .isEqualTo(replayed);
      }
    }
  }

  private static void assertTallies(
      StepPlan plan, Map<String, Tally> tallies, Map<String, SpelledOutStep.Count> counts) {
    for (Operation operation : plan.operations()) {
      Tally tally = tallies.get(operation.name());
      SpelledOutStep.Count count =
          counts.getOrDefault(operation.name(), new SpelledOutStep.Count());
      assertThat(
              List.of(
                  tally.multiplies(),
                  tally.effectiveMultiplies(),
                  tally.conversions(),
                  tally.saturations()))
          .as("%s: multiplies, effective, conversions, saturations", operation.name())
          .containsExactly(count.multiplies, count.effective, count.conversions, count.saturations);
    }
  }

  private static long[][] withoutOnes(long[][] rows, int units) {
    return Arrays.stream(rows).map(row -> Arrays.copyOf(row, units)).toArray(long[][]::new);
  }

  private static long[][] tensor(SpelledOutStep step, Tensor tensor) {
    Function<long[][][], long[][]> ofLayer = tensors -> tensors[tensor.layer()];
    return switch (tensor.role()) {
      case PREACTIVATION -> ofLayer.apply(step.z);
      case ACTIVATION -> withoutOnes(ofLayer.apply(step.a), step.z[tensor.layer()][0].length);
      case ERROR -> ofLayer.apply(step.e);
      case DELTA -> ofLayer.apply(step.delta);
      case GRADIENT -> ofLayer.apply(step.g);
      case WEIGHT -> ofLayer.apply(step.w);
      default -> throw new IllegalArgumentException("no operation writes " + tensor);
    };
  }

  private static long[] flat(long[][] rows) {
    return Arrays.stream(rows).flatMapToLong(Arrays::stream).toArray();
  }
}
