package org.backflow.accelerator.memory;

import java.util.Optional;
import org.backflow.plan.Count;

/**
 * The memory off the chip, behind one channel that reads and writes in turn.
 *
 * <p>A transfer moves what one pass needs and what one pass has left behind. The channel moves
 * {@code bytesPerCycle} in a cycle of the accelerator's clock, and starts anew with every transfer,
 * so the last cycle of each may be used in part. A transfer that reads waits {@code latencyCycles}
 * once for its first word, however many tensors it reads; writes are posted and wait for nothing.
 *
 * @param bytesPerCycle a positive multiple of 0.125, a bit
 * @param latencyCycles cycles from a request to its first word
 * @param energy what a bit costs, whatever energy tables say; theirs when left out
 */
public record Dram(double bytesPerCycle, int latencyCycles, Optional<BitEnergy> energy) {

  /** The widest channel and the longest latency that are accepted. */
  public static final int MAX = 1 << 20;

  /** Creates a memory whose energy is that of the energy tables. */
  public Dram(double bytesPerCycle, int latencyCycles) {
    this(bytesPerCycle, latencyCycles, Optional.empty());
  }

  /** Checks the ranges. */
  public Dram {
    double bits = bytesPerCycle * Byte.SIZE;
    if (!(bits >= 1.0 && bytesPerCycle <= MAX) || bits != StrictMath.rint(bits)) {
      throw new IllegalArgumentException(
          "bytesPerCycle is " + bytesPerCycle + "; expected a multiple of 0.125 up to " + MAX);
    }
    if (latencyCycles < 0 || latencyCycles > MAX) {
      throw new IllegalArgumentException(
          "latencyCycles is " + latencyCycles + "; expected 0 to " + MAX);
    }
  }

  /** {@return the same memory behind another channel} */
  public Dram withBytesPerCycle(double other) {
    return new Dram(other, latencyCycles, energy);
  }

  /** Returns the bits that the channel moves in a cycle. */
  public long bitsPerCycle() {
    return (long) (bytesPerCycle * Byte.SIZE);
  }

  /** Returns the cycles of one transfer; none for an empty one. */
  public long cycles(long readBits, long writtenBits) {
    long latency = readBits > 0 ? latencyCycles : 0;
    long bits = Count.sum(readBits, writtenBits);
    return latency + Count.parts(bits, bitsPerCycle());
  }

  /** Returns by how much one transfer outlasts {@code available} cycles. */
  long cyclesBeyond(long available, long readBits, long writtenBits) {
    return Math.max(0, cycles(readBits, writtenBits) - available);
  }
}
