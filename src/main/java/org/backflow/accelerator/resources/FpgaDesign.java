package org.backflow.accelerator.resources;

import java.util.List;
import java.util.Optional;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.FoldSequence;
import org.backflow.accelerator.array.WordWidths;
import org.backflow.plan.Count;

/**
 * What is put on an FPGA: arrays and their memories.
 *
 * @param name the accelerator that it is taken from
 * @param arrays the forward array and, where it is not shared, the feedback array
 * @param dataflow what stays in the arrays
 * @param folds how the folds of a product follow each other
 * @param widths bits of operands and sums
 * @param memories capacities
 */
public record FpgaDesign(
    String name,
    List<ArrayShape> arrays,
    Dataflow dataflow,
    FoldSequence folds,
    WordWidths widths,
    Accelerator.Memories memories) {

  /** Copies the list and checks that every operand fits a multiplier block of some family. */
  public FpgaDesign {
    arrays = List.copyOf(arrays);
    FpgaFamily.XILINX7.requireOneMultiplierBlock(widths);
  }

  /**
   * Returns the arrays and memories of {@code accelerator}.
   *
   * @throws IllegalArgumentException when its phases ask for different dataflows, since no array
   *     with several was synthesised
   */
  public static FpgaDesign of(Accelerator accelerator, WordWidths widths) {
    Accelerator.Dataflows dataflows = accelerator.dataflows();
    if (!dataflows.equals(Accelerator.Dataflows.all(dataflows.forward()))) {
      throw new IllegalArgumentException(
          accelerator.name()
              + " uses several dataflows; expected one, such as --dataflow "
              + dataflows.forward().label());
    }
    boolean shared = accelerator.separateFeedbackArray().isEmpty();
    return new FpgaDesign(
        accelerator.name(),
        shared
            ? List.of(accelerator.array())
            : List.of(accelerator.array(), accelerator.feedbackArray()),
        dataflows.forward(),
        accelerator.foldSequence(),
        widths,
        accelerator.memories());
  }

  /**
   * Returns the model for arrays like these.
   *
   * @param rows what was synthesised for {@code family}
   * @return empty when too few such arrays were, or an operand is too wide for {@code family}
   */
  public Optional<ResourceModel> model(FpgaFamily family, List<SynthesisRow> rows) {
    return family.takes(widths)
        ? ResourceModel.fit(ArrayKind.of(family, dataflow, folds), rows)
        : Optional.empty();
  }

  /** Returns what the arrays take. */
  public FpgaResources arrays(ResourceModel model) {
    return arrays.stream()
        .map(shape -> model.estimate(shape, widths))
        .reduce(FpgaResources.NONE, FpgaResources::plus);
  }

  /** Returns what the memories take: block RAMs alone. */
  public FpgaResources memories(FpgaFamily family) {
    long blockRams =
        OnChipMemory.of(memories, arrays.get(0), dataflow, widths).stream()
            .mapToLong(memory -> memory.blockRams(family))
            .reduce(0, Count::sum);
    return new FpgaResources(0.0, 0.0, 0.0, blockRams);
  }
}
