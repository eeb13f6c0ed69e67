package org.backflow.accelerator.timeline;

import java.util.List;
import org.backflow.accelerator.StepCost;
import org.backflow.accelerator.Unit;
import org.backflow.plan.Count;
import org.backflow.plan.StepPlan;

/**
 * A training step in time: operations run at once on different units as far as the tensors allow
 * that they read and write.
 *
 * <p>An operation waits for the one that wrote what it reads (read after write), for those that
 * still read what it overwrites (write after read: {@code backprop} reads W before the update
 * changes it, a fixed B is never changed), and for the one that wrote it before (write after
 * write). Among the operations that need wait for none that is not yet placed, the one that can
 * start first is placed next, in doubt the first in the order of the plan: list scheduling, the
 * same on every run. An operation that moves words to or from DRAM holds the only channel as long
 * as it runs, since its stalls were counted with the channel to itself.
 *
 * <p>The next step may start before this one ends. Each tensor has one place, so the next step
 * waits for tensors of this one by the same rules, in particular its first forward product for the
 * first layer's new weights. Steps are placed one after the other until their shape repeats.
 *
 * @param operations of the first step, in the order of the plan
 * @param latencyCycles from the start of a step to its end
 * @param initiationIntervalCycles from the start of a step to the start of the next, once that no
 *     longer changes
 */
public record Timeline(
    List<ScheduledOperation> operations, long latencyCycles, long initiationIntervalCycles) {

  /** Copies the list. */
  public Timeline {
    operations = List.copyOf(operations);
  }

  /**
   * Places the operations of {@code plan} in time.
   *
   * @param cost of the same plan
   */
  public static Timeline of(StepPlan plan, StepCost cost) {
    return new Scheduler(plan, cost).timeline();
  }

  /** Returns the cycles in which {@code unit} is held by an operation. */
  public long busyCycles(Unit unit) {
    return operations.stream()
        .filter(operation -> operation.holds(unit))
        .mapToLong(ScheduledOperation::cycles)
        .reduce(0, Count::sum);
  }
}
