package org.backflow.layer;

import org.backflow.configuration.kind.Keys;
import org.backflow.data.ImageShape;
import org.backflow.plan.Reduce;

/**
 * The largest, or the mean, of a whole image, channel by channel (Lin, Chen, Yan 2014, "Network in
 * network", arXiv 1312.4400): a vector of one feature per channel.
 *
 * @param reduction the largest, or the sum, which is divided by the pixels
 */
public record GlobalPooling(Reduce.Kind reduction) implements Layer {

  /** How experiments write the largest. */
  static final LayerKind MAX_POOLING = kind("global-max-pooling", Reduce.Kind.MAX);

  /** How they write the mean. */
  static final LayerKind AVERAGE_POOLING = kind("global-average-pooling", Reduce.Kind.SUM);

  private static LayerKind kind(String name, Reduce.Kind reduction) {
    return LayerKind.of(name, (Keys<GlobalPooling> keys) -> new GlobalPooling(reduction));
  }

  @Override
  public String kind() {
    return (reduction == Reduce.Kind.MAX ? MAX_POOLING : AVERAGE_POOLING).name();
  }

  @Override
  public String title() {
    return "global-" + WindowPooling.name(reduction);
  }

  private WindowPooling over(ImageShape input) {
    return new WindowPooling(
        reduction, new Kernel(input.height(), input.width(), 1, 0).over(input));
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
