package org.backflow.layer;

import static org.backflow.configuration.kind.Key.optional;
import static org.backflow.configuration.kind.Key.required;
import static org.backflow.configuration.kind.ValueKind.integer;

import java.util.Optional;
import org.backflow.configuration.kind.Keys;
import org.backflow.data.DataSet;
import org.backflow.data.ImageShape;
import org.backflow.plan.Reduce;

/**
 * The largest, or the mean, of every window, channel by channel.
 *
 * @param reduction the largest, or the sum, which is divided by the words of a window
 * @param kernel pixels of a side of the window
 * @param stride pixels from window to window
 */
public record Pooling(Reduce.Kind reduction, int kernel, int stride) implements Layer {

  /** How experiments write the largest. */
  static final LayerKind MAX_POOLING = kind("max-pooling", Reduce.Kind.MAX);

  /** How they write the mean. */
  static final LayerKind AVERAGE_POOLING = kind("average-pooling", Reduce.Kind.SUM);

  private static LayerKind kind(String name, Reduce.Kind kind) {
    return LayerKind.of(
        name,
        (Keys<Pooling> keys) -> {
          int kernel =
              keys.of(
                  required(
                          name,
                          integer(1, DataSet.MAX_PIXELS_PER_IMAGE),
                          "Pixels of a side of the window.")
                      .startingWith("2"),
                  Pooling::kernel);
          return new Pooling(
              kind,
              kernel,
              keys.of(
                      optional(
                          "stride",
                          integer(1, DataSet.MAX_PIXELS_PER_IMAGE),
                          "Pixels from window to window; a side of it when left out."),
                      pooling ->
                          Optional.of(pooling.stride()).filter(each -> each != pooling.kernel()))
                  .orElse(kernel));
        });
  }

  @Override
  public String kind() {
    return (reduction == Reduce.Kind.MAX ? MAX_POOLING : AVERAGE_POOLING).name();
  }

  @Override
  public String title() {
    return WindowPooling.name(reduction) + " " + kernel;
  }

  private WindowPooling over(ImageShape input) {
    return new WindowPooling(reduction, Kernel.square(kernel, stride, 0).over(input));
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
