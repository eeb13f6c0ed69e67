package org.backflow.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.backflow.feedback.FeedbackScheme;
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

  /**
   * Returns rows and columns of {@code tensor}. Activations that feed another layer carry their
   * constant one in the last column.
   */
  public Extent shape(Tensor tensor) {
    int layer = tensor.layer();
    int width = network.width(layer);
    return switch (tensor.role()) {
      case INPUT -> new Extent(batch, width + 1, 1);
      case ACTIVATION -> new Extent(batch, layer < network.layers() ? width + 1 : width, 1);
      case WEIGHT -> new Extent(network.weightRows(layer), width, 1);
      case FEEDBACK -> new Extent(network.width(scheme.source(network, layer)), width, 1);
      case PREACTIVATION, TARGET, DERIVATIVE, ERROR, DELTA, GRADIENT -> new Extent(batch, width, 1);
    };
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
        operations.add(new Activate("activate." + layer, layer, elements(layer)));
      }
      operations.add(new OutputError("error." + last, last, elements(last)));
      for (int layer = last - 1; layer >= 1; layer--) {
        operations.add(feedback(layer));
        operations.add(new HiddenDelta("delta." + layer, layer, elements(layer)));
      }
      for (int layer = last; layer >= 1; layer--) {
        operations.add(
            new ScaleDelta(
                "scale." + layer, layer, elements(layer), options.shiftedLearningRate()));
        operations.add(
            new WeightUpdate(
                "update." + layer,
                layer,
                new Extent(network.weightRows(layer), network.width(layer), batch)));
      }
      return operations;
    }

    private Operation forward(int layer) {
      return new MatMul(
          "forward." + layer,
          Phase.FORWARD,
          layer,
          Tensor.activation(layer - 1),
          Tensor.weight(layer),
          false,
          Tensor.preactivation(layer),
          new Extent(batch, network.width(layer), network.weightRows(layer)));
    }

    private Operation feedback(int layer) {
      String name = "feedback." + layer;
      Tensor source = Tensor.delta(scheme.source(network, layer));
      int terms = scheme.terms(network, layer);
      Extent sums = new Extent(batch, network.width(layer), terms);
      return switch (scheme.operator()) {
        case TRANSPOSED_WEIGHTS ->
            product(name, layer, source, Tensor.weight(layer + 1), true, sums);
        case STORED_MATRIX -> product(name, layer, source, Tensor.feedback(layer), false, sums);
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

    private static MatMul product(
        String name, int layer, Tensor left, Tensor right, boolean transposed, Extent extent) {
      return new MatMul(
          name, Phase.FEEDBACK, layer, left, right, transposed, Tensor.error(layer), extent);
    }

    private Extent elements(int layer) {
      return new Extent(batch, network.width(layer), 1);
    }
  }
}
