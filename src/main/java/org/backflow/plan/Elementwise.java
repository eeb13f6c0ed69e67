package org.backflow.plan;

import java.util.List;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.fixedpoint.Role;
import org.backflow.function.ElementFunction;
import org.backflow.function.FunctionFormats;

/**
 * result = f(inputs), element by element, row by row.
 *
 * @param inputs as many as the function has, each of as many words as the result, or of one word
 *     per row, which is broadcast. One of role {@link Role#RANDOM} is not stored: its words are
 *     drawn as they are read
 * @param extent the rows and columns of the result; K is 1
 */
public record Elementwise(
    String name,
    Phase phase,
    int layer,
    ElementFunction function,
    List<Tensor> inputs,
    Tensor result,
    Extent extent)
    implements Operation {

  /** Copies the list and checks its length. */
  public Elementwise {
    inputs = List.copyOf(inputs);
    if (inputs.size() != function.arity()) {
      throw new IllegalArgumentException(
          name
              + " gives "
              + function.name()
              + " "
              + inputs.size()
              + " inputs; expected "
              + function.arity());
    }
  }

  /** Returns whether an input of {@code words} words has one per row of several. */
  public boolean isBroadcast(long words) {
    return extent.n() > 1 && words == extent.m();
  }

  /** Returns which word of an input of {@code words} words is that of {@code row, column}. */
  public int index(int row, int column, long words) {
    return isBroadcast(words) ? row : row * extent.n() + column;
  }

  /** Returns the formats between which the function computes. */
  public FunctionFormats formats(FixedPointArithmetic arithmetic) {
    return new FunctionFormats(
        arithmetic,
        inputs.stream().map(input -> input.format(arithmetic)).toList(),
        result.quantization(arithmetic));
  }

  /** Returns the inputs that a memory holds: all but random bytes. */
  @Override
  public List<Tensor> reads() {
    return inputs.stream().filter(input -> input.role() != Role.RANDOM).toList();
  }

  @Override
  public long macs() {
    return 0;
  }

  @Override
  public long multiplies() {
    return Count.product(function.work().multiplies(), extent.elements());
  }

  @Override
  public long adds() {
    return Count.product(function.work().adds(), extent.elements());
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
