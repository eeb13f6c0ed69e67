package org.backflow.accelerator.memory;

import org.backflow.plan.Count;

/**
 * What a tensor takes in memory.
 *
 * @param words how many it has
 * @param wordBits bits of a word
 * @param lifetime when its words come into being
 */
public record Footprint(StoredTensor tensor, long words, int wordBits, Lifetime lifetime) {

  /** When the words of a tensor come into being. */
  public enum Lifetime {
    /** Before the first step; changed, if at all, by the steps themselves. */
    PERSISTENT,
    /** In DRAM before every step: inputs and targets. */
    ARRIVING,
    /** In the step. */
    PRODUCED
  }

  /**
   * Returns the bits of all words.
   *
   * @throws org.backflow.plan.CountLimitException when a {@code long} does not hold them
   */
  public long bits() {
    return Count.product(words, wordBits);
  }
}
