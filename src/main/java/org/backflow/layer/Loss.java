package org.backflow.layer;

/** What training makes small: its derivative begins the way back. */
public interface Loss {

  /** Returns the name as it is written in experiments. */
  String name();

  /**
   * Emits the error of the sums of the last layer, delta<sub>L</sub>.
   *
   * @throws IllegalArgumentException when the last layer's activation is not one that it is for
   */
  void emit(Lowering step, int layer, WeightedLayer last, Value output);
}
