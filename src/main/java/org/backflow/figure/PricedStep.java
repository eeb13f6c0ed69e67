package org.backflow.figure;

import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.StepCost;
import org.backflow.accelerator.timeline.Timeline;
import org.backflow.plan.Phase;
import org.backflow.plan.StepPlan;

/**
 * A step that was priced on an accelerator, its sums made once.
 *
 * @param step over the whole step
 * @param feedback over its feedback phase
 * @param timeline of its operations
 */
public record PricedStep(
    StepPlan plan,
    StepCost cost,
    Accelerator accelerator,
    StepCost.Totals step,
    StepCost.Totals feedback,
    Timeline timeline) {

  /** Returns the step with energies by {@code table}. */
  public static PricedStep of(
      StepPlan plan, StepCost cost, Accelerator accelerator, EnergyTable table) {
    return new PricedStep(
        plan,
        cost,
        accelerator,
        cost.totals(table, accelerator),
        cost.phase(Phase.FEEDBACK, table, accelerator),
        Timeline.of(plan, cost));
  }
}
