package org.backflow.accelerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.accelerator.memory.Dram;
import org.backflow.accelerator.memory.FeedbackStorage;
import org.backflow.accelerator.memory.FoldOrder;
import org.backflow.accelerator.memory.Level;
import org.backflow.accelerator.memory.Memory;
import org.backflow.accelerator.memory.MemorySystem;
import org.backflow.accelerator.memory.SramPorts;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.function.LinearCombination;
import org.backflow.layer.DensePlan;
import org.backflow.network.NetworkShape;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Extent;
import org.backflow.plan.Phase;
import org.backflow.plan.Reduce;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.junit.jupiter.api.Test;

/** The vector unit and the router, by hand. Words of delta and error have 16 bits. */
final class LanePricingTest {

  private static final int LANES = 16;

  private static OperationCost cost(
      String operation,
      NetworkShape network,
      FeedbackScheme scheme,
      int batch,
      MemorySystem system) {
    StepPlan plan = DensePlan.of(network, scheme, batch, StepPlan.Options.PLAIN);
    return new CostModel(accelerator(system), FixedPointArithmetic.sixteenBits())
        .cost(plan).operations().stream()
            .filter(o -> o.name().equals(operation))
            .findFirst()
            .orElseThrow();
  }

  private static Accelerator accelerator(MemorySystem system) {
    ArrayShape array = new ArrayShape(16, 16);
    return new Accelerator(
            "test",
            "made up",
            array,
            array,
            Accelerator.Dataflows.all(Dataflow.OS),
            LANES,
            100.0,
            new Accelerator.Memories(32, 32, 32, 32))
        .withMemorySystem(system);
  }

  private static MemorySystem memories(
      Optional<Dram> dram, Map<Memory, SramPorts> ports, FeedbackStorage storage) {
    return new MemorySystem(dram, true, FoldOrder.ROWS_FIRST, ports, Optional.empty(), storage);
  }

  private static long words(OperationCost cost, Level level, String tensor) {
    return cost.moved().traffic().stream()
        .filter(t -> t.level() == level && t.tensor().toString().equals(tensor))
        .mapToLong(Traffic::words)
        .sum();
  }

  /** 60 words of a row fill 16 lanes 4 times; the one word of the row is read by each filling. */
  @Test
  void input_ofOneColumn_isReadOncePerFilling() {
    Tensor row = Tensor.activation(1);
    Extent elements = new Extent(3, 60, 1);
    StepPlan plan =
        new StepPlan(
            FeedbackSchemes.BACKPROP,
            3,
            List.of(
                Reduce.ofRows(
                    "sum", Phase.FORWARD, 1, Reduce.Kind.SUM, Tensor.activation(0), 3, 60, row),
                new Elementwise(
                    "difference",
                    Phase.FORWARD,
                    2,
                    LinearCombination.DIFFERENCE,
                    List.of(Tensor.activation(0), row),
                    Tensor.activation(2),
                    elements)));
    FixedPointArithmetic arithmetic = FixedPointArithmetic.sixteenBits();
    Accelerator accelerator = accelerator(MemorySystem.ON_CHIP);
    OperationCost cost =
        new LanePricing(
                LANES,
                arithmetic,
                new StepOperands(plan, FeedbackStorage.SRAM, arithmetic),
                new MemoryCosting(accelerator, List.of()))
            .cost((Elementwise) plan.operations().get(1));
    assertThat(words(cost, Level.SRAM, "input.0")).isEqualTo(180);
    assertThat(words(cost, Level.SRAM, "activation.1")).isEqualTo(3 * 4);
    assertThat(words(cost, Level.SRAM, "activation.2")).isEqualTo(180);
    assertThat(cost.work().adds()).isEqualTo(180);
  }

