package org.backflow.foreign.scalesim;

import org.backflow.network.NetworkShape;
import org.backflow.plan.Extent;

/**
 * A layer with weights as a matrix product C[M x N] = A[M x K] B[K x N]: A holds the inputs, one
 * row for each position that the weights see, B the weights.
 */
public sealed interface TopologyLayer permits ProductLayer, ConvolutionLayer {

  /**
   * The most multiply-accumulates of one product, 2<sup>50</sup>: below it, no count of words or
   * bits overflows on an array of any shape.
   */
  long MOST_MACS = 1L << 50;

  /** Returns the name in the file. */
  String name();

  /** Returns how many of its weights may differ from zero. */
  Sparsity sparsity();

  /**
   * Returns M, N, K of the forward product of {@code batch} samples.
   *
   * @throws IllegalArgumentException when a length or their product is too large
   */
  Extent product(int batch);

  /**
   * Returns rows and columns of the input itself, which A repeats where windows overlap.
   *
   * @throws IllegalArgumentException when a length is too large
   */
  Extent input(int batch);

  /**
   * Returns whether A repeats inputs or skips some, so that the error with respect to A must be
   * folded back onto the input, every element added to the element it came from.
   */
  boolean unfoldsInput();

  /** Returns the extent after checking that it can be counted. */
  static Extent checked(String name, long rows, long columns, long sums) {
    boolean fits =
        rows >= 1
            && rows <= Integer.MAX_VALUE
            && columns >= 1
            && columns <= NetworkShape.MAX_WIDTH
            && sums >= 1
            && sums <= NetworkShape.MAX_WIDTH
            && (double) rows * columns * sums <= MOST_MACS;
    if (!fits) {
      throw new IllegalArgumentException(
          "layer "
              + name
              + " has M, N, K = "
              + rows
              + ", "
              + columns
              + ", "
              + sums
              + "; expected M from 1 to "
              + Integer.MAX_VALUE
              + ", N and K from 1 to "
              + NetworkShape.MAX_WIDTH
              + ", and a product of at most 2^50");
    }
    return new Extent((int) rows, (int) columns, (int) sums);
  }
}
