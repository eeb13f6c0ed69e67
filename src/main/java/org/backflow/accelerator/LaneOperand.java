package org.backflow.accelerator;

import org.backflow.accelerator.memory.LaneFolding;
import org.backflow.accelerator.memory.LaneUse;

/**
 * A tensor as the lanes of a unit see it.
 *
 * @param rowWords words of it that belong to a row of the operation; of a table, all
 */
record LaneOperand(Operand operand, LaneUse use, long rowWords) {

  /** Returns the words that cross between on-chip memory and the lanes. */
  Traffic traffic(LaneFolding folding) {
    long words = folding.words(use, rowWords);
    return use == LaneUse.RESULTS ? operand.writes(words) : operand.reads(words);
  }
}
