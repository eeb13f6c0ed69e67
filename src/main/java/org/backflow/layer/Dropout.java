package org.backflow.layer;

import static org.backflow.configuration.kind.Key.required;
import static org.backflow.configuration.kind.ValueKind.number;

import java.util.List;
import org.backflow.configuration.kind.Keys;
import org.backflow.data.ImageShape;
import org.backflow.fixedpoint.RandomBytes;
import org.backflow.fixedpoint.Role;
import org.backflow.function.DropoutMask;
import org.backflow.function.KeptWord;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Phase;
import org.backflow.plan.Tensor;

/**
 * Sets words of its input to zero at random in training, each in every sample anew, and multiplies
 * those that are kept by 1 / (1 - rate), so that nothing is left to do where the network is used
 * (Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov 2014, "Dropout", JMLR 15, section 10).
 * An error passes where the word did, multiplied alike.
 *
 * <p>A mask of one bit per word is kept for the way back. It is drawn from the {@link RandomBytes}
 * of the layer's units, so it has the same bits in floating point and in fixed point.
 *
 * @param dropped of 256 words how many are dropped on average; 1 to 255
 */
public record Dropout(int dropped) implements Layer {

  /** How experiments write it. */
  static final LayerKind KIND =
      LayerKind.of(
          "dropout",
          (Keys<Dropout> keys) ->
              keys.of(
                  required(
                          "dropout",
                          number()
                              .as("a multiple of 1/256 between 0 and 1", Dropout::ofRate)
                              .describedAs(Dropout::rate),
                          "The share of the words that is set to zero in training, a multiple of"
                              + " 1/256.")
                      .startingWith("0.5"),
                  dropout -> dropout));

  /** Checks the share. */
  public Dropout {
    if (dropped < 1 || dropped >= RandomBytes.VALUES) {
      throw new IllegalArgumentException(
          "dropout of " + dropped + " in 256 words; expected 1 to 255");
    }
  }

  /**
   * Returns dropout at {@code rate}.
   *
   * @throws IllegalArgumentException when that is no multiple of 1/256, with the nearest one
   */
  public static Dropout ofRate(double rate) {
    long dropped =
        Math.max(1, Math.min(RandomBytes.VALUES - 1, Math.round(rate * RandomBytes.VALUES)));
    if (rate * RandomBytes.VALUES != dropped) {
      throw new IllegalArgumentException(
          "a dropout rate of "
              + rate
              + "; expected a multiple of 1/256 between 0 and 1, since a mask compares 8 random"
              + " bits; the nearest is "
              + dropped / (double) RandomBytes.VALUES);
    }
    return new Dropout((int) dropped);
  }

  /** Returns the share of the words that is dropped on average. */
  public double rate() {
    return dropped / (double) RandomBytes.VALUES;
  }

  @Override
  public String kind() {
    return KIND.name();
  }

  @Override
  public String title() {
    return "dropout " + rate();
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

  private static Tensor mask(int layer) {
    return new Tensor(Role.MASK, layer);
  }

  /** In training only; else the input passes as it is. */
  @Override
  public Value forward(Lowering step, int layer, Value input) {
    if (!step.isTraining()) {
      return input;
    }
    step.emit(
        new Elementwise(
            "mask." + layer,
            Phase.FORWARD,
            layer,
            new DropoutMask(dropped),
            List.of(new Tensor(Role.RANDOM, layer)),
            mask(layer),
            step.elements(input)));
    Tensor result = Tensor.activation(layer);
    step.emit(
        new Elementwise(
            "drop." + layer,
            Phase.FORWARD,
            layer,
            new KeptWord(dropped),
            List.of(input.tensor(), mask(layer)),
            result,
            step.elements(input)));
    return new Value(result, input.shape());
  }

  @Override
  public void backward(Lowering step, int layer, Value input, Value output) {
    int below = input.tensor().layer();
    step.emit(
        new Elementwise(
            "undrop." + below,
            Phase.FEEDBACK,
            below,
            new KeptWord(dropped),
            List.of(step.error(layer), mask(layer)),
            step.errorInto(input),
            step.elements(input)));
  }

  @Override
  public void update(Lowering step, int layer, Value input, Value output) {
    // Nothing is learned.
  }
}
