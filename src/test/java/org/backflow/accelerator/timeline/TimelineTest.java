package org.backflow.accelerator.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.CostModel;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.FoldSequence;
import org.backflow.accelerator.StepCost;
import org.backflow.accelerator.Unit;
import org.backflow.accelerator.memory.Dram;
import org.backflow.accelerator.memory.FeedbackStorage;
import org.backflow.accelerator.memory.FoldOrder;
import org.backflow.accelerator.memory.MemorySystem;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.layer.DensePlan;
import org.backflow.network.NetworkShape;
import org.backflow.plan.Operation;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.junit.jupiter.api.Test;

final class TimelineTest {

  private static Accelerator accelerator(boolean separate, Optional<Dram> dram) {
    ArrayShape array = new ArrayShape(4, 4);
    return new Accelerator(
        "test",
        "made up",
        array,
        separate ? Optional.of(array) : Optional.empty(),
        Accelerator.Dataflows.all(Dataflow.OS),
        FoldSequence.SEQUENTIAL,
        false,
        4,
        100.0,
        new Accelerator.Memories(1, 1, 1, 1),
        new MemorySystem(
            dram, true, FoldOrder.ROWS_FIRST, Map.of(), Optional.empty(), FeedbackStorage.SRAM));
  }

  private record Case(StepPlan plan, StepCost cost, Timeline timeline) {
    static Case of(NetworkShape network, FeedbackScheme scheme, int batch, Accelerator target) {
      StepPlan plan = DensePlan.of(network, scheme, batch, StepPlan.Options.PLAIN);
      StepCost cost = new CostModel(target, FixedPointArithmetic.sixteenBits()).cost(plan);
      return new Case(plan, cost, Timeline.of(plan, cost));
    }

    ScheduledOperation operation(String name) {
      return timeline.operations().stream()
          .filter(o -> o.name().equals(name))
          .findFirst()
          .orElseThrow();
    }

    long sequentialCycles() {
      return cost.operations().stream().mapToLong(o -> o.totalCycles()).sum();
    }
  }

  /**
   * 3-4-2 on 4 x 4, one sample. Forward products have K = 4 and 5: 14 and 15 cycles. Updates have K
   * = 1: 11 cycles a fold, 785 rows or not; here 4 x 4 in one fold and 5 x 2 in two. Feedback has K
   * = 2: 12 cycles. Elementwise operations take 2.
   */
  @Test
  void backprop_onOneArray_isThatWorkedByHand() {
    Case worked =
        Case.of(
            NetworkShape.of(3, 4, 2),
            FeedbackSchemes.BACKPROP,
            1,
            accelerator(false, Optional.empty()));
    // 0-14 forward.1, 14-16 activate.1, 16-31 forward.2, 31-33 activate.2, 33-35 error.2.
    assertThat(worked.operation("feedback.1").startCycle()).isEqualTo(35);
    assertThat(worked.operation("scale.2").startCycle()).isEqualTo(35);
    // update.2 must not change W_2 before feedback.1 has read it; the array is taken too.
    assertThat(worked.operation("update.2").startCycle()).isEqualTo(47);
    assertThat(worked.operation("update.2").endCycle()).isEqualTo(69);
    // 47-49 delta.1, 49-51 scale.1; update.1 waits for the array.
    assertThat(worked.operation("update.1").startCycle()).isEqualTo(69);
    assertThat(worked.timeline().latencyCycles()).isEqualTo(80);
    // The next forward.1 needs the new W_1, and so begins when everything has ended.
    assertThat(worked.timeline().initiationIntervalCycles()).isEqualTo(80);
  }

  @Test
  void fixedFeedback_onAnArrayOfItsOwn_doesNotDelayTheUpdate() {
    Accelerator separate = accelerator(true, Optional.empty());
    NetworkShape network = NetworkShape.of(3, 4, 2);
    Case random = Case.of(network, FeedbackSchemes.RANDOM, 1, separate);
    assertThat(random.operation("feedback.1").unit()).isEqualTo(Unit.FEEDBACK_ARRAY);
    // feedback.1 runs from 35 to 47, update.2 from 37, when scale.2 is done, to 59.
    assertThat(random.operation("update.2").startCycle()).isEqualTo(37);
    assertThat(random.timeline().latencyCycles()).isEqualTo(59 + 11);
    // backprop must still read W_2 before the update changes it.
    Case backprop = Case.of(network, FeedbackSchemes.BACKPROP, 1, separate);
    assertThat(backprop.operation("update.2").startCycle()).isEqualTo(47);
  }

