package org.backflow.layer;

import java.util.List;

/**
 * d = eta (g + lambda W); v = mu v + d; W -= d + mu v: Nesterov's accelerated gradient, at the
 * weights that look ahead (Sutskever et al. 2013, section 2; Bengio et al. 2013, "Advances in
 * optimizing recurrent networks", equation 7), as PyTorch computes it.
 *
 * @param momentum mu
 * @param weightDecay lambda
 */
public record Nesterov(double momentum, double weightDecay) implements Optimiser {

  /** Checks the ranges. */
  public Nesterov {
    OptimiserConstants.requireMomentum("nesterov", momentum);
    OptimiserConstants.requireWeightDecay(weightDecay);
  }

  @Override
  public String name() {
    return "nesterov";
  }

  @Override
  public Optimiser with(double otherMomentum, double otherDecay) {
    return new Nesterov(otherMomentum, otherDecay);
  }

  @Override
  public void emit(WeightUpdate update) {
    update.gradient(weightDecay);
    update.combine(
        "velocity",
        List.of(momentum, 1.0),
        List.of(update.velocity(), update.gradient()),
        update.velocity());
    update.combine(
        "update",
        List.of(1.0, -1.0, -momentum),
        List.of(update.weights(), update.gradient(), update.velocity()),
        update.weights());
  }
}
