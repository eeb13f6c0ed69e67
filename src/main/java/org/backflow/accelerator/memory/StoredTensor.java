package org.backflow.accelerator.memory;

import org.backflow.plan.Tensor;

/**
 * Something that memories hold: a kind in a layer.
 *
 * @param layer the layer, or {@value #NO_LAYER} in a product that stands alone
 */
public record StoredTensor(TensorKind kind, int layer) {

  /** The layer of what belongs to none. */
  public static final int NO_LAYER = -1;

  /** Returns {@code tensor} as it is stored, its words in its own format. */
  public static StoredTensor of(Tensor tensor) {
    return new StoredTensor(TensorKind.of(tensor.role()), tensor.layer());
  }

  /** Returns what is of {@code kind} and belongs to no layer. */
  public static StoredTensor alone(TensorKind kind) {
    return new StoredTensor(kind, NO_LAYER);
  }

  /** Returns the on-chip memory that holds it, or that it passes through. */
  public Memory memory() {
    return kind.memory();
  }

  /** Returns {@code weight.1}, or {@code weight} of no layer. */
  @Override
  public String toString() {
    return layer == NO_LAYER ? kind.label() : kind.label() + "." + layer;
  }
}
