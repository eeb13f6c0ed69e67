package org.backflow.training;

import org.backflow.data.InvalidDataException;
import org.backflow.network.NetworkShape;
import org.backflow.training.kernel.Lanes;

/** What can be trained: matrices, and what a minibatch computes, are arrays. */
final class TrainingSize {

  /** The longest array that every virtual machine can make. */
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private TrainingSize() {}

  /**
   * Checks that a matrix of {@code network} fits an array.
   *
   * @throws InvalidDataException when it does not
   */
  static void requireArray(Object network, String matrix, long rows, long columns) {
    if (rows * columns > LONGEST_ARRAY) {
      throw new InvalidDataException(
          "layers "
              + network
              + ": "
              + matrix
              + " has "
              + rows
              + " x "
              + columns
              + " elements; expected at most "
              + LONGEST_ARRAY
              + " in a network that is trained");
    }
  }

  /**
   * Checks that weights and words of all networks, side by side, fit arrays.
   *
   * @throws InvalidDataException when they do not
   */
  static void requireLanes(NetworkShape shape, int networks, int minibatch) {
    for (int layer = 1; layer <= shape.layers(); layer++) {
      long units = (long) networks * shape.width(layer);
      long lanes = units + Lanes.FIRST + 2L * Lanes.MULTIPLE;
      long rows = Math.max(minibatch, layer == 1 ? shape.weightRows(1) : 0);
      if (rows * lanes > LONGEST_ARRAY) {
        throw new InvalidDataException(
            "layers "
                + shape
                + " of "
                + networks
                + " schemes with minibatches of "
                + minibatch
                + ": layer "
                + layer
                + " takes "
                + rows
                + " x "
                + units
                + " elements; expected at most "
                + LONGEST_ARRAY
                + " in networks that are trained");
      }
    }
  }
}
