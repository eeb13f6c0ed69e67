package org.backflow.layer;

import static org.backflow.configuration.kind.Key.required;

import java.util.List;
import org.backflow.configuration.kind.Keys;
import org.backflow.data.ImageShape;
import org.backflow.fixedpoint.Role;
import org.backflow.function.Activation;
import org.backflow.function.GatedError;
import org.backflow.function.Identity;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Phase;
import org.backflow.plan.Tensor;

/**
 * A function of every word of its input: an activation behind a layer that has none, such as a
 * residual addition.
 *
 * <p>A function that looks its values up in a table is addressed by words of the format of z. Where
 * the input is not z, it is converted first.
 */
public record ActivationLayer(Activation activation) implements Layer {

  /** How experiments write it. */
  static final LayerKind KIND =
      LayerKind.of(
          "function",
          (Keys<ActivationLayer> keys) ->
              new ActivationLayer(
                  keys.of(
                      required(
                              "function",
                              LayerKind.ACTIVATION,
                              "What is applied to every word of its input.")
                          .startingWith("relu"),
                      ActivationLayer::activation)));

  @Override
  public String kind() {
    return KIND.name();
  }

  @Override
  public String title() {
    return activation.name();
  }

  @Override
  public ImageShape output(ImageShape input) {
    return input;
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
    Tensor result = Tensor.activation(layer);
    step.emit(
        new Elementwise(
            "activate." + layer,
            Phase.FORWARD,
            layer,
            activation.function(),
            List.of(argument(step, layer, input)),
            result,
            step.elements(input)));
    return new Value(result, input.shape());
  }

  private Tensor argument(Lowering step, int layer, Value input) {
    if (!activation.isLookUp() || input.tensor().role() == Role.PREACTIVATION) {
      return input.tensor();
    }
    step.emit(
        new Elementwise(
            "address." + layer,
            Phase.FORWARD,
            layer,
            new Identity().function(),
            List.of(input.tensor()),
            Tensor.preactivation(layer),
            step.elements(input)));
    return Tensor.preactivation(layer);
  }

  @Override
  public void backward(Lowering step, int layer, Value input, Value output) {
    int below = input.tensor().layer();
    step.emit(
        new Elementwise(
            "gate." + below,
            Phase.FEEDBACK,
            below,
            new GatedError(activation.slope()),
            List.of(step.error(layer), output.tensor()),
            step.errorInto(input),
            step.elements(input)));
  }

  @Override
  public void update(Lowering step, int layer, Value input, Value output) {
    // Nothing is learned.
  }
}
