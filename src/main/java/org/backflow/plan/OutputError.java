package org.backflow.plan;

import java.util.List;

/**
 * delta<sub>L</sub> = (a<sub>L</sub> - t) a<sub>L</sub> (1 - a<sub>L</sub>), element by element:
 * the derivative first, then its product with the difference, two multiplications.
 */
public record OutputError(String name, int layer, Extent extent) implements Operation {

  @Override
  public List<Tensor> reads() {
    return List.of(Tensor.activation(layer), Tensor.target(layer));
  }

  @Override
  public Phase phase() {
    return Phase.OUTPUT_ERROR;
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
    return Count.product(2, extent.elements());
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
