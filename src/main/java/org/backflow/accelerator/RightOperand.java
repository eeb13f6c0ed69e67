package org.backflow.accelerator;

import org.backflow.plan.Tensor;

/**
 * The right operand of a product or a sum on an array.
 *
 * @param transposed whether it is stored with rows and columns exchanged
 * @param words of it that the operation reads, each once
 * @param wordBits what is read of each word
 */
record RightOperand(Tensor tensor, boolean transposed, long words, int wordBits) {}
