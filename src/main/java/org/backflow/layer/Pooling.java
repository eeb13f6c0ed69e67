package org.backflow.layer;

import java.util.Optional;
import org.backflow.data.ImageShape;
import org.backflow.fixedpoint.Role;
import org.backflow.plan.Fold;
import org.backflow.plan.Phase;
import org.backflow.plan.Reduce;
import org.backflow.plan.Tensor;
import org.backflow.plan.Window;

/**
 * The largest, or the mean, of every window, channel by channel. The error of a largest goes back
 * to the word that was it, the first of equals; that of a mean to all words alike.
 *
 * @param kind the largest, or the sum, which is divided by the words of a window
 * @param kernel pixels of a side of the window
 * @param stride pixels from window to window
 */
public record Pooling(Reduce.Kind kind, int kernel, int stride) implements Layer {

  @Override
  public String title() {
    return (kind == Reduce.Kind.MAX ? "max-pool " : "average-pool ") + kernel;
  }

  @Override
  public ImageShape output(ImageShape input) {
    Window window = window(input);
    return new ImageShape(window.outputHeight(), window.outputWidth(), input.channels());
  }

  private Window window(ImageShape input) {
    return new Window(input.height(), input.width(), input.channels(), kernel, kernel, stride, 0);
  }

  private int divisor() {
    return kind == Reduce.Kind.MAX ? 1 : kernel * kernel;
  }

  private Optional<Tensor> choice(int layer) {
    return kind == Reduce.Kind.MAX ? Optional.of(new Tensor(Role.CHOICE, layer)) : Optional.empty();
  }

  @Override
  public boolean hasWeights() {
    return false;
  }

  @Override
  public Value forward(Lowering step, int layer, Value input) {
    step.emit(
        new Reduce(
            "pool." + layer,
            Phase.FORWARD,
            layer,
            kind,
            input.tensor(),
            step.batch(),
            window(input.shape()),
            divisor(),
            Tensor.activation(layer),
            choice(layer)));
    return new Value(Tensor.activation(layer), output(input.shape()));
  }

  @Override
  public void backward(Lowering step, int layer, Value input, Value output) {
    int below = input.tensor().layer();
    step.emit(
        new Fold(
            "feedback." + below,
            Phase.FEEDBACK,
            below,
            Tensor.error(layer),
            step.batch(),
            window(input.shape()),
            true,
            divisor(),
            Tensor.error(below),
            choice(layer)));
  }

  @Override
  public void update(Lowering step, int layer, Value input, Value output) {
    // Nothing is learned.
  }
}
