package org.backflow.accelerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.backflow.accelerator.memory.TransposedAccess;
import org.backflow.accelerator.memory.UnsupportedStorageException;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.layer.DensePlan;
import org.backflow.network.NetworkShape;
import org.backflow.plan.StepPlan;
import org.junit.jupiter.api.Test;

/** The memories in a whole step: who is resident, what W transposed and B cost. */
final class MemoryCostingTest {

  private static final Optional<Dram> DRAM = Optional.of(new Dram(2.0, 10));

  private static MemorySystem system(
      Optional<Dram> dram, Optional<TransposedAccess> access, FeedbackStorage storage) {
    return new MemorySystem(
        dram,
        true,
        FoldOrder.ROWS_FIRST,
        Map.of(Memory.WEIGHT, new SramPorts(64, 4, 1)),
        access,
        storage);
  }

  private static StepCost cost(FeedbackScheme scheme, int kibibytes, MemorySystem system) {
    return cost(scheme, kibibytes, system, new ArrayShape(32, 32));
  }

  private static StepCost cost(
      FeedbackScheme scheme, int kibibytes, MemorySystem system, ArrayShape feedbackArray) {
    ArrayShape array = new ArrayShape(4, 4);
    Accelerator accelerator =
        new Accelerator(
            "test",
            "made up",
            array,
            Optional.of(feedbackArray),
            Accelerator.Dataflows.all(Dataflow.WS),
            FoldSequence.SEQUENTIAL,
            false,
            4,
            100.0,
            new Accelerator.Memories(kibibytes, kibibytes, kibibytes, 4),
            system);
    StepPlan plan = DensePlan.of(NetworkShape.of(30, 20, 10), scheme, 1, StepPlan.Options.PLAIN);
    return new CostModel(accelerator, FixedPointArithmetic.sixteenBits()).cost(plan);
  }

  private static long words(StepCost cost, Level level, String operation, String tensor) {
    return cost.operations().stream()
        .filter(o -> o.name().equals(operation))
        .flatMap(o -> o.moved().traffic().stream())
        .filter(t -> t.level() == level && t.tensor().toString().equals(tensor))
        .mapToLong(Traffic::words)
        .sum();
  }

