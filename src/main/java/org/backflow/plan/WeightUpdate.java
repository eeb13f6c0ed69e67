package org.backflow.plan;

import java.util.List;

/**
 * W<sub>l</sub> &lt;- W<sub>l</sub> - a<sub>l-1</sub>transposed g<sub>l</sub>: the sum over the
 * samples of the minibatch in their order, subtracted at once. M is n<sub>l-1</sub> + 1 with the
 * bias row, N is n<sub>l</sub>, K is the size of the minibatch.
 */
public record WeightUpdate(String name, int layer, Extent extent) implements Operation {

  @Override
  public List<Tensor> reads() {
    return List.of(left(), right(), result());
  }

  @Override
  public Phase phase() {
    return Phase.UPDATE;
  }

  @Override
  public Tensor result() {
    return Tensor.weight(layer);
  }

  /** Returns a<sub>l-1</sub>. */
  public Tensor left() {
    return Tensor.activation(layer - 1);
  }

  /** Returns g<sub>l</sub> = eta delta<sub>l</sub>. */
  public Tensor right() {
    return Tensor.gradient(layer);
  }

  @Override
  public long macs() {
    return extent.products();
  }

  @Override
  public long multiplies() {
    return extent.products();
  }

  @Override
  public long adds() {
    return Count.sum(extent.products(), extent.elements());
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
