package org.backflow.plan;

import java.util.List;

/**
 * delta<sub>l</sub> = e<sub>l</sub> a<sub>l</sub> (1 - a<sub>l</sub>), element by element: the
 * derivative first, then its product with the error, two multiplications.
 */
public record HiddenDelta(String name, int layer, Extent extent) implements Operation {

  @Override
  public List<Tensor> reads() {
    return List.of(Tensor.error(layer), Tensor.activation(layer));
  }

  @Override
  public Phase phase() {
    return Phase.FEEDBACK;
  }

  @Override
  public Tensor result() {
    return Tensor.delta(layer);
  }

  @Override
  public long macs() {
    return 0;
  }

  @Override
  public long multiplies() {
    return Count.product(2, extent.elements());
  }

  @Override
  public long adds() {
    return extent.elements();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