  private static OperationCost operation(StepCost cost, String name) {
    return cost.operations().stream().filter(o -> o.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void largeMemories_keepWeightsAndFeedback_andFetchTheSampleOncePerStep() {
    StepCost cost =
        cost(FeedbackSchemes.RANDOM, 64, system(DRAM, Optional.empty(), FeedbackStorage.SRAM));
    assertThat(words(cost, Level.DRAM, "forward.1", "input.0")).isEqualTo(31);
    assertThat(words(cost, Level.DRAM, "update.1", "input.0")).isZero();
    assertThat(words(cost, Level.DRAM, "error.2", "target.2")).isEqualTo(10);
    assertThat(
            cost.operations().stream()
                .mapToLong(operation -> operation.moved().words(Level.DRAM))
                .sum())
        .isEqualTo(41);
    // W_1, W_2 and B come once, at 16 bits a cycle after 10 cycles each.
    assertThat(cost.initialLoad().traffic()).hasSize(3);
    assertThat(cost.initialLoad().cycles()).isEqualTo(30 + 620 + 210 + 200);
  }

  @Test
  void smallMemories_moveWeightsInEveryStep() {
    // 1 KiB: 4,096 bits are active. W_1 (9,920) and W_2 (3,360 of 2,048) pass through; B (3,200)
    // fits alone.
    StepCost cost =
        cost(FeedbackSchemes.RANDOM, 1, system(DRAM, Optional.empty(), FeedbackStorage.SRAM));
    assertThat(words(cost, Level.DRAM, "forward.1", "weight.1")).isEqualTo(620);
    assertThat(words(cost, Level.DRAM, "update.1", "weight.1")).isEqualTo(1240);
    assertThat(words(cost, Level.DRAM, "feedback.1", "feedback.1")).isZero();
    assertThat(operation(cost, "update.1").when().stallCycles()).isPositive();
    assertThat(cost.initialLoad().traffic())
        .extracting(traffic -> traffic.tensor().toString())
        .containsExactly("feedback.1");
  }

  @Test
  void feedbackStorage_dram_movesFeedbackInEveryStep() {
    StepCost cost =
        cost(FeedbackSchemes.RANDOM, 64, system(DRAM, Optional.empty(), FeedbackStorage.DRAM));
    assertThat(words(cost, Level.DRAM, "feedback.1", "feedback.1")).isEqualTo(200);
    StepCost oneHot =
        cost(FeedbackSchemes.ONE_HOT, 64, system(DRAM, Optional.empty(), FeedbackStorage.DRAM));
    assertThat(words(oneHot, Level.DRAM, "feedback.1", "selection.1")).isEqualTo(20);
  }

  @Test
  void feedbackStorage_withoutMemory_readsNothing() {
    for (FeedbackStorage storage : List.of(FeedbackStorage.LFSR, FeedbackStorage.WIRED)) {
      MemorySystem system = system(Optional.empty(), Optional.empty(), storage);
      StepCost random = cost(FeedbackSchemes.RANDOM, 64, system);
      assertThat(words(random, Level.SRAM, "feedback.1", "feedback.1")).isZero();
      StepCost oneHot = cost(FeedbackSchemes.ONE_HOT, 64, system);
      assertThat(words(oneHot, Level.SRAM, "feedback.1", "selection.1")).isZero();
    }
  }

  @Test
  void feedbackStorage_array_savesTheLoading() {
    MemorySystem stored = system(Optional.empty(), Optional.empty(), FeedbackStorage.SRAM);
    MemorySystem inArray = system(Optional.empty(), Optional.empty(), FeedbackStorage.ARRAY);
    long cycles = operation(cost(FeedbackSchemes.RANDOM, 64, stored), "feedback.1").totalCycles();
    StepCost cost = cost(FeedbackSchemes.RANDOM, 64, inArray);
    assertThat(operation(cost, "feedback.1").totalCycles()).isEqualTo(cycles - 32);
    assertThat(words(cost, Level.SRAM, "feedback.1", "feedback.1")).isZero();
    assertThatThrownBy(() -> cost(FeedbackSchemes.RANDOM, 64, inArray, new ArrayShape(8, 8)))
        .isInstanceOf(UnsupportedStorageException.class)
        .hasMessageContaining("6 folds of the feedback array of 8x8; expected one");
  }

  @Test
  void transposedAccess_copy_writesTheWeightsAgainAfterEveryUpdate() {
    StepCost cost =
        cost(
            FeedbackSchemes.BACKPROP,
            64,
            system(DRAM, Optional.of(TransposedAccess.COPY), FeedbackStorage.SRAM));
    assertThat(words(cost, Level.SRAM, "update.2", "transposedWeight.2")).isEqualTo(200);
    assertThat(words(cost, Level.SRAM, "feedback.1", "transposedWeight.2")).isEqualTo(200);
    assertThat(words(cost, Level.SRAM, "update.1", "transposedWeight.1")).isZero();
    assertThat(words(cost, Level.DRAM, "update.2", "transposedWeight.2")).isZero();
    // No copy where nothing reads W transposed.
    StepCost random =
        cost(
            FeedbackSchemes.RANDOM,
            64,
            system(DRAM, Optional.of(TransposedAccess.COPY), FeedbackStorage.SRAM));
    assertThat(words(random, Level.SRAM, "update.2", "transposedWeight.2")).isZero();
  }

  @Test
  void transposedAccess_buffer_costsAWriteAndAReadAndTheFirstFill() {
    StepCost cost =
        cost(
            FeedbackSchemes.BACKPROP,
            64,
            system(Optional.empty(), Optional.of(TransposedAccess.BUFFER), FeedbackStorage.SRAM));
    assertThat(words(cost, Level.SRAM, "feedback.1", "transposingBuffer.1")).isEqualTo(400);
    // 20 words of 16 bits for each of K = 10 rows, 256 bits a cycle: 2 cycles instead of 1, and
    // 32 rows of the buffer.
    assertThat(operation(cost, "feedback.1").when().stallCycles()).isEqualTo(32 + 10);
  }

  @Test
  void transposedAccess_columnReads_costARowForEachWord() {
    StepCost cost =
        cost(
            FeedbackSchemes.BACKPROP,
            64,
            system(
                Optional.empty(),
                Optional.of(TransposedAccess.COLUMN_READS),
                FeedbackStorage.SRAM));
    OperationCost feedback = operation(cost, "feedback.1");
    Traffic weights =
        feedback.moved().traffic().stream()
            .filter(t -> t.memory() == Memory.WEIGHT)
            .findFirst()
            .orElseThrow();
    assertThat(weights.reads()).isEqualTo(200);
    assertThat(weights.wordBits()).isEqualTo(64);
    // Four rows in a cycle for 20 words: 5 cycles instead of 1, K = 10 times.
    assertThat(feedback.when().stallCycles()).isEqualTo(40);
    assertThatThrownBy(
            () ->
                new MemorySystem(
                    Optional.empty(),
                    true,
                    FoldOrder.ROWS_FIRST,
                    Map.of(),
                    Optional.of(TransposedAccess.COLUMN_READS),
                    FeedbackStorage.SRAM))
        .hasMessageContaining("expected ports of the weight memory");
  }
}
