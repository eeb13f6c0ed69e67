package org.backflow.layer;

import static org.backflow.configuration.kind.Key.required;
import static org.backflow.configuration.kind.ValueKind.integer;

import java.util.List;
import org.backflow.configuration.kind.Keys;
import org.backflow.data.ImageShape;
import org.backflow.function.LinearCombination;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Phase;
import org.backflow.plan.Tensor;

/**
 * Adds the output of an earlier layer to that of the layer before (He, Zhang, Ren, Sun 2016, "Deep
 * residual learning for image recognition", arXiv 1512.03385). The error of the sum is that of both
 * terms.
 *
 * @param from the number of the earlier layer; 0 is the input of the network
 */
public record Residual(int from) implements Layer {

  private static final int HIGHEST_NUMBER = 1000;

  /** How experiments write it. */
  static final LayerKind KIND =
      LayerKind.of(
          "add",
          (Keys<Residual> keys) ->
              new Residual(
                  keys.of(
                      required(
                              "add",
                              integer(0, HIGHEST_NUMBER),
                              "The number of the earlier layer whose output is added, counted from"
                                  + " 1; 0 is the input.")
                          .startingWith("0"),
                      Residual::from)));

  @Override
  public String kind() {
    return KIND.name();
  }

  @Override
  public String title() {
    return "add " + from;
  }

  @Override
  public List<Integer> alsoReads() {
    return List.of(from);
  }

  @Override
  public ImageShape output(ImageShape input) {
    return input;
  }

  @Override
  public ImageShape output(ImageShape input, List<ImageShape> others) {
    if (!others.equals(List.of(input))) {
      throw new IllegalArgumentException(
          "layer " + from + " has an output of " + others.get(0) + "; a sum needs equal shapes");
    }
    return input;
  }

  @Override
  public boolean hasWeights() {
    return false;
  }

  @Override
  public Value forward(Lowering step, int layer, Value input) {
    Tensor sum = Tensor.activation(layer);
    step.emit(
        new Elementwise(
            "add." + layer,
            Phase.FORWARD,
            layer,
            LinearCombination.sum(2),
            List.of(input.tensor(), step.value(from).tensor()),
            sum,
            step.elements(input)));
    return new Value(sum, input.shape());
  }

  @Override
  public void backward(Lowering step, int layer, Value input, Value output) {
    step.passBack(input, step.error(layer));
    step.passBack(step.value(from), step.error(layer));
  }

  @Override
  public void update(Lowering step, int layer, Value input, Value output) {
    // Nothing is learned.
  }
}
