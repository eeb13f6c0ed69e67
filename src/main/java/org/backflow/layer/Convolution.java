package org.backflow.layer;

import java.util.Optional;
import org.backflow.data.ImageShape;
import org.backflow.fixedpoint.Role;
import org.backflow.function.Activation;
import org.backflow.network.NetworkShape;
import org.backflow.plan.Fold;
import org.backflow.plan.Phase;
import org.backflow.plan.Tensor;
import org.backflow.plan.View;
import org.backflow.plan.Window;

/**
 * Every filter sees a square window of all channels and a bias, at every position: the product of
 * the windows of the input, one per row, with the weights.
 *
 * @param filters channels of its output
 * @param kernel pixels of a side of the window
 * @param stride pixels from window to window
 * @param padding rows and columns of zeros around the image
 * @param activation what is applied to the sums; nothing where they are the output
 */
public record Convolution(
    int filters, int kernel, int stride, int padding, Optional<Activation> activation)
    implements WeightedLayer {

  /** Checks the filters. */
  public Convolution {
    if (filters < 1 || filters > NetworkShape.MAX_WIDTH) {
      throw new IllegalArgumentException(
          "a convolution of " + filters + " filters; expected 1 to " + NetworkShape.MAX_WIDTH);
    }
  }

  @Override
  public String title() {
    return titled("conv " + kernel + "x" + kernel + "x" + filters);
  }

  @Override
  public ImageShape output(ImageShape input) {
    Window window = window(input);
    return new ImageShape(window.outputHeight(), window.outputWidth(), filters);
  }

  private Window window(ImageShape input) {
    return new Window(
        input.height(), input.width(), input.channels(), kernel, kernel, stride, padding);
  }

  @Override
  public int units() {
    return filters;
  }

  @Override
  public View left(Lowering step, Value input) {
    return View.of(input.tensor(), step.batch(), window(input.shape()));
  }

  /** Carries the errors of the filters to the words of every window, and folds the windows. */
  @Override
  public void backward(Lowering step, int layer, Value input, Value output) {
    int below = input.tensor().layer();
    Window window = window(input.shape());
    Tensor unfolded = new Tensor(Role.UNFOLDED_ERROR, below);
    step.feedback()
        .emit(
            step,
            new Feedback.Path(
                below,
                Math.multiplyExact(step.batch(), window.positions()),
                step.errorOfSums(layer),
                filters,
                unfolded,
                window.columns(),
                Tensor.weight(layer)));
    step.emit(
        new Fold(
            "fold." + below,
            Phase.FEEDBACK,
            below,
            unfolded,
            step.batch(),
            window,
            false,
            1,
            Tensor.error(below),
            Optional.empty()));
  }
}
