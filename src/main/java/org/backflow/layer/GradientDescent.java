package org.backflow.layer;

import java.util.List;
import org.backflow.plan.Ending;

/**
 * W -= eta g, stochastic gradient descent; with weight decay W -= eta (g + lambda W).
 *
 * @param weightDecay lambda
 */
public record GradientDescent(double weightDecay) implements Optimiser {

  /** Checks the range. */
  public GradientDescent {
    OptimiserConstants.requireWeightDecay(weightDecay);
  }

  @Override
  public String name() {
    return "sgd";
  }

  @Override
  public double momentum() {
    return 0.0;
  }

  @Override
  public Optimiser with(double momentum, double otherDecay) {
    if (momentum != 0.0) {
      throw new IllegalArgumentException(
          name() + " has no momentum, but is given " + momentum + "; try momentum or nesterov");
    }
    return new GradientDescent(otherDecay);
  }

  @Override
  public void emit(WeightUpdate update) {
    if (weightDecay == 0.0) {
      update.product("update", update.weights(), Ending.SUBTRACT);
      return;
    }
    update.gradient(weightDecay);
    update.combine(
        "update",
        List.of(1.0, -1.0),
        List.of(update.weights(), update.gradient()),
        update.weights());
  }
}
