package org.backflow.foreign.scalesim;

import java.util.List;
import org.backflow.plan.Count;

/**
 * A network as a list of layers, first to last.
 *
 * @param name the name it is referred to by
 * @param layers at least one
 * @param remarks how the file was read where others could read it otherwise, and what in it has no
 *     effect
 */
public record Topology(String name, List<TopologyLayer> layers, List<String> remarks) {

  /** Creates a network of which there is nothing to remark. */
  public Topology(String name, List<TopologyLayer> layers) {
    this(name, layers, List.of());
  }

  /** Copies the lists and checks that there is a layer. */
  public Topology {
    layers = List.copyOf(layers);
    remarks = List.copyOf(remarks);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a topology without layers; expected at least one");
    }
  }

  /** Returns the multiply-accumulates of one forward pass of {@code batch} samples. */
  public long forwardMacs(int batch) {
    return layers.stream()
        .mapToLong(layer -> layer.product(batch).products())
        .reduce(0, Count::sum);
  }
}
