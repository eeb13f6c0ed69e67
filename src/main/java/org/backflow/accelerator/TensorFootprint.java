package org.backflow.accelerator;

import org.backflow.accelerator.memory.Footprint;
import org.backflow.accelerator.memory.StoredTensor;

/**
 * One tensor that a training step keeps, and how long.
 *
 * @param footprint what it takes
 * @param changes whether the step writes it
 * @param onChip whether it has a place of its own on chip; else it lives in DRAM and passes through
 *     a buffer
 * @param from the name of the first operation during which it is there
 * @param to the name of the last one
 */
public record TensorFootprint(
    Footprint footprint, boolean changes, boolean onChip, String from, String to) {

  /** Returns which tensor it is. */
  public StoredTensor tensor() {
    return footprint.tensor();
  }

  /** Returns its words. */
  public long words() {
    return footprint.words();
  }

  /** Returns the bits of a word. */
  public int wordBits() {
    return footprint.wordBits();
  }

  /** Returns the bits of all its words. */
  public long bits() {
    return footprint.bits();
  }

  /** Returns whether it is kept from step to step. */
  public boolean isKept() {
    return footprint.lifetime() == Footprint.Lifetime.PERSISTENT;
  }

  /** Returns whether it is kept from step to step and never changes. */
  public boolean isConstant() {
    return isKept() && !changes;
  }
}
