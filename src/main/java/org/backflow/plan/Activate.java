package org.backflow.plan;

import java.util.List;

/** a<sub>l</sub> = sigmoid(z<sub>l</sub>), element by element: a look-up in fixed point. */
public record Activate(String name, int layer, Extent extent) implements Operation {

  @Override
  public List<Tensor> reads() {
    return List.of(Tensor.preactivation(layer));
  }

  @Override
  public Phase phase() {
    return Phase.FORWARD;
  }

  @Override
  public Tensor result() {
    return Tensor.activation(layer);
  }

  @Override
  public long macs() {
    return 0;
  }

  @Override
  public long multiplies() {
    return 0;
  }

  @Override
  public long adds() {
    return 0;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
