package org.backflow.accelerator;

import org.backflow.accelerator.memory.StoredTensor;
import org.backflow.plan.Count;

/** An operand of a matrix product: a tensor, and what the array sees of it. */
record ProductOperand(Operand operand, Elements elements) {

  /** Returns the words that are read on chip when every element enters the array {@code times}. */
  Traffic reads(long times) {
    return operand.reads(Count.product(elements.words(), times));
  }

  StoredTensor tensor() {
    return operand.tensor();
  }

  int wordBits() {
    return operand.wordBits();
  }
}
