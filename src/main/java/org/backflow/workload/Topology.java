package org.backflow.workload;

import java.util.List;

/**
 * A network as a list of layers, first to last.
 *
 * @param name the name it is referred to by
 * @param layers at least one
 */
public record Topology(String name, List<TopologyLayer> layers) {

  /** Copies the list and checks that it holds a layer. */
  public Topology {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a topology without layers; expected at least one");
    }
  }

  /** Returns the multiply-accumulates of one forward pass of {@code batch} samples. */
  public long forwardMacs(int batch) {
    return layers.stream().mapToLong(layer -> layer.product(batch).products()).sum();
  }
}
