package org.backflow.accelerator.memory;

/**
 * The operands of a product in the order in which a dataflow maps them: what streams in by rows,
 * the other operand, the result, and the partial sums between them.
 *
 * <p>Output-stationary: {@code byRow} is A, {@code other} is B and streams in by columns.
 * Weight-stationary: {@code byRow} is A, {@code other} is B and stays. Input-stationary: {@code
 * byRow} is B, {@code other} is A and stays.
 *
 * @param byRow the operand whose words enter at the rows of the array
 * @param other the other operand
 * @param result where the results go
 * @param adds whether each result is added to the word that it replaces, which is read first
 * @param sums the partial sums of stationary operands
 */
public record ProductBuffers(
    OperandBuffer byRow,
    OperandBuffer other,
    OperandBuffer result,
    boolean adds,
    OperandBuffer sums) {}
