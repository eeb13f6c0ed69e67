package org.backflow.accelerator;

import org.backflow.accelerator.memory.Level;
import org.backflow.accelerator.memory.Memory;
import org.backflow.accelerator.memory.StoredTensor;
import org.backflow.plan.Count;

/**
 * Words of one tensor that cross one level of the memory hierarchy in one operation.
 *
 * @param level which it crosses
 * @param tensor which it is
 * @param reads words read
 * @param writes words written
 * @param wordBits bits of a word; of a row where each word costs an access to a whole row
 */
public record Traffic(Level level, StoredTensor tensor, long reads, long writes, int wordBits) {

  /** Returns the on-chip memory that holds the tensor or that it passes through. */
  public Memory memory() {
    return tensor.memory();
  }

  /** Returns whether the words are weights, feedback weights or selections. */
  public boolean isWeightOrFeedback() {
    return memory() == Memory.WEIGHT || memory() == Memory.FEEDBACK;
  }

  /** Returns whether the words cross between DRAM and chip. */
  public boolean isDram() {
    return level == Level.DRAM;
  }

  /** Returns the words moved in either direction. */
  public long words() {
    return Count.sum(reads, writes);
  }

  /** Returns the bits moved in either direction. */
  public long bits() {
    return Count.product(words(), wordBits);
  }
}
