package org.backflow.layer;

import org.backflow.data.ImageShape;
import org.backflow.plan.Tensor;

/**
 * What flows from layer to layer: a tensor and the shape in which the next layer sees a sample of
 * it. A flattened image is the same tensor in another shape.
 *
 * @param tensor the words of a minibatch, sample after sample
 * @param shape height x width x channels of a sample, channels last
 */
public record Value(Tensor tensor, ImageShape shape) {

  /** Returns the same words in another shape. */
  public Value as(ImageShape other) {
    return new Value(tensor, other);
  }
}
