package org.backflow.accelerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.backflow.accelerator.memory.Dram;
import org.backflow.accelerator.memory.FeedbackStorage;
import org.backflow.accelerator.memory.FoldOrder;
import org.backflow.accelerator.memory.Level;
import org.backflow.accelerator.memory.Memory;
import org.backflow.accelerator.memory.MemorySystem;
import org.backflow.accelerator.memory.SramPorts;
import org.backflow.accelerator.timeline.Timeline;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.layer.DensePlan;
import org.backflow.network.NetworkShape;
import org.backflow.plan.CountLimitException;
import org.backflow.plan.Extent;
import org.backflow.plan.StepPlan;
import org.junit.jupiter.api.Test;

/** Counts at the ends of what is accepted are exact, or refused with the bound. */
final class ExactCountsTest {

  private static Accelerator accelerator(
      ArrayShape array, Dataflow dataflow, FoldSequence folds, MemorySystem system) {
    return new Accelerator(
        "test",
        "made up",
        array,
        Optional.empty(),
        Accelerator.Dataflows.all(dataflow),
        folds,
        false,
        Math.min(16, array.columns()),
        100.0,
        new Accelerator.Memories(64, 64, 64, 1 << 20),
        system);
  }

  private static OperationCost gemm(Extent extent, ArrayShape array, Dataflow dataflow) {
    Accelerator accelerator =
        accelerator(array, dataflow, FoldSequence.SEQUENTIAL, MemorySystem.ON_CHIP);
    return new CostModel(accelerator, FixedPointArithmetic.sixteenBits())
        .cost("gemm", extent, dataflow);
  }

  // M = 2^31 - 1 and 16 rows: 2^27 row folds, which an int sum of the two would make negative; two
  // column folds; 2 16 + 16 + 784 - 2 = 830 cycles each.
  @Test
  void cycles_ofTheLargestMinibatch_areThoseWorkedByHand() {
    OperationCost cost =
        gemm(new Extent(Integer.MAX_VALUE, 20, 784), new ArrayShape(16, 16), Dataflow.OS);
    assertThat(cost.when().folds()).isEqualTo(2 * 134_217_728L);
    assertThat(cost.totalCycles()).isEqualTo(2 * 134_217_728L * 830);
    assertThat(cost.work().macs()).isEqualTo(2_147_483_647L * 20 * 784);
  }

  @Test
  void step_ofTheLargestMinibatch_hasNoCountBelowZero() {
    StepPlan plan =
        DensePlan.of(
            NetworkShape.of(784, 20, 10),
            FeedbackSchemes.BACKPROP,
            Integer.MAX_VALUE,
            StepPlan.Options.PLAIN);
    Accelerator accelerator =
        accelerator(
            new ArrayShape(16, 16), Dataflow.OS, FoldSequence.SEQUENTIAL, MemorySystem.ON_CHIP);
    StepCost cost = new CostModel(accelerator, FixedPointArithmetic.sixteenBits()).cost(plan);
    for (OperationCost operation : cost.operations()) {
      assertNotNegative(operation);
    }
    // activate.1: a fold of 16 of 20 units and one of the rest for every sample, and a register.
    assertThat(cost.operations().get(1).totalCycles()).isEqualTo(2 * 2_147_483_647L + 1);
    assertThat(Timeline.of(plan, cost).latencyCycles()).isPositive();
  }

  // 10^18 products fit; the 16 bits of each of 10^18 words read do not.
  @Test
  void bits_beyondTheLargest_areRefusedWithTheBound() {
    OperationCost cost =
        gemm(new Extent(1_000_000, 1_000_000, 1_000_000), new ArrayShape(1, 1), Dataflow.OS);
    assertThat(cost.work().macs()).isEqualTo(1_000_000_000_000_000_000L);
    assertThatThrownBy(() -> cost.moved().bits(Level.SRAM))
        .isInstanceOf(CountLimitException.class)
        .hasMessage(
            "a count of 1000000000000000000 x 16 is beyond the largest, 2^63 - 1 ="
                + " 9223372036854775807");
  }

