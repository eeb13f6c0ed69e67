package org.backflow.experiment.file;

import static org.backflow.configuration.kind.Key.optional;
import static org.backflow.configuration.kind.Key.required;
import static org.backflow.configuration.kind.ValueKind.choice;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.text;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.backflow.configuration.kind.Keys;
import org.backflow.configuration.kind.ValueKind;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.data.DataDescription;
import org.backflow.data.ImageShape;
import org.backflow.experiment.DataSource;
import org.backflow.experiment.Experiment;
import org.backflow.layer.HalfSquaredError;
import org.backflow.layer.Layer;
import org.backflow.layer.LayerKinds;
import org.backflow.layer.LayerMismatchException;
import org.backflow.layer.LayeredNetwork;
import org.backflow.layer.Loss;
import org.backflow.layer.Losses;
import org.backflow.layer.Optimiser;
import org.backflow.layer.Optimisers;
import org.backflow.network.NetworkShape;

/**
 * The keys {@code input}, {@code layers} and {@code loss}: a network as its widths, or layer after
 * layer.
 */
final class LayersCodec {
  private static final int MOST_LAYERS = 1000;
  private static final String INPUT_PATTERN = "\\d{1,7}x\\d{1,7}(x\\d{1,7})?";

  /** A shape is described as it is written most briefly: {@code 784}, {@code 28x28x1}. */
  private static final ValueKind<ImageShape> INPUT =
      text()
          .as("height x width x channels such as 28x28x1", text -> shape(matching(text)))
          .withPattern(INPUT_PATTERN)
          .or(integer(1, NetworkShape.MAX_WIDTH).as("a number of features", ImageShape::vector))
          .describedAs(LayersCodec::described);

  private static final ValueKind<Layers> LAYERS =
      text()
          .as("layer widths such as 784-20-10", text -> Layers.of(NetworkShape.parse(text)))
          .withPattern("\\d{1,7}(-\\d{1,7})+")
          .or(
              listOf(integer(1, NetworkShape.MAX_WIDTH), 2, 64)
                  .asSome(
                      "layer widths such as [784, 20, 10]",
                      widths -> Layers.of(new NetworkShape(widths)),
                      Layers::widths))
          .or(
              listOf(LayerKinds.LAYER, 1, MOST_LAYERS)
                  .as("a list of layers", Layers::of, Layers::all));

  private LayersCodec() {}

  /**
   * What is written as layers.
   *
   * @param whole the network, where widths say it
   */
  private record Layers(List<Layer> all, Optional<LayeredNetwork> whole) {
    static Layers of(NetworkShape widths) {
      return of(LayeredNetwork.of(widths));
    }

    static Layers of(List<Layer> layers) {
      return new Layers(layers, Optional.empty());
    }

    static Layers of(LayeredNetwork network) {
      return new Layers(network.layers(), network.shortForm().map(widths -> network));
    }

    Optional<List<Integer>> widths() {
      return whole.flatMap(LayeredNetwork::shortForm).map(NetworkShape::widths);
    }
  }

