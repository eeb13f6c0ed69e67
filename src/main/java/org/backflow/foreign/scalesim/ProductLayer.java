package org.backflow.foreign.scalesim;

import org.backflow.plan.Extent;

/**
 * A layer that is a matrix product, as in a fully connected network or a transformer.
 *
 * @param name the name in the file
 * @param rows M of one sample: 1, or the length of a sequence
 * @param columns N, the outputs
 * @param sums K, the inputs
 * @param sparsity of the weights
 */
public record ProductLayer(String name, int rows, int columns, int sums, Sparsity sparsity)
    implements TopologyLayer {

  /** Checks the lengths. */
  public ProductLayer {
    TopologyLayer.checked(name, rows, columns, sums);
  }

  @Override
  public Extent product(int batch) {
    return TopologyLayer.checked(name, (long) rows * batch, columns, sums);
  }

  @Override
  public Extent input(int batch) {
    Extent product = product(batch);
    return new Extent(product.m(), product.k(), 1);
  }

  @Override
  public boolean unfoldsInput() {
    return false;
  }
}
