package org.backflow.accelerator.memory;

import org.backflow.plan.Count;

/**
 * Cycles in which a unit waits for memory, by cause.
 *
 * @param edgeCycles an on-chip memory delivers less than an edge asks for, or a transposing buffer
 *     fills for the first time
 * @param firstFillCycles the first tiles come from DRAM
 * @param transferCycles later transfers take longer than the pass that they run beside
 * @param writeBackCycles the last results go to DRAM
 */
public record StallCycles(
    long edgeCycles, long firstFillCycles, long transferCycles, long writeBackCycles) {

  /** No stall. */
  public static final StallCycles NONE = new StallCycles(0, 0, 0, 0);

  /** Returns the sum over the causes. */
  public long total() {
    return Count.sum(
        Count.sum(edgeCycles, firstFillCycles), Count.sum(transferCycles, writeBackCycles));
  }

  /** Returns these, {@code times} over. */
  public StallCycles times(long times) {
    return new StallCycles(
        Count.product(times, edgeCycles),
        Count.product(times, firstFillCycles),
        Count.product(times, transferCycles),
        Count.product(times, writeBackCycles));
  }

  /** Returns these with {@code cycles} more at the edge. */
  public StallCycles withEdge(long cycles) {
    return new StallCycles(
        Count.sum(edgeCycles, cycles), firstFillCycles, transferCycles, writeBackCycles);
  }
}
