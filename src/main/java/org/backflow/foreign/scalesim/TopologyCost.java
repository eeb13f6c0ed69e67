package org.backflow.foreign.scalesim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.EnergyTable;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.fixedpoint.FixedPointArithmetic;

/**
 * What a topology costs on an accelerator: its forward pass, or a training step under each of some
 * feedback schemes.
 *
 * @param topology the layers
 * @param batch samples per step
 * @param accelerator what it runs on
 * @param energyTable what an event consumes
 * @param passes one for each scheme that can be applied; one without a scheme for the forward pass
 * @param notPriced what the figures leave out, or price otherwise than the file says
 */
public record TopologyCost(
    Topology topology,
    int batch,
    Accelerator accelerator,
    EnergyTable energyTable,
    List<Pass> passes,
    List<String> notPriced) {

  /** How the rows of a file become a training step; see {@link TrainingPass}. */
  public static final List<String> CONVENTION =
      List.of(
          "every layer stands on its own, with the M, N, K of its row; M is multiplied by the"
              + " batch",
          "feedback of a layer, the first left out, is [M x N] F [N x K] in the form of the scheme;"
              + " that of a convolution is then added back onto its input",
          "the update of a layer is [K x M] [M x N], subtracted from its weights");

  /** Copies the lists. */
  public TopologyCost {
    passes = List.copyOf(passes);
    notPriced = List.copyOf(notPriced);
  }

  /**
   * Returns what a reader must know of the figures: how the file was read where it could be read
   * otherwise, and what energies are extrapolated. Empty for most.
   */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>(topology.remarks());
    remarks.addAll(energyRemarks());
    return remarks;
  }

  /** Returns what a reader must know of the energies alone. */
  public List<String> energyRemarks() {
    return energyTable.remarks(
        accelerator, passes.stream().map(pass -> pass.cost().step()).toList());
  }

  /**
   * The cost under one scheme.
   *
   * @param scheme empty for a forward pass alone
   * @param cost layer by layer
   */
  public record Pass(Optional<FeedbackScheme> scheme, PassCost cost) {
    /** Returns the name of the scheme, or nothing. */
    public String name() {
      return scheme.map(FeedbackScheme::name).orElse("");
    }
  }

  /**
   * Prices the forward pass.
   *
   * @throws IllegalArgumentException when {@code batch} is below one, or too large for a layer
   */
  public static TopologyCost forward(
      Topology topology,
      int batch,
      Accelerator accelerator,
      FixedPointArithmetic arithmetic,
      EnergyTable energyTable) {
    PassCost cost = PassCost.of(TrainingPass.forward(topology, batch), accelerator, arithmetic);
    return new TopologyCost(
        topology,
        batch,
        accelerator,
        energyTable,
        List.of(new Pass(Optional.empty(), cost)),
        notPriced(topology));
  }

  /**
   * Prices a training step.
   *
   * @param schemes the schemes; those that cannot be applied to a topology are named in {@link
   *     #notPriced}
   * @throws IllegalArgumentException when {@code batch} is below one, or too large for a layer
   */
  public static TopologyCost training(
      Topology topology,
      int batch,
      List<FeedbackScheme> schemes,
      Accelerator accelerator,
      FixedPointArithmetic arithmetic,
      EnergyTable energyTable) {
    List<String> notPriced = notPriced(topology);
    if (accelerator.memorySystem().dram().isPresent()) {
      notPriced.add("DRAM traffic of adding an unfolded error back onto its input");
    }
    List<Pass> passes = new ArrayList<>();
    for (FeedbackScheme scheme : schemes) {
      Optional<String> refusal = TrainingPass.refusal(topology, scheme, batch);
      if (refusal.isPresent()) {
        notPriced.add("scheme " + scheme.name() + ": " + refusal.get());
      } else {
        TrainingPass pass = TrainingPass.of(topology, scheme, batch);
        passes.add(new Pass(Optional.of(scheme), PassCost.of(pass, accelerator, arithmetic)));
      }
    }
    return new TopologyCost(topology, batch, accelerator, energyTable, passes, notPriced);
  }

  private static List<String> notPriced(Topology topology) {
    List<String> notPriced = new ArrayList<>();
    notPriced.add(
        "what a file of layer shapes does not state: pooling, normalisation, softmax, residual"
            + " additions, biases beyond K");
    for (TopologyLayer layer : topology.layers()) {
      if (!layer.sparsity().isDense()) {
        notPriced.add(
            "sparsity " + layer.sparsity() + " of " + layer.name() + ": priced as dense weights");
      }
    }
    return notPriced;
  }
}
