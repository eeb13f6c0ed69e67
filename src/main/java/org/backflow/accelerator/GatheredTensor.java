package org.backflow.accelerator;

import org.backflow.accelerator.memory.GatheredOperand;
import org.backflow.accelerator.memory.Gathering;

/**
 * A tensor as lanes see it that gather.
 *
 * @param written whether it is a result
 * @param rows the words of rows of the operation
 */
record GatheredTensor(Operand operand, boolean written, GatheredOperand.Rows rows) {

  /** Returns the words that cross between on-chip memory and the lanes. */
  Traffic traffic(Gathering gathering) {
    return written ? operand.writes(gathering.results()) : operand.reads(gathering.gatheredWords());
  }
}
