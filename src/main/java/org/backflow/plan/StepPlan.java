package org.backflow.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.fixedpoint.Role;
import org.backflow.function.Activation;
import org.backflow.function.ElementFunction;
import org.backflow.function.GatedDifference;
import org.backflow.function.GatedError;
import org.backflow.function.Logistic;
import org.backflow.function.RateScaling;
import org.backflow.network.NetworkShape;

/**
 * The ordered operations of one training step of (network, feedback scheme, minibatch).
 *
 * <p>Stated once, read by all: the float interpreter computes it, the fixed-point interpreter
 * computes it bit for bit and tallies its multiplies, the cost model prices it.
 *
 * @param batch samples per step
 * @param operations in an order in which every tensor is written before it is read, and every
 *     weight is read before it is updated
 */
public record StepPlan(
    NetworkShape network, FeedbackScheme scheme, int batch, List<Operation> operations) {

  private static final Activation LOGISTIC = new Logistic();

  /** Copies the list. */
  public StepPlan {
    operations = List.copyOf(operations);
  }

  /**
   * What the protocol adds to the arithmetic of a step.
   *
   * @param scaledFeedback the feedback matrix is multiplied by a scale other than one
   * @param shiftedLearningRate eta is a power of two
   */
  public record Options(boolean scaledFeedback, boolean shiftedLearningRate) {
    /** No scale, and a learning rate that needs a multiplier. */
    public static final Options PLAIN = new Options(false, false);
  }

  /**
   * Plans a step.
   *
   * @throws IllegalArgumentException when {@code batch} is below one, or the scheme does not fit
   *     the network
   */
  public static StepPlan of(
      NetworkShape network, FeedbackScheme scheme, int batch, Options options) {
    if (batch < 1) {
      throw new IllegalArgumentException("minibatch of " + batch + " samples; expected at least 1");
    }
    scheme.requireFit(network);
    return new StepPlan(
        network, scheme, batch, new Builder(network, scheme, batch, options).build());
  }

  /**
   * Returns the sum of {@code count} over the operations of {@code phase}.
   *
   * @throws CountLimitException when a {@code long} does not hold it
   */
  public long total(Phase phase, ToLongFunction<Operation> count) {
    return operations.stream()
        .filter(o -> o.phase() == phase)
        .mapToLong(count)
        .reduce(0, Count::sum);
  }

  /**
   * Returns the sum of {@code count} over all operations.
   *
   * @throws CountLimitException when a {@code long} does not hold it
   */
  public long total(ToLongFunction<Operation> count) {
    return operations.stream().mapToLong(count).reduce(0, Count::sum);
  }

  /** Returns rows and columns of the values of {@code tensor}. */
  public Extent shape(Tensor tensor) {
    int layer = tensor.layer();
    int width = network.width(layer);
    return switch (tensor.role()) {
      case WEIGHT -> new Extent(network.weightRows(layer), width, 1);
      case FEEDBACK -> new Extent(network.width(scheme.source(network, layer)), width, 1);
      case INPUT, ACTIVATION, PREACTIVATION, TARGET, DERIVATIVE, ERROR, DELTA, GRADIENT ->
          new Extent(batch, width, 1);
    };
  }

  /**
   * Returns rows and columns of {@code tensor} as it is stored: activations that feed another layer
   * carry their constant one in the last column.
   */
  public Extent storedShape(Tensor tensor) {
    Extent shape = shape(tensor);
    boolean feeds =
        (tensor.role() == Role.INPUT || tensor.role() == Role.ACTIVATION)
            && tensor.layer() < network.layers();
    return feeds ? new Extent(shape.m(), shape.n() + 1, 1) : shape;
  }

  /**
   * Returns the bits of an index that says to which of its sources a unit of hidden layer {@code
   * layer} listens: the base-2 logarithm of their number, rounded up, at least one.
   */
  public int selectionBits(int layer) {
    int sources = shape(Tensor.feedback(layer)).m();
    return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(sources - 1));
  }

  private record Builder(NetworkShape network, FeedbackScheme scheme, int batch, Options options) {

    List<Operation> build() {
      List<Operation> operations = new ArrayList<>();
      int last = network.layers();
      for (int layer = 1; layer <= last; layer++) {
        operations.add(forward(layer));
        operations.add(
            elementwise(
                "activate.",
                Phase.FORWARD,
                LOGISTIC.function(),
                Tensor.activation(layer),
                Tensor.preactivation(layer)));
      }
      operations.add(
          elementwise(
              "error.",
              Phase.OUTPUT_ERROR,
              new GatedDifference(LOGISTIC.slope()),
              Tensor.delta(last),
              Tensor.activation(last),
              Tensor.target(last)));
      for (int layer = last - 1; layer >= 1; layer--) {
        operations.add(feedback(layer));
        operations.add(
            elementwise(
                "delta.",
                Phase.FEEDBACK,
                new GatedError(LOGISTIC.slope()),
                Tensor.delta(layer),
                Tensor.error(layer),
                Tensor.activation(layer)));
      }
      for (int layer = last; layer >= 1; layer--) {
        operations.add(
            elementwise(
                "scale.",
                Phase.UPDATE,
                new RateScaling(options.shiftedLearningRate()),
                Tensor.gradient(layer),
                Tensor.delta(layer)));
        operations.add(update(layer));
      }
      return operations;
    }

    private Operation forward(int layer) {
      return new Product(
          "forward." + layer,
          Phase.FORWARD,
          layer,
          View.of(Tensor.activation(layer - 1), batch, network.width(layer - 1)).withOne(),
          View.of(Tensor.weight(layer), network.weightRows(layer), network.width(layer)),
          Tensor.preactivation(layer),
          Ending.SET);
    }

    private Operation update(int layer) {
      return new Product(
          "update." + layer,
          Phase.UPDATE,
          layer,
          View.of(Tensor.activation(layer - 1), batch, network.width(layer - 1))
              .withOne()
              .transpose(),
          View.of(Tensor.gradient(layer), batch, network.width(layer)),
          Tensor.weight(layer),
          Ending.SUBTRACT);
    }

    private Operation elementwise(
        String name, Phase phase, ElementFunction function, Tensor result, Tensor... inputs) {
      int layer = result.layer();
      return new Elementwise(
          name + layer, phase, layer, function, List.of(inputs), result, elements(layer));
    }

    private Operation feedback(int layer) {
      String name = "feedback." + layer;
      Tensor source = Tensor.delta(scheme.source(network, layer));
      int terms = scheme.terms(network, layer);
      int width = network.width(layer);
      Extent sums = new Extent(batch, width, terms);
      return switch (scheme.operator()) {
        case TRANSPOSED_WEIGHTS ->
            product(layer, source, View.of(Tensor.weight(layer + 1), width, terms).transpose());
        case STORED_MATRIX -> product(layer, source, View.of(Tensor.feedback(layer), terms, width));
        case SELECTION ->
            new Select(name, layer, source, elements(layer), options.scaledFeedback());
        case SPARSE -> new SparseProduct(name, layer, source, sums);
        case SIGNS ->
            new SignedSum(
                name,
                layer,
                source,
                Tensor.feedback(layer),
                false,
                scheme.shift(network, layer),
                options.scaledFeedback(),
                sums);
        case TRANSPOSED_SIGNS ->
            new SignedSum(
                name,
                layer,
                source,
                Tensor.weight(layer + 1),
                true,
                scheme.shift(network, layer),
                false,
                sums);
      };
    }

    private Product product(int layer, Tensor source, View right) {
      return new Product(
          "feedback." + layer,
          Phase.FEEDBACK,
          layer,
          View.of(source, batch, right.rows()),
          right,
          Tensor.error(layer),
          Ending.SET);
    }

    private Extent elements(int layer) {
      return new Extent(batch, network.width(layer), 1);
    }
  }
}
