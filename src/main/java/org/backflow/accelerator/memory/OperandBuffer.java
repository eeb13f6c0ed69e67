package org.backflow.accelerator.memory;

/**
 * An operand as the memories see it.
 *
 * @param memory the on-chip memory that holds it or that it passes through
 * @param wordBits bits of a word
 * @param accessBits bits that the ports of the memory spend on a word: more than {@code wordBits}
 *     where a word costs a whole row, none where the words do not come from the memory
 * @param placement where its words are
 * @param bufferBits bits that a {@link Placement#STREAMED} operand may keep on chip
 */
public record OperandBuffer(
    Memory memory, int wordBits, int accessBits, Placement placement, long bufferBits) {

  /** Returns whether its words come from or go to DRAM. */
  public boolean isMoved() {
    return placement != Placement.RESIDENT;
  }

  /** Returns whether {@code words} that were fetched once need not be fetched again. */
  boolean keeps(long words) {
    return switch (placement) {
      case RESIDENT, ARRIVING -> true;
      case STREAMED -> words <= bufferBits / wordBits;
    };
  }

  /**
   * Returns how many steps of the streamed length fit the buffer when each takes {@code words};
   * never less than one, since the edge itself holds what enters in one cycle.
   */
  long steps(long words) {
    return Math.max(1, bufferBits / wordBits / words);
  }
}
