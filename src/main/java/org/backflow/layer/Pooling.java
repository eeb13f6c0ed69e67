package org.backflow.layer;

import org.backflow.data.ImageShape;
import org.backflow.plan.Reduce;

/**
 * The largest, or the mean, of every window, channel by channel.
 *
 * @param kind the largest, or the sum, which is divided by the words of a window
 * @param kernel pixels of a side of the window
 * @param stride pixels from window to window
 */
public record Pooling(Reduce.Kind kind, int kernel, int stride) implements Layer {

  @Override
  public String title() {
    return WindowPooling.name(kind) + " " + kernel;
  }

  private WindowPooling over(ImageShape input) {
    return new WindowPooling(kind, Kernel.square(kernel, stride, 0).over(input));
  }

  @Override
  public ImageShape output(ImageShape input) {
    return over(input).output();
  }

  @Override
  public boolean hasWeights() {
    return false;
  }

  @Override
  public Value forward(Lowering step, int layer, Value input) {
    return over(input.shape()).forward(step, layer, input);
  }

  @Override
  public void backward(Lowering step, int layer, Value input, Value output) {
    over(input.shape()).backward(step, layer, input);
  }

  @Override
  public void update(Lowering step, int layer, Value input, Value output) {
    // Nothing is learned.
  }
}
