package org.backflow.accelerator.memory;

/** What of an operand is fetched from DRAM before each pass of a product, in words. */
interface Fetches {

  /**
   * Returns what a pass needs that is not on chip.
   *
   * @param fold of the side of the array where the operand enters; of a stationary tile, its rows
   * @param otherFold of the other side
   * @param chunk of the steps
   */
  long words(long fold, long otherFold, long chunk);

  /** Returns the sum over all passes. */
  long total();
}
