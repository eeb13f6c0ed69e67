package org.backflow.cosim;

import java.util.Optional;
import org.backflow.accelerator.CostModel;
import org.backflow.experiment.Experiment;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.network.NetworkShape;
import org.backflow.plan.StepPlan;

/**
 * How long an interpreting simulator takes, from runs on arrays of 2x2, 4x4 and 16x16 on one busy
 * core: within a factor of three, which tells a minute from a day.
 */
final class SimulationTime {

  private static final double SECONDS_PER_CYCLE = 110e-6;
  private static final double SECONDS_PER_ELEMENT_AND_CYCLE = 9.4e-6;

  /** Loading a weight and reading it back. */
  private static final double CYCLES_PER_WEIGHT = 5.3;

  private static final double SECONDS_PER_MINUTE = 60.0;

  private SimulationTime() {}

  /** Returns what to tell before {@code schemes} train so many steps; nothing of a fast run. */
  static Optional<String> remark(
      Experiment experiment, HdlSimulator simulator, int schemes, int steps) {
    if (simulator != HdlSimulator.ICARUS) {
      return Optional.empty();
    }
    double seconds = 0;
    for (FeedbackScheme scheme : experiment.schemes().subList(0, schemes)) {
      StepPlan plan = experiment.plan(scheme);
      long stepCycles =
          new CostModel(experiment.hardware().accelerator(), experiment.hardware().arithmetic())
              .cost(plan)
              .totals(
                  experiment.hardware().energyTables().get(0), experiment.hardware().accelerator())
              .cycles();
      seconds +=
          seconds(
              (double) steps * stepCycles + CYCLES_PER_WEIGHT * weights(plan.network()),
              experiment.hardware().accelerator().array().elements());
    }
    return seconds < SECONDS_PER_MINUTE
        ? Optional.empty()
        : Optional.of(
            "icarus interprets the RTL: about "
                + Math.round(seconds / SECONDS_PER_MINUTE)
                + " min for the training; fewer --samples, a smaller --array or verilator take"
                + " less");
  }

  /** Returns the time of {@code cycles} of a core with so many elements. */
  static double seconds(double cycles, long elements) {
    return cycles * (SECONDS_PER_CYCLE + SECONDS_PER_ELEMENT_AND_CYCLE * elements);
  }

  private static double weights(NetworkShape network) {
    double weights = 0;
    for (int layer = 1; layer <= network.layers(); layer++) {
      weights += (double) network.weightRows(layer) * network.width(layer);
    }
    return weights;
  }
}