  /** 60 units fill 16 lanes 4 times, the last time with 12; one cycle more for the register. */
  @Test
  void utilization_sixtyUnitsOnSixteenLanes_isThatWorkedByHand() {
    NetworkShape network = NetworkShape.of(30, 60, 10);
    for (String operation : new String[] {"activate.1", "feedback.1", "delta.1"}) {
      OperationCost one =
          cost(operation, network, FeedbackSchemes.ONE_HOT, 1, MemorySystem.ON_CHIP);
      assertThat(one.when().folds()).as(operation).isEqualTo(4);
      assertThat(one.totalCycles()).as(operation).isEqualTo(5);
      // 60 of 64 places; 60 of 5 cycles of 16 lanes.
      assertThat(one.used().mappingEfficiencyPercent()).as(operation).isEqualTo(93.75);
      assertThat(one.used().utilizationPercent()).as(operation).isEqualTo(75.0);
      OperationCost three =
          cost(operation, network, FeedbackSchemes.ONE_HOT, 3, MemorySystem.ON_CHIP);
      // 180 of 13 cycles of 16 lanes.
      assertThat(three.totalCycles()).as(operation).isEqualTo(13);
      assertThat(three.used().mappingEfficiencyPercent()).as(operation).isEqualTo(93.75);
      assertThat(three.used().utilizationPercent()).as(operation).isCloseTo(86.5385, within(1e-4));
    }
  }

  /** 4 fillings of 3 connections and two registers: 14 cycles of 16 lanes for 180 products. */
  @Test
  void utilization_sparseSixtyUnitsOnSixteenLanes_isThatWorkedByHand() {
    OperationCost sparse =
        cost(
            "feedback.1",
            NetworkShape.of(30, 60, 10),
            FeedbackSchemes.sparse(3),
            1,
            MemorySystem.ON_CHIP);
    assertThat(sparse.totalCycles()).isEqualTo(14);
    assertThat(sparse.used().mappingEfficiencyPercent()).isEqualTo(93.75);
    assertThat(sparse.used().utilizationPercent()).isCloseTo(80.3571, within(1e-4));
  }

  /**
   * 128 bits a cycle. Three fillings of 10 errors and 16 results, 416 bits: 4 cycles each; the last
   * of 10 errors and 12 results, 352 bits: 3 cycles; and the register.
   */
  @Test
  void utilization_waitingAtThePorts_countsAllCycles() {
    OperationCost select =
        cost(
            "feedback.1",
            NetworkShape.of(30, 60, 10),
            FeedbackSchemes.ONE_HOT,
            1,
            memories(
                Optional.empty(),
                Map.of(Memory.ACTIVATION, new SramPorts(16, 8, 1)),
                FeedbackStorage.SRAM));
    assertThat(select.when().computeCycles()).isEqualTo(5);
    assertThat(select.when().stallCycles()).isEqualTo(3 * 3 + 2);
    // 60 of 16 cycles of 16 lanes.
    assertThat(select.used().utilizationPercent()).isEqualTo(23.4375);
  }

  /** 200 samples of 10 errors for 1,000 units: 2,000 words, each fetched once. */
  @Test
  void dram_errorsThatManyUnitsListenTo_areFetchedOnce() {
    MemorySystem system = memories(Optional.of(new Dram(6.5, 20)), Map.of(), FeedbackStorage.SRAM);
    NetworkShape network = NetworkShape.of(784, 1000, 10);
    for (FeedbackScheme scheme :
        new FeedbackScheme[] {
          FeedbackSchemes.RANDOM, FeedbackSchemes.ONE_HOT, FeedbackSchemes.sparse(2)
        }) {
      OperationCost feedback = cost("feedback.1", network, scheme, 200, system);
      assertThat(words(feedback, Level.DRAM, "delta.2")).as(scheme.name()).isEqualTo(2000);
      assertThat(words(feedback, Level.DRAM, "error.1")).as(scheme.name()).isEqualTo(200_000);
    }
    // On chip, 62 fillings of 16 units read 10 errors and the last 8 units one each.
    OperationCost oneHot = cost("feedback.1", network, FeedbackSchemes.ONE_HOT, 200, system);
    assertThat(words(oneHot, Level.SRAM, "delta.2")).isEqualTo(200 * (62 * 10 + 8));
    // 40 connections of 16 units are more than the 10 errors, 16 of the last 8 too.
    OperationCost sparse = cost("feedback.1", network, FeedbackSchemes.sparse(2), 200, system);
    assertThat(words(sparse, Level.SRAM, "delta.2")).isEqualTo(200 * 63 * 10);
  }

