package org.backflow.layer;

import org.backflow.data.ImageShape;
import org.backflow.plan.Reduce;

/**
 * The largest, or the mean, of a whole image, channel by channel (Lin, Chen, Yan 2014, "Network in
 * network", arXiv 1312.4400): a vector of one feature per channel.
 *
 * @param kind the largest, or the sum, which is divided by the pixels
 */
public record GlobalPooling(Reduce.Kind kind) implements Layer {

  @Override
  public String title() {
    return "global-" + WindowPooling.name(kind);
  }

  private WindowPooling over(ImageShape input) {
    return new WindowPooling(kind, new Kernel(input.height(), input.width(), 1, 0).over(input));
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
