package org.backflow.accelerator.memory;

import org.backflow.plan.Count;

/**
 * What transfers between DRAM and chip add to the cycles of passes 1..n.
 *
 * <p>Let d<sub>u</sub> be the cycles of pass u, I<sub>u</sub> the bits that it needs from DRAM,
 * O<sub>u</sub> the bits that it leaves for DRAM, t(I, O) the cycles of a transfer. With double
 * buffers the transfer beside pass u writes what pass u-1 left and then fetches what pass u+1
 * needs, so that
 *
 * <pre>stall = t(I_1, 0) + sum over u of max(0, t(I_u+1, O_u-1) - d_u) + t(0, O_n + tail)</pre>
 *
 * with O<sub>0</sub> = I<sub>n+1</sub> = 0: the first fill and the last write-back are exposed.
 * Without, transfers stand between passes:
 *
 * <pre>stall = t(I_1, 0) + sum over u &lt; n of t(I_u+1, O_u) + t(0, O_n + tail)</pre>
 *
 * <p>The sums are not taken pass by pass. A term depends on the counters of passes u-1, u and u+1,
 * which differ by one in one counter, or wrap around; and a pass depends on its counters only
 * through "first" and "last". So all positions of a counter from the third to the last but two give
 * the same term: at most five positions of each counter are visited, the third of them counted
 * (range - 4) times, whatever the size of the product. Passes that are not alike are all visited.
 */
public final class Transfers {

  private static final int ENDS = 4;

  private final Passes passes;
  private final long outers;
  private final long inners;
  private final long chunks;
  private final boolean skips;

  private Transfers(Passes passes) {
    this.passes = passes;
    this.outers = passes.outerCount();
    this.inners = passes.innerCount();
    this.chunks = passes.chunkCount();
    this.skips = passes.areAlike();
  }

  /**
   * Returns the stalls of {@code passes}, those at the edge left out.
   *
   * @param tailBits bits that are written to DRAM together with the last results
   */
  public static StallCycles stalls(
      Passes passes, Dram dram, boolean doubleBuffered, long tailBits) {
    return new Transfers(passes).stalls(dram, doubleBuffered, tailBits);
  }

  /** Returns the cycles of {@code passes} without transfers. */
  public static long cycles(Passes passes) {
    return new Transfers(passes).cycles();
  }

  private StallCycles stalls(Dram dram, boolean doubleBuffered, long tailBits) {
    long waited = 0;
    for (long outer = 0; outer < outers; outer = next(outer, outers)) {
      long ofOuter = weight(outer, outers);
      for (long inner = 0; inner < inners; inner = next(inner, inners)) {
        long ofInner = Count.product(ofOuter, weight(inner, inners));
        for (long chunk = 0; chunk < chunks; chunk = next(chunk, chunks)) {
          long wait =
              doubleBuffered
                  ? besidePass(dram, outer, inner, chunk)
                  : behindPass(dram, outer, inner, chunk);
          long alike = Count.product(ofInner, weight(chunk, chunks));
          waited = Count.sum(waited, Count.product(alike, wait));
        }
      }
    }
    long leftLast = passes.writtenBits(outers - 1, inners - 1, chunks - 1);
    return new StallCycles(
        0,
        dram.cycles(passes.fetchedBits(0, 0, 0), 0),
        waited,
        dram.cycles(0, Count.sum(leftLast, tailBits)));
  }

  private long besidePass(Dram dram, long outer, long inner, long chunk) {
    return dram.cyclesBeyond(
        passes.cycles(outer, inner, chunk),
        fetchedAfter(outer, inner, chunk),
        writtenBefore(outer, inner, chunk));
  }

  private long behindPass(Dram dram, long outer, long inner, long chunk) {
    boolean last = outer == outers - 1 && inner == inners - 1 && chunk == chunks - 1;
    return last
        ? 0
        : dram.cycles(fetchedAfter(outer, inner, chunk), passes.writtenBits(outer, inner, chunk));
  }

  private long fetchedAfter(long outer, long inner, long chunk) {
    if (chunk < chunks - 1) {
      return passes.fetchedBits(outer, inner, chunk + 1);
    }
    if (inner < inners - 1) {
      return passes.fetchedBits(outer, inner + 1, 0);
    }
    return outer < outers - 1 ? passes.fetchedBits(outer + 1, 0, 0) : 0;
  }

  private long writtenBefore(long outer, long inner, long chunk) {
    if (chunk > 0) {
      return passes.writtenBits(outer, inner, chunk - 1);
    }
    if (inner > 0) {
      return passes.writtenBits(outer, inner - 1, chunks - 1);
    }
    return outer > 0 ? passes.writtenBits(outer - 1, inners - 1, chunks - 1) : 0;
  }

  private long cycles() {
    long cycles = 0;
    for (long outer = 0; outer < outers; outer = next(outer, outers)) {
      long ofOuter = weight(outer, outers);
      for (long inner = 0; inner < inners; inner = next(inner, inners)) {
        long ofInner = Count.product(ofOuter, weight(inner, inners));
        for (long chunk = 0; chunk < chunks; chunk = next(chunk, chunks)) {
          long alike = Count.product(ofInner, weight(chunk, chunks));
          cycles = Count.sum(cycles, Count.product(alike, passes.cycles(outer, inner, chunk)));
        }
      }
    }
    return cycles;
  }

  /** Returns the next position that is visited. */
  private long next(long position, long range) {
    return skips && position == 2 && range > ENDS ? range - 2 : position + 1;
  }

  /** Returns how many positions the one that is visited stands for. */
  private long weight(long position, long range) {
    return skips && position == 2 && range > ENDS ? range - ENDS : 1;
  }
}
