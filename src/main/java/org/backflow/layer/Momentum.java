package org.backflow.layer;

import java.util.List;
import org.backflow.plan.Ending;

/**
 * v = mu v + eta (g + lambda W); W -= v: classical momentum (Polyak 1964, "Some methods of speeding
 * up the convergence of iteration methods"), in the form that {@link Optimiser} states.
 *
 * @param momentum mu
 * @param weightDecay lambda
 */
public record Momentum(double momentum, double weightDecay) implements Optimiser {

  /** Checks the ranges. */
  public Momentum {
    OptimiserConstants.requireMomentum("momentum", momentum);
    OptimiserConstants.requireWeightDecay(weightDecay);
  }

  @Override
  public String name() {
    return "momentum";
  }

  @Override
  public Optimiser with(double otherMomentum, double otherDecay) {
    return new Momentum(otherMomentum, otherDecay);
  }

  /** Without decay the products are added to v, and no gradient is stored. */
  @Override
  public void emit(WeightUpdate update) {
    if (weightDecay == 0.0) {
      update.combine("velocity", List.of(momentum), List.of(update.velocity()), update.velocity());
      update.product("accumulate", update.velocity(), Ending.ADD);
    } else {
      update.gradient(weightDecay);
      update.combine(
          "velocity",
          List.of(momentum, 1.0),
          List.of(update.velocity(), update.gradient()),
          update.velocity());
    }
    update.combine(
        "update",
        List.of(1.0, -1.0),
        List.of(update.weights(), update.velocity()),
        update.weights());
  }
}
