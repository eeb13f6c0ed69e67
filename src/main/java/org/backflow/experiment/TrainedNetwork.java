package org.backflow.experiment;

import java.util.Map;
import java.util.Optional;
import org.backflow.accelerator.CostModel;
import org.backflow.accelerator.StepCost;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.plan.StepPlan;

/**
 * What training one scheme brought, whatever its step is priced on.
 *
 * @param inFloat what was measured in single precision; empty when not trained
 * @param inFixed what was measured in fixed point; empty when not trained
 * @param effectiveFractions by the name of the operation, the share of its multiplications without
 *     a zero; measured where the accelerator holds back the others
 */
public record TrainedNetwork(
    Optional<TrainingResult> inFloat,
    Optional<TrainingResult> inFixed,
    Map<String, Double> effectiveFractions) {

  /** Copies the map. */
  public TrainedNetwork {
    effectiveFractions = Map.copyOf(effectiveFractions);
  }

  /**
   * Prices the step that was trained.
   *
   * @param experiment one that trains to the same bits
   * @param scheme the scheme that was trained
   */
  public SchemeResult priced(Experiment experiment, FeedbackScheme scheme) {
    StepPlan plan = experiment.plan(scheme);
    StepCost issued =
        new CostModel(experiment.hardware().accelerator(), experiment.hardware().arithmetic())
            .cost(plan);
    return new SchemeResult(
        plan,
        inFloat,
        inFixed,
        experiment.hardware().accelerator().zeroGating()
            ? issued.gated(effectiveFractions)
            : issued);
  }
}
