package org.backflow.accelerator.resources;

import java.util.List;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.FoldSequence;
import org.backflow.accelerator.array.WordWidths;
import org.backflow.plan.Count;

/**
 * What is put on an FPGA: arrays, a vector unit and memories.
 *
 * @param name the accelerator that it is taken from
 * @param arrays the forward array and, where it is not shared, the feedback array
 * @param dataflow what stays in the arrays
 * @param folds how the folds of a product follow each other
 * @param widths bits of operands and sums
 * @param vectorLanes elements that the vector unit takes in a cycle
 * @param memories capacities
 */
public record FpgaDesign(
    String name,
    List<ArrayShape> arrays,
    Dataflow dataflow,
    FoldSequence folds,
    WordWidths widths,
    int vectorLanes,
    Accelerator.Memories memories) {

  /** Copies the list and checks that operands are as wide as synthesised ones. */
  public FpgaDesign {
    arrays = List.copyOf(arrays);
    FpgaFamily.requireSynthesised(widths.a());
    FpgaFamily.requireSynthesised(widths.b());
  }

  /**
   * Returns the arrays, vector unit and memories of {@code accelerator}.
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
        accelerator.vectorLanes(),
        accelerator.memories());
  }

  /** Returns the bits of a word: of the wider operand. */
  int wordBits() {
    return Math.max(widths.a(), widths.b());
  }

  /** Returns the words that a memory gives in a cycle, a power of two, as in the core. */
  int banks() {
    ArrayShape array = arrays.get(0);
    return banks(Math.max(array.rows(), array.columns()));
  }

  /** Returns the smallest power of two that is not below {@code lanes}, at least 2. */
  static int banks(int lanes) {
    return Math.max(2, Integer.highestOneBit(2 * lanes - 1));
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
