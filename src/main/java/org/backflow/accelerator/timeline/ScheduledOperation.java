package org.backflow.accelerator.timeline;

import org.backflow.accelerator.Unit;
import org.backflow.plan.Phase;

/**
 * An operation with its place in time.
 *
 * @param name the name of the operation
 * @param phase its phase
 * @param unit where it runs
 * @param usesDram whether it holds the channel to DRAM while it runs
 * @param startCycle its first cycle, counted from the start of the step
 * @param endCycle the cycle after its last
 * @param stallCycles cycles of these in which the unit waits for memory
 */
public record ScheduledOperation(
    String name,
    Phase phase,
    Unit unit,
    boolean usesDram,
    long startCycle,
    long endCycle,
    long stallCycles) {

  /** Returns the cycles that it takes. */
  public long cycles() {
    return endCycle - startCycle;
  }

  /** Returns whether {@code held} can run nothing else meanwhile. */
  public boolean holds(Unit held) {
    return held == unit || (held == Unit.DRAM && usesDram);
  }
}