  @Test
  void randomSteps_timelines_keepEveryRule() {
    int overlapping = 0;
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Integer[] widths = new Integer[2 + random.nextInt(4)];
      for (int i = 0; i < widths.length; i++) {
        widths[i] = 2 + random.nextInt(30);
      }
      List<FeedbackScheme> schemes = FeedbackSchemes.all();
      Accelerator target =
          accelerator(
              random.nextBoolean(),
              random.nextBoolean() ? Optional.of(new Dram(2.0, 5)) : Optional.empty());
      Case step =
          Case.of(
              new NetworkShape(List.of(widths)),
              schemes.get(random.nextInt(schemes.size())),
              1 + random.nextInt(4),
              target);
      String name = "seed " + seed;
      assertThat(step.timeline().latencyCycles())
          .as(name)
          .isLessThanOrEqualTo(step.sequentialCycles());
      assertThat(step.timeline().initiationIntervalCycles())
          .as(name)
          .isPositive()
          .isLessThanOrEqualTo(step.sequentialCycles());
      assertThat(step.timeline().latencyCycles())
          .as(name)
          .isGreaterThanOrEqualTo(criticalPath(step));
      requireOneAtATime(step.timeline(), name);
      requireTensorsInOrder(step, name);
      long busy = 0;
      for (Unit unit : List.of(Unit.FORWARD_ARRAY, Unit.FEEDBACK_ARRAY, Unit.VECTOR, Unit.ROUTER)) {
        busy += step.timeline().busyCycles(unit);
      }
      assertThat(busy).as(name).isEqualTo(step.sequentialCycles());
      overlapping += step.timeline().latencyCycles() < step.sequentialCycles() ? 1 : 0;
    }
    assertThat(overlapping).isGreaterThan(60);
  }

  private static void requireOneAtATime(Timeline timeline, String name) {
    List<ScheduledOperation> operations = timeline.operations();
    for (ScheduledOperation one : operations) {
      for (ScheduledOperation other : operations) {
        boolean share =
            !one.equals(other)
                && (one.unit() == other.unit() || (one.usesDram() && other.usesDram()));
        if (share) {
          assertThat(one.endCycle() <= other.startCycle() || other.endCycle() <= one.startCycle())
              .as("%s: %s and %s", name, one, other)
              .isTrue();
        }
      }
    }
  }

  /** Hazards, spelled out tensor by tensor and not as the scheduler does. */
  private static void requireTensorsInOrder(Case step, String name) {
    List<Operation> plan = step.plan().operations();
    for (int reader = 0; reader < plan.size(); reader++) {
      for (Tensor tensor : plan.get(reader).reads()) {
        for (int writer = 0; writer < plan.size(); writer++) {
          if (writer == reader || !plan.get(writer).result().equals(tensor)) {
            continue;
          }
          int first = Math.min(reader, writer);
          int second = Math.max(reader, writer);
          assertThat(step.timeline().operations().get(first).endCycle())
              .as("%s: %s between %s and %s", name, tensor, plan.get(first), plan.get(second))
              .isLessThanOrEqualTo(step.timeline().operations().get(second).startCycle());
        }
      }
    }
  }

  private static long criticalPath(Case step) {
    List<Operation> plan = step.plan().operations();
    List<Long> ends = new ArrayList<>();
    long longest = 0;
    for (int later = 0; later < plan.size(); later++) {
      long start = 0;
      for (int earlier = 0; earlier < later; earlier++) {
        boolean needed =
            plan.get(later).reads().contains(plan.get(earlier).result())
                || plan.get(earlier).reads().contains(plan.get(later).result());
        start = Math.max(start, needed ? ends.get(earlier) : 0);
      }
      ends.add(start + step.cost().operations().get(later).totalCycles());
      longest = Math.max(longest, ends.get(later));
    }
    return longest;
  }
}
