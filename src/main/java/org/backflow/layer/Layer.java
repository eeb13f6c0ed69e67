package org.backflow.layer;

import org.backflow.data.ImageShape;

/** A layer of a network: how it computes, and how an error passes back through it. */
public interface Layer {

  /** Returns the name of its kind, as it is written in experiments: {@code dense}. */
  String kind();

  /** Returns how messages and titles call it: {@code dense 10 relu}. */
  String title();

  /**
   * Returns the shape of its output.
   *
   * @throws IllegalArgumentException naming both shapes, when it does not fit {@code input}
   */
  ImageShape output(ImageShape input);

  /** Returns whether it learns. */
  boolean hasWeights();

  /** Emits its forward operations as layer {@code layer} and returns its output. */
  Value forward(Lowering step, int layer, Value input);

  /**
   * Emits what carries the error of its output back to the output of the layer that made {@code
   * input}, whose error it writes.
   */
  void backward(Lowering step, int layer, Value input, Value output);

  /** Emits the update of its weights, if it has any. */
  void update(Lowering step, int layer, Value input, Value output);
}