  /** From 1,000 units above, each of 20 listens to one: 20 words on chip, the row from DRAM. */
  @Test
  void router_longRow_readsOnlyWhatIsPicked() {
    MemorySystem system = memories(Optional.of(new Dram(6.5, 20)), Map.of(), FeedbackStorage.SRAM);
    OperationCost select =
        cost("feedback.1", NetworkShape.of(30, 20, 1000, 10), FeedbackSchemes.ONE_HOT, 40, system);
    assertThat(words(select, Level.SRAM, "delta.2")).isEqualTo(40 * 20);
    // 40 rows of 16,000 bits do not fit.
    assertThat(words(select, Level.DRAM, "delta.2")).isEqualTo(40_000);
  }

  @Test
  void selections_thatStayInTheRegistersOfTheLanes_areReadOnce() {
    NetworkShape network = NetworkShape.of(30, LANES, 10);
    OperationCost select =
        cost("feedback.1", network, FeedbackSchemes.ONE_HOT, 50, MemorySystem.ON_CHIP);
    assertThat(words(select, Level.SRAM, "selection.1")).isEqualTo(LANES);
    OperationCost single =
        cost("feedback.1", network, FeedbackSchemes.sparse(1), 50, MemorySystem.ON_CHIP);
    assertThat(words(single, Level.SRAM, "selection.1")).isEqualTo(LANES);
    assertThat(words(single, Level.SRAM, "feedback.1")).isEqualTo(LANES);
    // Two connections take turns in the register.
    OperationCost pair =
        cost("feedback.1", network, FeedbackSchemes.sparse(2), 50, MemorySystem.ON_CHIP);
    assertThat(words(pair, Level.SRAM, "selection.1")).isEqualTo(50 * LANES * 2);
    assertThat(words(pair, Level.SRAM, "feedback.1")).isEqualTo(50 * LANES * 2);
  }

  /** The router's products are no work of the array: 1.6 million of them, and 16 elements. */
  @Test
  void stepUtilization_ofAnyScheme_isAtMostAll() {
    NetworkShape network = NetworkShape.of(10, 40, 40);
    Accelerator accelerator = accelerator(MemorySystem.ON_CHIP);
    CostModel model = new CostModel(accelerator, FixedPointArithmetic.sixteenBits());
    StepCost cost =
        model.cost(DensePlan.of(network, FeedbackSchemes.sparse(40), 100, StepPlan.Options.PLAIN));
    // Products on the array: (11 + 41) x 40 forward and the same for the updates, 100 samples.
    double useful = 2 * 100 * (11 + 41) * 40.0;
    double cycles = cost.operations().stream().mapToLong(OperationCost::totalCycles).sum();
    assertThat(cost.utilizationPercent(accelerator))
        .isCloseTo(100 * useful / (256 * cycles), within(1e-9));
  }

  @Test
  void gated_keepsWhatIsLoadedBeforeTheFirstStep() {
    StepCost cost =
        new CostModel(
                accelerator(
                    memories(Optional.of(new Dram(1.0, 0)), Map.of(), FeedbackStorage.SRAM)),
                FixedPointArithmetic.sixteenBits())
            .cost(
                DensePlan.of(
                    NetworkShape.of(30, 20, 10),
                    FeedbackSchemes.ONE_HOT,
                    1,
                    StepPlan.Options.PLAIN));
    assertThat(cost.initialLoad().traffic()).isNotEmpty();
    assertThat(cost.gated(Map.of("forward.1", 0.5)).initialLoad()).isEqualTo(cost.initialLoad());
  }
}
