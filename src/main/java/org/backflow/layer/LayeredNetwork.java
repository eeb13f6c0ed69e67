package org.backflow.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.backflow.data.ImageShape;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.function.Logistic;
import org.backflow.network.NetworkShape;
import org.backflow.plan.StepPlan;

/**
 * Layers one after the other, and what they are trained for.
 *
 * @param input the shape of a sample
 * @param layers from the input to the output; the last one learns
 * @param loss what training makes small
 * @param optimiser how weights follow their gradients
 */
public record LayeredNetwork(ImageShape input, List<Layer> layers, Loss loss, Optimiser optimiser) {

  /**
   * Copies the list and checks that every layer fits the output of the one before.
   *
   * @throws IllegalArgumentException naming the layer, its place and both shapes; or the loss,
   *     where it does not fit the last one
   */
  public LayeredNetwork {
    layers = List.copyOf(layers);
    if (layers.isEmpty() || !(layers.get(layers.size() - 1) instanceof WeightedLayer)) {
      throw new LayerMismatchException(
          layers.size(),
          "a network of "
              + layers.size()
              + " layers whose last one does not learn; expected a dense layer or a convolution");
    }
    loss.requireFit(output(layers, shapes(input, layers).get(layers.size())));
  }

  /** Creates a network whose weights follow their gradients at once. */
  public LayeredNetwork(ImageShape input, List<Layer> layers, Loss loss) {
    this(input, layers, loss, Optimisers.SGD);
  }

  /** Returns the shape of the input, and of the output of every layer. */
  private static List<ImageShape> shapes(ImageShape input, List<Layer> layers) {
    List<ImageShape> shapes = new ArrayList<>();
    shapes.add(input);
    for (Layer layer : layers) {
      int number = shapes.size();
      ImageShape shape = shapes.get(number - 1);
      try {
        ImageShape output = layer.output(shape, others(shapes, layer));
        requireCountable(output);
        shapes.add(output);
      } catch (IllegalArgumentException refusal) {
        throw new LayerMismatchException(
            number,
            "layer "
                + number
                + ", "
                + layer.title()
                + ", does not fit an input of "
                + shape
                + ": "
                + refusal.getMessage(),
            refusal);
      }
    }
    return shapes;
  }

  private static List<ImageShape> others(List<ImageShape> shapes, Layer layer) {
    List<ImageShape> others = new ArrayList<>();
    for (int earlier : layer.alsoReads()) {
      if (earlier < 0 || earlier > shapes.size() - 2) {
        throw new IllegalArgumentException(
            "it reads layer "
                + earlier
                + ", too; expected one before the layer before it, 0 to "
                + (shapes.size() - 2));
      }
      others.add(shapes.get(earlier));
    }
    return others;
  }

  /** Returns dense logistic layers that are trained for half the squared error. */
  public static LayeredNetwork of(NetworkShape widths) {
    List<Layer> layers = new ArrayList<>();
    for (int layer = 1; layer <= widths.layers(); layer++) {
      layers.add(new Dense(widths.width(layer), Optional.of(new Logistic())));
    }
    return new LayeredNetwork(ImageShape.vector(widths.inputs()), layers, new HalfSquaredError());
  }

  private static void requireCountable(ImageShape output) {
    try {
      output.values();
    } catch (ArithmeticException tooMany) {
      throw new IllegalArgumentException(
          "its output of " + output + " has more than " + Integer.MAX_VALUE + " values", tooMany);
    }
  }

  /** Returns the values of a sample. */
  public int inputs() {
    return input.values();
  }

  /** Returns the values that come out of the last layer, one per class. */
  public int outputs() {
    return shape(layers.size()).values();
  }

  /** Returns the shape of the output of {@code layer}, and of the input for layer 0. */
  public ImageShape shape(int layer) {
    return shapes(input, layers).get(layer);
  }

  /** Returns the numbers of the layers that learn, ascending; the first layer is 1. */
  public List<Integer> learning() {
    return IntStream.rangeClosed(1, layers.size())
        .filter(layer -> layers.get(layer - 1).hasWeights())
        .boxed()
        .toList();
  }

  /** Returns those of them that an error is carried back to: all but the last. */
  public List<Integer> hidden() {
    List<Integer> learning = learning();
    return learning.subList(0, learning.size() - 1);
  }

  /**
   * Returns the widths of a network of dense logistic layers that is trained for half the squared
   * error by plain gradient descent; nothing of any other.
   */
  public Optional<NetworkShape> widths() {
    return loss.equals(new HalfSquaredError()) && optimiser.equals(Optimisers.SGD)
        ? widthsOfLayers()
        : Optional.empty();
  }

