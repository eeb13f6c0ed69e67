package org.backflow.accelerator.memory;

import java.util.List;

/** Passes and transfers that take their turns in time; nothing is added up in advance. */
final class SlowClock {

  /**
   * What is computed between two transfers.
   *
   * @param fetchedBits what it needs from DRAM
   * @param writtenBits what it leaves for DRAM
   */
  record Pass(long cycles, long fetchedBits, long writtenBits) {}

  private final Dram dram;
  private long firstFillCycles;
  private long transferCycles;
  private long writeBackCycles;

  private SlowClock(Dram dram) {
    this.dram = dram;
  }

  static StallCycles run(List<Pass> passes, Dram dram, boolean doubleBuffered) {
    SlowClock clock = new SlowClock(dram);
    clock.run(passes, doubleBuffered);
    return new StallCycles(0, clock.firstFillCycles, clock.transferCycles, clock.writeBackCycles);
  }

  private void run(List<Pass> passes, boolean doubleBuffered) {
    long now = transfer(passes.get(0).fetchedBits(), 0);
    firstFillCycles = now;
    for (int pass = 0; pass < passes.size(); pass++) {
      long in = pass + 1 < passes.size() ? passes.get(pass + 1).fetchedBits() : 0;
      long computed = now + passes.get(pass).cycles();
      if (doubleBuffered) {
        long out = pass > 0 ? passes.get(pass - 1).writtenBits() : 0;
        long moved = now + transfer(in, out);
        now = Math.max(computed, moved);
      } else {
        boolean last = pass + 1 == passes.size();
        now = computed + (last ? 0 : transfer(in, passes.get(pass).writtenBits()));
      }
      transferCycles += now - computed;
    }
    writeBackCycles = transfer(0, passes.get(passes.size() - 1).writtenBits());
  }

  private long transfer(long readBits, long writtenBits) {
    long cycles = readBits > 0 ? dram.latencyCycles() : 0;
    for (double left = (readBits + writtenBits) / 8.0; left > 0; left -= dram.bytesPerCycle()) {
      cycles++;
    }
    return cycles;
  }
}
