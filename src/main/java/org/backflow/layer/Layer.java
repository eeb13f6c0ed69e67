package org.backflow.layer;

import java.util.List;
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

  /**
   * Returns the numbers of the layers whose output it reads beside that of the layer before, each
   * earlier than that one; 0 is the input of the network.
   */
  default List<Integer> alsoReads() {
    return List.of();
  }

  /**
   * Returns the shape of its output.
   *
   * @param others the shapes of what it {@link #alsoReads}
   * @throws IllegalArgumentException naming the shapes, when they do not fit
   */
  default ImageShape output(ImageShape input, List<ImageShape> others) {
    return output(input);
  }

  /**
   * Returns whether every word of its output depends on one word of its input alone. An error that
   * is carried directly to a layer that learns then arrives behind it.
   */
  default boolean isElementwise() {
    return false;
  }

  /** Returns whether it learns. */
  boolean hasWeights();

  /** Emits its forward operations as layer {@code layer} and returns its output. */
  Value forward(Lowering step, int layer, Value input);

  /**
   * Emits what carries the {@link Lowering#error error} of its output back {@link
   * Lowering#errorInto to that of its input}, or {@link Lowering#passBack passes} it as it is.
   */
  void backward(Lowering step, int layer, Value input, Value output);

  /** Emits the update of its weights, if it has any. */
  void update(Lowering step, int layer, Value input, Value output);
}
