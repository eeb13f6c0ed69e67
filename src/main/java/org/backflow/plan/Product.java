package org.backflow.plan;

import java.util.List;

/**
 * A matrix product: result[i][j] =, +=, -= sum over k of left[i][k] right[k][j], k ascending. The
 * sum is formed first and meets the result at once.
 *
 * @param result M x N words, whatever its own rows are
 */
public record Product(
    String name, Phase phase, int layer, View left, View right, Tensor result, Ending ending)
    implements Operation {

  /** Checks that the operands fit. */
  public Product {
    if (left.columns() != right.rows()) {
      throw new IllegalArgumentException(
          name
              + " multiplies "
              + left.rows()
              + " x "
              + left.columns()
              + " by "
              + right.rows()
              + " x "
              + right.columns());
    }
  }

  @Override
  public Extent extent() {
    return new Extent(left.rows(), right.columns(), left.columns());
  }

  @Override
  public List<Tensor> reads() {
    return ending.readsResult()
        ? List.of(left.tensor(), right.tensor(), result)
        : List.of(left.tensor(), right.tensor());
  }

  @Override
  public long macs() {
    return extent().products();
  }

  @Override
  public long multiplies() {
    return extent().products();
  }

  @Override
  public long adds() {
    Extent extent = extent();
    return ending.readsResult()
        ? Count.sum(extent.products(), extent.elements())
        : extent.products();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
