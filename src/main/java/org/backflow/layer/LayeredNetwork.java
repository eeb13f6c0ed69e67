package org.backflow.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backflow.data.ImageShape;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.function.Logistic;
import org.backflow.network.NetworkShape;
import org.backflow.plan.StepPlan;

/**
 * Layers one after the other, and what they are trained for.
 *
 * @param input the shape of a sample
 * @param layers from the input to the output; the last one learns
 * @param loss what training makes small
 */
public record LayeredNetwork(ImageShape input, List<Layer> layers, Loss loss) {

  /**
   * Copies the list and checks that every layer fits the output of the one before.
   *
   * @throws IllegalArgumentException naming the layer, its place and both shapes
   */
  public LayeredNetwork {
    layers = List.copyOf(layers);
    if (layers.isEmpty() || !(layers.get(layers.size() - 1) instanceof WeightedLayer)) {
      throw new IllegalArgumentException(
          "a network of "
              + layers.size()
              + " layers whose last one does not learn; expected a dense layer or a convolution");
    }
    ImageShape shape = input;
    for (int i = 0; i < layers.size(); i++) {
      try {
        shape = layers.get(i).output(shape);
      } catch (IllegalArgumentException | ArithmeticException refusal) {
        throw new IllegalArgumentException(
            "layer "
                + (i + 1)
                + ", "
                + layers.get(i).title()
                + ", does not fit an input of "
                + shape
                + ": "
                + refusal.getMessage(),
            refusal);
      }
    }
  }

  /** Returns dense logistic layers that are trained for half the squared error. */
  public static LayeredNetwork of(NetworkShape widths) {
    List<Layer> layers = new ArrayList<>();
    for (int layer = 1; layer <= widths.layers(); layer++) {
      layers.add(new Dense(widths.width(layer), Optional.of(new Logistic())));
    }
    return new LayeredNetwork(ImageShape.vector(widths.inputs()), layers, new HalfSquaredError());
  }

  WeightedLayer outputLayer() {
    return (WeightedLayer) layers.get(layers.size() - 1);
  }

  /** Returns the number of the first layer that learns. */
  int firstWithWeights() {
    int first = 1;
    while (!layers.get(first - 1).hasWeights()) {
      first++;
    }
    return first;
  }

  /**
   * Plans a step.
   *
   * @throws IllegalArgumentException when {@code batch} is below one, the scheme cannot serve a
   *     layer, or the loss does not fit the last one
   */
  public StepPlan plan(FeedbackScheme scheme, int batch, StepPlan.Options options) {
    if (batch < 1) {
      throw new IllegalArgumentException("minibatch of " + batch + " samples; expected at least 1");
    }
    Feedback feedback = new Feedback(scheme, options.scaledFeedback());
    return new StepPlan(
        scheme,
        batch,
        new Lowering(this, feedback, batch, options.shiftedLearningRate()).operations());
  }
}