  /** Returns the same whatever it is trained for. */
  private Optional<NetworkShape> widthsOfLayers() {
    List<Integer> widths = new ArrayList<>();
    widths.add(inputs());
    for (Layer layer : layers) {
      boolean isOfTheFamily =
          layer instanceof Dense dense && dense.activation().equals(Optional.of(new Logistic()));
      if (!isOfTheFamily) {
        return Optional.empty();
      }
      widths.add(((Dense) layer).units());
    }
    return Optional.of(new NetworkShape(widths));
  }

  /**
   * Returns the same of a network that has them.
   *
   * @param reader what serves no other network, to begin the sentence "... serves"
   * @throws IllegalArgumentException when it has none
   */
  public NetworkShape requireWidths(String reader) {
    return widths()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    reader
                        + " serves dense logistic layers with half squared error and optimiser"
                        + " sgd, as in layers: 784-20-10; found "
                        + this));
  }

  /** Returns the widths of dense logistic layers that see a vector: they say all of the layers. */
  public Optional<NetworkShape> shortForm() {
    return input.isVector() ? widthsOfLayers() : Optional.empty();
  }

  /** Returns the same layers, trained otherwise. */
  public LayeredNetwork trainedBy(Loss otherLoss, Optimiser otherOptimiser) {
    return loss.equals(otherLoss) && optimiser.equals(otherOptimiser)
        ? this
        : new LayeredNetwork(input, layers, otherLoss, otherOptimiser);
  }

  /** Returns every scheme that can serve all of its layers, {@code backprop} first. */
  public List<FeedbackScheme> fitting() {
    return FeedbackSchemes.all().stream().filter(scheme -> refusal(scheme).isEmpty()).toList();
  }

  /** Returns why {@code scheme} cannot serve a layer; empty if it serves them all. */
  public Optional<String> refusal(FeedbackScheme scheme) {
    try {
      plan(scheme, 1, StepPlan.Options.PLAIN);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Returns the output, as the loss sees it. */
  public Output output() {
    return output(layers, shape(layers.size()));
  }

  private static Output output(List<Layer> layers, ImageShape shape) {
    WeightedLayer last = (WeightedLayer) layers.get(layers.size() - 1);
    int number = layers.size();
    return new Output(number, last.title(), last.activation(), last.result(number), shape.values());
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
   * Plans the forward pass of a network that is used and not trained: from the input to the output
   * of the last layer, which is the result of the last operation. Nothing is noted for a way back.
   *
   * @throws IllegalArgumentException when {@code batch} is below one
   */
  public StepPlan inference(int batch) {
    requireSamples(batch);
    return new StepPlan(
        FeedbackSchemes.BACKPROP, batch, Lowering.forInference(this, batch).forwardOperations());
  }

  private static void requireSamples(int batch) {
    if (batch < 1) {
      throw new IllegalArgumentException("minibatch of " + batch + " samples; expected at least 1");
    }
  }

  /**
   * Plans a step.
   *
   * @throws IllegalArgumentException when {@code batch} is below one, or the scheme cannot serve a
   *     layer
   */
  public StepPlan plan(FeedbackScheme scheme, int batch, StepPlan.Options options) {
    requireSamples(batch);
    widths().ifPresent(scheme::requireFit);
    Feedback feedback = new Feedback(scheme, options.scaledFeedback());
    try {
      return new StepPlan(
          scheme, batch, Lowering.forTraining(this, feedback, batch, options).operations());
    } catch (ArithmeticException tooMany) {
      throw new IllegalArgumentException(
          "a minibatch of "
              + batch
              + " samples of "
              + this
              + " has a tensor of more than "
              + Integer.MAX_VALUE
              + " rows; expected fewer samples or smaller images",
          tooMany);
    }
  }

  /**
   * Returns {@code 784-20-10} where widths say it all, else the layers: {@code 28 x 28: conv 5x5x8
   * relu, max-pool 2, flatten, dense 10 logistic}.
   */
  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(
            shortForm()
                .map(NetworkShape::toString)
                .orElseGet(
                    () ->
                        layers.stream()
                            .map(Layer::title)
                            .collect(Collectors.joining(", ", input + ": ", ""))));
    if (!loss.equals(new HalfSquaredError())) {
      text.append(", ").append(loss.name());
    }
    if (!optimiser.equals(Optimisers.SGD)) {
      text.append(", ").append(optimiser.name());
    }
    return text.toString();
  }
}
