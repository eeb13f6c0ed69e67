package org.backflow.plan;

/**
 * e<sub>l</sub>[i][j] = s delta<sub>l+1</sub>[i][selection(j)]: a router.
 *
 * @param scaled whether s is a number that grows over the epochs and not the constant one; each
 *     element then costs a multiplication
 */
public record Select(String name, int layer, Extent extent, boolean scaled) implements Operation {

  @Override
  public Phase phase() {
    return Phase.FEEDBACK;
  }

  @Override
  public Tensor result() {
    return Tensor.error(layer);
  }

  /** Returns delta<sub>l+1</sub>, from which the elements are taken. */
  public Tensor source() {
    return Tensor.delta(layer + 1);
  }

  @Override
  public long macs() {
    return 0;
  }

  @Override
  public long multiplies() {
    return scaled ? extent.elements() : 0;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
