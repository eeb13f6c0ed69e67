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
 */
record WindowPooling(Reduce.Kind kind, Window window) {

  /** Checks that an index tells the words of a window apart. */
  WindowPooling {
    if (kind == Reduce.Kind.MAX && pixels(window) > Reduce.MOST_CHOICES) {
      throw new IllegalArgumentException(
          "the largest of "
              + window.kernelHeight()
              + " x "
              + window.kernelWidth()
              + " = "
              + pixels(window)
              + " pixels; expected at most "
              + Reduce.MOST_CHOICES);
    }
  }

  /** Returns {@code max-pool} or {@code average-pool}. */
  static String name(Reduce.Kind kind) {
    return kind == Reduce.Kind.MAX ? "max-pool" : "average-pool";
  }

  private static int pixels(Window window) {
    return Math.multiplyExact(window.kernelHeight(), window.kernelWidth());
  }

  ImageShape output() {
    return new ImageShape(window.outputHeight(), window.outputWidth(), window.channels());
  }

  private int divisor() {
    return kind == Reduce.Kind.MAX ? 1 : pixels(window);
  }

  private Optional<Tensor> choice(int layer) {
    return kind == Reduce.Kind.MAX ? Optional.of(new Tensor(Role.CHOICE, layer)) : Optional.empty();
  }

  /** Emits the pooling, which notes its choices for the way back, if there is one. */
  Value forward(Lowering step, int layer, Value input) {
    step.emit(
        new Reduce(
            "pool." + layer,
            Phase.FORWARD,
            layer,
            kind,
            input.tensor(),
            step.batch(),
            window,
            divisor(),
            Tensor.activation(layer),
            step.isTraining() ? choice(layer) : Optional.empty()));
    return new Value(Tensor.activation(layer), output());
  }

  /** Emits the way of the error of its output to that of {@code input}. */
  void backward(Lowering step, int layer, Value input) {
    int below = input.tensor().layer();
    step.emit(
        new Fold(
            "unpool." + below,
            Phase.FEEDBACK,
            below,
            step.error(layer),
            step.batch(),
            window,
            true,
            divisor(),
            step.errorInto(input),
            choice(layer)));
  }
}
