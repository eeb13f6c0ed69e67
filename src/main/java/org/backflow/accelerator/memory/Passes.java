package org.backflow.accelerator.memory;

/**
 * The passes of an operation: what is computed between two transfers. They run in the order of
 * three nested counters, {@code outer}, {@code inner}, {@code chunk}.
 *
 * <p>Where passes {@link #areAlike}, what a pass takes and moves depends on each counter only
 * through whether it is the first or the last of its range; {@link Transfers} relies on that.
 */
public sealed interface Passes permits FoldedPasses, RowPasses, GatheredPasses {

  /** Returns the range of the outermost counter. */
  long outerCount();

  /** Returns the range of the middle counter. */
  long innerCount();

  /** Returns the range of the innermost counter. */
  long chunkCount();

  /** Returns whether passes differ at the ends of the ranges only. */
  boolean areAlike();

  /** Returns the cycles of a pass, stalls at the edge included. */
  long cycles(long outer, long inner, long chunk);

  /** Returns the bits that are fetched from DRAM before a pass can start. */
  long fetchedBits(long outer, long inner, long chunk);

  /** Returns the bits that a pass leaves to be written to DRAM. */
  long writtenBits(long outer, long inner, long chunk);
}
