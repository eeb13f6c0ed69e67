package org.backflow.figure;

import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.StepCost;
import org.backflow.accelerator.TrainingFootprint;
import org.backflow.accelerator.timeline.Timeline;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.plan.Phase;
import org.backflow.plan.StepPlan;

/**
 * A step that was priced on an accelerator, its sums made once.
 *
 * @param step over the whole step
 * @param feedback over its feedback phase
 * @param timeline of its operations
 * @param memory that it keeps
 */
public record PricedStep(
    StepPlan plan,
    StepCost cost,
    Accelerator accelerator,
    StepCost.Totals step,
    StepCost.Totals feedback,
    Timeline timeline,
    TrainingFootprint memory) {

  /** Returns the step with energies by {@code table}, in words of {@code arithmetic}. */
  public static PricedStep of(
      StepPlan plan,
      StepCost cost,
      Accelerator accelerator,
      FixedPointArithmetic arithmetic,
      EnergyTable table) {
    return new PricedStep(
        plan,
        cost,
        accelerator,
        cost.totals(table, accelerator),
        cost.phase(Phase.FEEDBACK, table, accelerator),
        Timeline.of(plan, cost),
        TrainingFootprint.of(plan, accelerator, arithmetic));
  }
}
