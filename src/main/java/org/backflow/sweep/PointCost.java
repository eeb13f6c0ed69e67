package org.backflow.sweep;

import java.util.Optional;
import org.backflow.accelerator.resources.Estimate;
import org.backflow.accelerator.resources.FpgaResources;
import org.backflow.experiment.Experiment;
import org.backflow.figure.PricedStep;

/**
 * What is known of a point without training.
 *
 * @param step with energies by the first energy table
 * @param baselineCycles of a step of backpropagation in the same configuration; empty where it
 *     needs what the accelerator has not
 * @param resources empty where they are not estimated
 */
public record PointCost(
    Experiment experiment,
    PricedStep step,
    Optional<Long> baselineCycles,
    Optional<Estimate> resources) {

  Optional<FpgaResources> fpga() {
    return resources.map(Estimate::resources);
  }

  /**
   * What one energy table says of a point.
   *
   * @param baselinePicojoules of a step of backpropagation; empty where that is not known
   */
  record PointEnergy(
      int minibatch,
      double feedbackPicojoules,
      double stepPicojoules,
      Optional<Double> baselinePicojoules) {}
}
