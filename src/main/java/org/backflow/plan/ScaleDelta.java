package org.backflow.plan;

import java.util.List;

/**
 * g<sub>l</sub> = eta delta<sub>l</sub>, element by element. This is done once per unit and sample;
 * the update then multiplies by the activations alone.
 *
 * @param shift whether eta is a power of two, which needs no multiplier
 */
public record ScaleDelta(String name, int layer, Extent extent, boolean shift)
    implements Operation {

  @Override
  public List<Tensor> reads() {
    return List.of(Tensor.delta(layer));
  }

  @Override
  public Phase phase() {
    return Phase.UPDATE;
  }

  @Override
  public Tensor result() {
    return Tensor.gradient(layer);
  }

  @Override
  public long macs() {
    return 0;
  }

  @Override
  public long multiplies() {
    return shift ? 0 : extent.elements();
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
