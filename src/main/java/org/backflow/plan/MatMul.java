package org.backflow.plan;

import java.util.List;

/**
 * A matrix product: result[i][j] = sum over k of left[i][k] right[k][j], k ascending.
 *
 * @param rightTransposed whether {@code right} is stored with rows and columns exchanged, as the
 *     weights are when backpropagation reads them; rows or columns of an operand beyond the extent
 *     (the bias row) take no part
 */
public record MatMul(
    String name,
    Phase phase,
    int layer,
    Tensor left,
    Tensor right,
    boolean rightTransposed,
    Tensor result,
    Extent extent)
    implements Operation {

  @Override
  public List<Tensor> reads() {
    return List.of(left, right);
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
    return extent.products();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
