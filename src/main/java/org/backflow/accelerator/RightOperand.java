package org.backflow.accelerator;

import org.backflow.plan.Count;
import org.backflow.plan.Tensor;

/**
 * The right operand of a product or a sum on an array.
 *
 * @param transposed whether it is stored with rows and columns exchanged
 * @param elements what the array sees of a group of it
 * @param groups how many there are
 * @param wordBits what is read of each word
 */
record RightOperand(
    Tensor tensor, boolean transposed, Elements elements, int groups, int wordBits) {

  /** Returns the words that the operation reads, each once. */
  long words() {
    return Count.product(groups, elements.words());
  }
}