  @Test
  void cost_beyondTheLargestCount_isRefusedWithItsOperation() {
    StepPlan plan =
        DensePlan.of(
            NetworkShape.of(1_000_000, 1_000_000),
            FeedbackSchemes.BACKPROP,
            Integer.MAX_VALUE,
            StepPlan.Options.PLAIN);
    Accelerator accelerator =
        accelerator(
            new ArrayShape(1, 1), Dataflow.OS, FoldSequence.SEQUENTIAL, MemorySystem.ON_CHIP);
    assertThatThrownBy(
            () -> new CostModel(accelerator, FixedPointArithmetic.sixteenBits()).cost(plan))
        .isInstanceOf(CountLimitException.class)
        .hasMessageStartingWith("forward.1: a count of ")
        .hasMessageEndingWith(" is beyond the largest, 2^63 - 1 = 9223372036854775807");
  }

  /** Returns a number whose size is even in powers of two, the limit itself now and then. */
  private static int extreme(Random random, int most) {
    return random.nextInt(8) == 0
        ? most
        : (int) Math.min(most, 1 + (long) Math.pow(most, random.nextDouble()));
  }

  private static <T> T drawn(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  @Test
  void products_ofRandomExtremes_areExactOrRefused() {
    long seed = 20L;
    Random random = new Random(seed);
    int exact = 0;
    for (int i = 0; i < 3000; i++) {
      Extent extent =
          new Extent(
              extreme(random, Integer.MAX_VALUE),
              extreme(random, Integer.MAX_VALUE),
              extreme(random, Integer.MAX_VALUE));
      ArrayShape array = new ArrayShape(extreme(random, 65_536), extreme(random, 65_536));
      Dataflow dataflow = drawn(random, Dataflow.values());
      String name = "%s %s %s, seed %d, case %d".formatted(dataflow, extent, array, seed, i);
      try {
        OperationCost cost = gemm(extent, array, dataflow);
        Closed closed = new Closed(dataflow, extent, array);
        assertThat(BigInteger.valueOf(cost.work().macs())).as(name).isEqualTo(closed.macs());
        assertThat(BigInteger.valueOf(cost.when().folds())).as(name).isEqualTo(closed.folds());
        assertThat(BigInteger.valueOf(cost.totalCycles())).as(name).isEqualTo(closed.cycles());
        assertThat(BigInteger.valueOf(cost.moved().words(Level.SRAM)))
            .as(name)
            .isEqualTo(closed.words());
        assertThat(BigInteger.valueOf(cost.moved().bits(Level.SRAM)))
            .as(name)
            .isEqualTo(closed.bits());
        exact++;
      } catch (CountLimitException refusal) {
        assertThat(refusal).as(name).hasMessageContaining("2^63 - 1");
      }
    }
    assertThat(exact).as("seed %d", seed).isBetween(300, 2700);
  }

  /** The closed forms of a product with every tensor on chip, in numbers without a limit. */
  private record Closed(Dataflow dataflow, Extent extent, ArrayShape array) {

    private static BigInteger big(long value) {
      return BigInteger.valueOf(value);
    }

    private static BigInteger parts(long whole, long part) {
      return big((whole + part - 1) / part);
    }

    private BigInteger rowFolds() {
      return parts(dataflow == Dataflow.OS ? extent.m() : extent.k(), array.rows());
    }

    private BigInteger columnFolds() {
      return parts(dataflow == Dataflow.IS ? extent.m() : extent.n(), array.columns());
    }

    BigInteger macs() {
      return big(extent.m()).multiply(big(extent.n())).multiply(big(extent.k()));
    }

    BigInteger folds() {
      return rowFolds().multiply(columnFolds());
    }

    BigInteger cycles() {
      int streamed =
          switch (dataflow) {
            case OS -> extent.k();
            case WS -> extent.m();
            case IS -> extent.n();
          };
      return folds().multiply(big(2L * array.rows() + array.columns() + streamed - 2));
    }

    private BigInteger left() {
      BigInteger words = big(extent.m()).multiply(big(extent.k()));
      return dataflow == Dataflow.IS ? words : words.multiply(columnFolds());
    }

    private BigInteger right() {
      BigInteger words = big(extent.k()).multiply(big(extent.n()));
      return switch (dataflow) {
        case OS -> words.multiply(rowFolds());
        case WS -> words;
        case IS -> words.multiply(columnFolds());
      };
    }

    private BigInteger results() {
      return big(extent.m()).multiply(big(extent.n()));
    }

    private BigInteger sums() {
      return dataflow == Dataflow.OS
          ? BigInteger.ZERO
          : results().multiply(rowFolds().subtract(BigInteger.ONE)).multiply(BigInteger.TWO);
    }

    BigInteger words() {
      return left().add(right()).add(results()).add(sums());
    }

    BigInteger bits() {
      return left().add(right()).add(results()).multiply(big(16)).add(sums().multiply(big(48)));
    }
  }

  @Test
  void steps_ofRandomExtremes_haveNoCountBelowZeroAndTheSumsOfTheirOperations() {
    long seed = 21L;
    Random random = new Random(seed);
    int exact = 0;
    for (int i = 0; i < 400; i++) {
      FeedbackScheme scheme =
          FeedbackSchemes.all().get(random.nextInt(FeedbackSchemes.all().size()));
      NetworkShape network =
          NetworkShape.of(
              extreme(random, 1_000_000), extreme(random, 1_000_000), 2 + random.nextInt(9));
      int batch = extreme(random, Integer.MAX_VALUE);
      ArrayShape array = new ArrayShape(extreme(random, 65_536), extreme(random, 4096));
      Dataflow dataflow = drawn(random, Dataflow.values());
      FoldSequence folds = drawn(random, FoldSequence.values());
      Dram dram = new Dram(Math.scalb(1.0, random.nextInt(24) - 3), random.nextInt(1000));
      boolean ports = random.nextBoolean();
      MemorySystem system =
          new MemorySystem(
              Optional.of(dram),
              random.nextBoolean(),
              drawn(random, FoldOrder.values()),
              ports ? Map.of(Memory.ACTIVATION, new SramPorts(1, 1, 1)) : Map.of(),
              Optional.empty(),
              FeedbackStorage.SRAM);
      String name =
          "%s %s, batch %d, %s, %s, %s, %s, ports %s, seed %d, case %d"
              .formatted(
                  scheme.name(), network, batch, array, dataflow, folds, dram, ports, seed, i);
      try {
        StepPlan plan = DensePlan.of(network, scheme, batch, StepPlan.Options.PLAIN);
        Accelerator accelerator = accelerator(array, dataflow, folds, system);
        StepCost cost = new CostModel(accelerator, FixedPointArithmetic.sixteenBits()).cost(plan);
        for (OperationCost operation : cost.operations()) {
          assertNotNegative(operation);
          BigInteger moved =
              sum(operation.moved().traffic(), traffic -> traffic.isDram() ? traffic.bits() : 0);
          BigInteger atMost =
              BigInteger.valueOf(operation.totalCycles())
                  .multiply(BigInteger.valueOf(dram.bitsPerCycle()));
          assertThat(moved)
              .as("bits of %s over the channel, %s", operation.name(), name)
              .isLessThanOrEqualTo(atMost);
        }
        assertThat(BigInteger.valueOf(Timeline.of(plan, cost).latencyCycles()))
            .as(name)
            .isLessThanOrEqualTo(sum(cost.operations(), OperationCost::totalCycles));
        exact++;
      } catch (CountLimitException refusal) {
        assertThat(refusal).as(name).hasMessageContaining("2^63 - 1");
      }
    }
    assertThat(exact).as("seed %d", seed).isBetween(100, 399);
  }

  private static void assertNotNegative(OperationCost operation) {
    assertThat(
            List.of(
                operation.when().folds(),
                operation.when().computeCycles(),
                operation.when().stallCycles(),
                operation.work().macs(),
                operation.work().multiplies(),
                operation.work().adds()))
        .as(operation.name())
        .allSatisfy(count -> assertThat(count).isNotNegative());
    assertThat(operation.totalCycles()).as(operation.name()).isPositive();
    for (Traffic traffic : operation.moved().traffic()) {
      assertThat(traffic.reads()).as("%s %s", operation.name(), traffic).isNotNegative();
      assertThat(traffic.writes()).as("%s %s", operation.name(), traffic).isNotNegative();
    }
  }

  private static <T> BigInteger sum(List<T> parts, ToLongFunction<T> count) {
    return parts.stream()
        .map(part -> BigInteger.valueOf(count.applyAsLong(part)))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }
}
