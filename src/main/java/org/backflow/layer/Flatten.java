package org.backflow.layer;

import org.backflow.configuration.kind.Keys;
import org.backflow.data.ImageShape;

/** An image as a vector, in the order in which it is stored: no operation. */
public record Flatten() implements Layer {

  /** How experiments write it. */
  static final LayerKind KIND = LayerKind.of("flatten", (Keys<Flatten> keys) -> new Flatten());

  @Override
  public String kind() {
    return KIND.name();
  }

  @Override
  public String title() {
    return KIND.name();
  }

  @Override
  public ImageShape output(ImageShape input) {
    return ImageShape.vector(input.values());
  }

  @Override
  public boolean isElementwise() {
    return true;
  }

  @Override
  public boolean hasWeights() {
    return false;
  }

  @Override
  public Value forward(Lowering step, int layer, Value input) {
    return input.as(output(input.shape()));
  }

  @Override
  public void backward(Lowering step, int layer, Value input, Value output) {
    // The error of the vector is that of the image, word for word.
  }

  @Override
  public void update(Lowering step, int layer, Value input, Value output) {
    // Nothing is learned.
  }
}
