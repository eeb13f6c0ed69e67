package org.backflow.experiment;

import java.util.Optional;
import org.backflow.accelerator.StepCost;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.plan.StepPlan;

/**
 * What came out for one scheme.
 *
 * @param plan the step that was trained and priced
 * @param trainedFloat in single precision; empty when not trained
 * @param trainedFixed in fixed point; empty when not trained
 * @param cost of the step
 */
public record SchemeResult(
    StepPlan plan,
    Optional<TrainingResult> trainedFloat,
    Optional<TrainingResult> trainedFixed,
    StepCost cost) {

  /** Returns the scheme. */
  public FeedbackScheme scheme() {
    return plan.scheme();
  }
}
