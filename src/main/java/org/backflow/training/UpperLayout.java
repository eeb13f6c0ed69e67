package org.backflow.training;

import org.backflow.network.NetworkShape;
import org.backflow.training.kernel.Blocks;
import org.backflow.training.kernel.Lanes;

/**
 * Where the units of several networks of one shape lie, layer by layer: side by side in rows, one
 * row per sample or, of a matrix, per input. Layer 1 is packed, since one input serves all its
 * units; above it every network has a block of lanes. Lanes that stand for no unit have weights and
 * deltas of zero.
 */
final class UpperLayout {

  private final NetworkShape shape;
  private final int networks;
  private final int[] lanes;
  private final int[] strides;
  private final Blocks[] weights;

  /**
   * Lays out networks.
   *
   * @param firstLanes the length of a row of layer 1
   */
  UpperLayout(NetworkShape shape, int networks, int firstLanes) {
    this.shape = shape;
    this.networks = networks;
    this.lanes = new int[shape.layers() + 1];
    this.strides = new int[shape.layers() + 1];
    this.weights = new Blocks[shape.layers() + 1];
    lanes[1] = firstLanes;
    strides[1] = shape.width(1);
    for (int layer = 2; layer <= shape.layers(); layer++) {
      int block = Lanes.padded(shape.width(layer));
      lanes[layer] = networks * block;
      strides[layer] = block;
      int below = layer - 1;
      weights[layer] =
          new Blocks(networks, block, shape.width(below), strides[below], lanes[below]);
    }
  }

  int networks() {
    return networks;
  }

  /** Returns the length of a row of {@code layer}. */
  int lanes(int layer) {
    return lanes[layer];
  }

  /** Returns where the units of {@code network} begin in {@code layer}. */
  int at(int layer, int network, int sample) {
    return sample * lanes[layer] + network * strides[layer];
  }

  /** Returns how W<sub>layer</sub> lies; layer &gt; 1. */
  Blocks weights(int layer) {
    return weights[layer];
  }

  /** Returns how many elements W<sub>layer</sub> of all networks takes; layer &gt; 1. */
  int size(int layer) {
    return shape.weightRows(layer) * lanes[layer];
  }

  /** Returns where element {@code index} of W<sub>layer</sub> is, counted row by row. */
  int weightAt(int layer, int network, int index) {
    int units = shape.width(layer);
    return weights[layer].at(index / units, network) + index % units;
  }
}
