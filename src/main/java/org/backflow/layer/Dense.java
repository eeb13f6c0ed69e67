package org.backflow.layer;

import static org.backflow.configuration.kind.Key.required;
import static org.backflow.configuration.kind.ValueKind.integer;

import java.util.Optional;
import org.backflow.configuration.kind.Keys;
import org.backflow.data.ImageShape;
import org.backflow.function.Activation;
import org.backflow.network.NetworkShape;
import org.backflow.plan.Tensor;
import org.backflow.plan.View;

/**
 * Every unit sees all of its input, in the order in which the input is stored, and a bias.
 *
 * @param units its outputs
 * @param activation what is applied to the sums; nothing where they are the output
 */
public record Dense(int units, Optional<Activation> activation) implements WeightedLayer {

  /** How experiments write it. */
  static final LayerKind KIND =
      LayerKind.of(
          "dense",
          (Keys<Dense> keys) ->
              new Dense(
                  keys.of(
                      required(
                              "dense",
                              integer(1, NetworkShape.MAX_WIDTH),
                              "Units, the features of its output; each sees all of its input.")
                          .startingWith("10"),
                      Dense::units),
                  keys.of(LayerKind.activation(), Dense::activation)));

  /** Checks the units. */
  public Dense {
    if (units < 1 || units > NetworkShape.MAX_WIDTH) {
      throw new IllegalArgumentException(
          "a dense layer of " + units + " units; expected 1 to " + NetworkShape.MAX_WIDTH);
    }
  }

  @Override
  public String kind() {
    return KIND.name();
  }

  @Override
  public String title() {
    return titled("dense " + units);
  }

  @Override
  public ImageShape output(ImageShape input) {
    return ImageShape.vector(units);
  }

  @Override
  public int groups() {
    return 1;
  }

  @Override
  public View left(Lowering step, Value input) {
    return View.of(input.tensor(), step.batch(), input.shape().values());
  }

  @Override
  public void backward(Lowering step, int layer, Value input, Value output) {
    int below = input.tensor().layer();
    step.feedback()
        .emit(
            step,
            new Feedback.Path(
                below,
                step.batch(),
                step.errorOfSums(layer),
                units,
                step.errorInto(input),
                input.shape().values(),
                Tensor.weight(layer),
                1));
  }
}
