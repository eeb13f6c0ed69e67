package org.backflow.foreign.scalesim;

import java.util.Optional;
import org.backflow.plan.Extent;
import org.backflow.plan.StepPlan;

/**
 * What a training step does for one layer of a topology.
 *
 * @param layer the layer
 * @param plan its operations, in which tensors of layer 1 belong to its input and those of layer 2
 *     to its output
 * @param fold where the error with respect to the unfolded input is added up to the error with
 *     respect to the input; empty where they are the same
 */
public record LayerStep(TopologyLayer layer, StepPlan plan, Optional<Fold> fold) {

  /**
   * Adds the columns of an unfolded input back together (col2im).
   *
   * @param unfolded rows and columns of what is added, element by element
   * @param input rows and columns of the sums
   */
  public record Fold(Extent unfolded, Extent input) {}
}
