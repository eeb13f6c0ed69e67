package org.backflow.layer;

import org.backflow.feedback.FeedbackScheme;
import org.backflow.network.NetworkShape;
import org.backflow.plan.StepPlan;

/** The step of dense logistic layers that are trained for half the squared error. */
public final class DensePlan {

  private DensePlan() {}

  /**
   * Plans a step.
   *
   * @throws IllegalArgumentException when {@code batch} is below one, or the scheme does not fit
   *     the network
   */
  public static StepPlan of(
      NetworkShape network, FeedbackScheme scheme, int batch, StepPlan.Options options) {
    return LayeredNetwork.of(network).plan(scheme, batch, options);
  }
}
