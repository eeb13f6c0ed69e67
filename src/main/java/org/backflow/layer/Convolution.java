package org.backflow.layer;

import static org.backflow.configuration.kind.Key.optional;
import static org.backflow.configuration.kind.Key.required;
import static org.backflow.configuration.kind.ValueKind.integer;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.backflow.configuration.kind.Keys;
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
 * Every filter sees a window and a bias, at every position: the product of the windows of the
 * input, one per row, with the weights.
 *
 * <p>Channels and filters may fall into groups of neighbours; a filter then sees the channels of
 * its group alone (Krizhevsky, Sutskever, Hinton 2012). With as many groups as channels it is a
 * depthwise convolution. The weights have a row per word that a filter sees, and one for the bias.
 *
 * @param filters channels of its output
 * @param groups into how many its channels and filters fall; 1 for all channels to all filters
 * @param activation what is applied to the sums; nothing where they are the output
 */
public record Convolution(int filters, Kernel kernel, int groups, Optional<Activation> activation)
    implements WeightedLayer {

  /** How experiments write it. */
  static final LayerKind KIND =
      LayerKind.of(
          "convolution",
          (Keys<Convolution> keys) ->
              new Convolution(
                  keys.of(
                      required(
                              "convolution",
                              integer(1, NetworkShape.MAX_WIDTH),
                              "Filters, the channels of its output.")
                          .startingWith("8"),
                      Convolution::filters),
                  Kernel.of(keys, Convolution::kernel),
                  keys.of(
                      optional(
                          "groups",
                          integer(1, NetworkShape.MAX_WIDTH),
                          1,
                          "Into how many groups of neighbours channels and filters fall; a filter"
                              + " sees the channels of its group. As many as channels make it"
                              + " depthwise."),
                      Convolution::groups),
                  keys.of(LayerKind.activation(), Convolution::activation)));

  /** Checks that there are filters and that the groups divide them. */
  public Convolution {
    if (filters < 1 || filters > NetworkShape.MAX_WIDTH) {
      throw new IllegalArgumentException(
          "a convolution of " + filters + " filters; expected 1 to " + NetworkShape.MAX_WIDTH);
    }
    requireDivides(groups, filters, "filters");
  }

  /**
   * Creates a layer of one group, with square windows.
   *
   * @param filters channels of its output
   * @param kernel pixels of a side of the window
   * @param stride pixels from window to window
   * @param padding rows and columns of zeros around the image
   * @param activation what is applied to the sums; nothing where they are the output
   */
  public Convolution(
      int filters, int kernel, int stride, int padding, Optional<Activation> activation) {
    this(filters, Kernel.square(kernel, stride, padding), 1, activation);
  }

  private static void requireDivides(int groups, int count, String what) {
    if (groups < 1 || count % groups != 0) {
      String divisors =
          IntStream.rangeClosed(1, count)
              .filter(divisor -> count % divisor == 0)
              .mapToObj(String::valueOf)
              .collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          groups + " groups do not divide " + count + " " + what + "; expected one of " + divisors);
    }
  }

  @Override
  public String kind() {
    return KIND.name();
  }

  @Override
  public String title() {
    return titled(
        "conv " + kernel + "x" + filters + (groups == 1 ? "" : " in " + groups + " groups"));
  }

  @Override
  public ImageShape output(ImageShape input) {
    requireDivides(groups, input.channels(), "channels");
    Window window = kernel.over(input);
    return new ImageShape(window.outputHeight(), window.outputWidth(), filters);
  }

  @Override
  public int units() {
    return filters;
  }

  @Override
  public View left(Lowering step, Value input) {
    return View.of(input.tensor(), step.batch(), kernel.over(input.shape())).grouped(groups);
  }

  /** Carries the errors of the filters to the words of every window, and folds the windows. */
  @Override
  public void backward(Lowering step, int layer, Value input, Value output) {
    int below = input.tensor().layer();
    Window window = kernel.over(input.shape());
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
                Tensor.weight(layer),
                groups));
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
            groups,
            step.errorInto(input),
            Optional.empty()));
  }
}
