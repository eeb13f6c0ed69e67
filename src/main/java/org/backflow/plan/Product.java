package org.backflow.plan;

import java.util.List;

/**
 * A matrix product: result[i][j] =, +=, -= sum over k of left[i][k] right[k][j], k ascending. The
 * sum is formed first and meets the result at once.
 *
 * <p>With G groups it is G such products, whose results stand side by side: each multiplies the
 * left words of its group by the right words of its group, as the views say. So column j of N
 * belongs to group j G / N, K counts the words of one group, and no other words are multiplied.
 *
 * @param result M x N words, whatever its own rows are
 */
public record Product(
    String name, Phase phase, int layer, View left, View right, Tensor result, Ending ending)
    implements Operation {

  /** Checks that the operands fit, and have the same groups. */
  public Product {
    if (left.groups() != right.groups()) {
      throw new IllegalArgumentException(
          name + " multiplies " + left.groups() + " groups by " + right.groups());
    }
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

  /** Returns how many products of equal size stand side by side. */
  public int groups() {
    return left.groups();
  }

  /** Returns M, N of all groups, and K of one. */
  @Override
  public Extent extent() {
    return new Extent(left.rows(), Math.multiplyExact(right.columns(), groups()), left.columns());
  }

  /**
   * Returns the {@link View#index index} of the left factor of term {@code k} of an element of the
   * result.
   */
  public int left(int row, int column, int k) {
    return left.index(column / right.columns(), row, k);
  }

  /** Returns the same of the right factor, which is that of every row. */
  public int right(int k, int column) {
    return right.index(column / right.columns(), k, column % right.columns());
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
  public boolean appliesFeedback() {
    return phase == Phase.FEEDBACK;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
