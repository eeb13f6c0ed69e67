package org.backflow.accelerator.resources;

import java.util.List;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.Dataflow;
import org.backflow.accelerator.array.WordWidths;

/**
 * A memory beside an array, as far as it decides how many block RAMs it takes.
 *
 * @param name what it holds
 * @param bits its capacity
 * @param portBits bits read in one cycle
 */
public record OnChipMemory(String name, long bits, long portBits) {

  /**
   * Returns the memories of {@code accelerator}, with ports as wide as the edges of {@code array}
   * that they feed.
   *
   * <p>Weights and feedback weights come in at one edge, activations at the other; the activation
   * memory feeds both, since both operands of an update are activations and errors. Sums leave, and
   * come back between folds, at the columns.
   */
  public static List<OnChipMemory> of(
      Accelerator.Memories memories, ArrayShape array, Dataflow dataflow, WordWidths widths) {
    long rows = (long) array.rows() * widths.a();
    long columns = (long) array.columns() * widths.b();
    // Where inputs stay it is weights that stream along the rows.
    long weights = dataflow == Dataflow.IS ? rows : columns;
    return List.of(
        of("activations", memories.activationKibibytes(), rows + columns),
        of("weights", memories.weightKibibytes(), weights),
        of("feedback", memories.feedbackKibibytes(), weights),
        of("accumulators", memories.accumulatorKibibytes(), (long) array.columns() * widths.sum()));
  }

  private static OnChipMemory of(String name, int kibibytes, long portBits) {
    return new OnChipMemory(name, kibibytes * 8192L, portBits);
  }

  /** Returns the block RAMs that it takes in a device of {@code family}. */
  public long blockRams(FpgaFamily family) {
    return family.blockRams(bits, portBits);
  }
}