  /**
   * Returns the network that the keys of an experiment describe.
   *
   * @param data whose samples it sees
   */
  static LayeredNetwork network(Keys<Experiment> keys, DataSource data) {
    Optional<ImageShape> input =
        keys.of(
            optional(
                "input",
                INPUT,
                "The shape of a sample, height x width x channels or a number of features. The"
                    + " shape of the data when left out, where that is stated or known."),
            experiment ->
                Optional.of(experiment.model().network())
                    .filter(network -> network.shortForm().isEmpty())
                    .map(LayeredNetwork::input));
    Layers layers =
        keys.of(
            required(
                    "layers",
                    LAYERS,
                    "Widths from inputs to outputs, any depth, of dense logistic layers: 784-20-10"
                        + " or [784, 20, 10]. Or a list of layers from the input to the output.")
                .startingWith("784-20-10"),
            experiment -> Layers.of(experiment.model().network()));
    Loss loss =
        keys.of(
            optional(
                    "loss",
                    choice(Losses.names()).as("a loss", Losses::require, Loss::name),
                    new HalfSquaredError(),
                    "What training makes small.")
                .describedUnlessDefault(),
            experiment -> experiment.model().network().loss());
    Optimiser optimiser =
        keys.of(
            optional(
                    "optimiser",
                    OptimiserCodec.OPTIMISER,
                    Optimisers.SGD,
                    "How weights follow their gradients: a name, or a map of momentum and"
                        + " weightDecay.")
                .describedUnlessDefault(),
            experiment -> experiment.model().network().optimiser());
    Optional<LayeredNetwork> widths = layers.whole();
    if (widths.isPresent()) {
      requireInput(keys, input, widths.get());
      return trained(keys, widths.get(), loss, optimiser);
    }
    ImageShape shape =
        input
            .or(data.samples()::likelyShape)
            .orElseThrow(
                () ->
                    keys.refusalAt(
                        "layers",
                        "the data does not state the shape of a sample; expected the key 'input'"
                            + " beside it, such as 28x28x1"));
    input.ifPresent(stated -> requireData(keys, stated, data.samples()));
    try {
      return new LayeredNetwork(shape, layers.all(), loss, optimiser);
    } catch (LayerMismatchException refusal) {
      throw keys.refusalAt("layers." + (refusal.layer() - 1), String.valueOf(refusal.getMessage()));
    } catch (IllegalArgumentException wrongLoss) {
      throw refusal(keys, loss, layers.all().size(), String.valueOf(wrongLoss.getMessage()));
    }
  }

  private static LayeredNetwork trained(
      Keys<Experiment> keys, LayeredNetwork network, Loss loss, Optimiser optimiser) {
    try {
      return network.trainedBy(loss, optimiser);
    } catch (IllegalArgumentException wrongLoss) {
      throw refusal(keys, loss, 1, String.valueOf(wrongLoss.getMessage()));
    }
  }

  /** The loss that stands for one left out was not written anywhere: the last layer was. */
  private static ConfigurationException refusal(
      Keys<Experiment> keys, Loss loss, int layers, String reason) {
    return keys.refusalAt(
        loss.equals(new HalfSquaredError()) ? "layers." + (layers - 1) : "loss", reason);
  }

  private static void requireInput(
      Keys<Experiment> keys, Optional<ImageShape> input, LayeredNetwork network) {
    if (input.isPresent() && input.get().values() != network.inputs()) {
      throw keys.refusal(
          "input", network.inputs() + ", the first of the widths, or the key left out");
    }
  }

  /** Dense layers see any image as a vector; all others see what the data is. */
  private static void requireData(
      Keys<Experiment> keys, ImageShape input, DataDescription samples) {
    Optional<ImageShape> stated = samples.statedShape();
    boolean fits =
        stated.isEmpty()
            || input.equals(stated.get())
            || (input.isVector() && input.values() == stated.get().values());
    if (!fits) {
      throw refusal(keys, stated.get());
    }
  }

  private static ConfigurationException refusal(Keys<Experiment> keys, ImageShape stated) {
    return keys.refusal("input", described(stated) + ", the shape of the data");
  }

  private static ImageShape shape(String text) {
    List<Integer> sizes = Pattern.compile("x").splitAsStream(text).map(Integer::valueOf).toList();
    if (sizes.stream().anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException("a size of 0");
    }
    ImageShape shape =
        new ImageShape(sizes.get(0), sizes.get(1), sizes.size() == 3 ? sizes.get(2) : 1);
    try {
      shape.values();
    } catch (ArithmeticException tooMany) {
      throw new IllegalArgumentException(
          "more than " + Integer.MAX_VALUE + " values in all", tooMany);
    }
    return shape;
  }

  private static String matching(String text) {
    if (!text.matches(INPUT_PATTERN)) {
      throw new IllegalArgumentException("no sizes joined by x");
    }
    return text;
  }

  private static Object described(ImageShape shape) {
    return shape.isVector()
        ? (Object) shape.channels()
        : shape.height() + "x" + shape.width() + "x" + shape.channels();
  }
}
