package org.backflow.plan;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.fixedpoint.Role;
import org.backflow.network.NetworkShape;

/**
 * The ordered operations of one training step of (network, feedback scheme, minibatch).
 *
 * <p>Stated once, read by all: the float interpreter computes it, the fixed-point interpreter
 * computes it bit for bit and tallies its multiplies, the cost model prices it. What a reader has
 * to know of the network follows from the operations.
 */
public final class StepPlan {

  private final FeedbackScheme scheme;
  private final int batch;
  private final List<Operation> operations;
  private final TensorShapes shapes;

  /**
   * Creates a plan.
   *
   * @param batch samples per step
   * @param operations in an order in which every tensor is written before it is read, and every
   *     weight is read before it is updated
   */
  public StepPlan(FeedbackScheme scheme, int batch, List<Operation> operations) {
    this.scheme = scheme;
    this.batch = batch;
    this.operations = List.copyOf(operations);
    this.shapes = TensorShapes.of(this.operations);
  }

  /**
   * What the protocol adds to the arithmetic of a step.
   *
   * @param scaledFeedback the feedback matrix is multiplied by a scale other than one
   * @param shiftedLearningRate eta is a power of two in every step
   * @param averagedGradient eta is divided by the samples of a step, for gradients are averaged
   */
  public record Options(
      boolean scaledFeedback, boolean shiftedLearningRate, boolean averagedGradient) {
    /** No scale, and a learning rate that needs a multiplier. */
    public static final Options PLAIN = new Options(false, false);

    /** Creates options of summed gradients. */
    public Options(boolean scaledFeedback, boolean shiftedLearningRate) {
      this(scaledFeedback, shiftedLearningRate, false);
    }
  }

  /** Returns what carries the error back. */
  public FeedbackScheme scheme() {
    return scheme;
  }

  /** Returns the samples of a step. */
  public int batch() {
    return batch;
  }

  /** Returns the operations in their order. */
  public List<Operation> operations() {
    return operations;
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

  /** Returns all tensors that are read or written, in the order in which that begins. */
  public Set<Tensor> tensors() {
    Set<Tensor> tensors = new LinkedHashSet<>();
    for (Operation operation : operations) {
      tensors.addAll(operation.reads());
      tensors.addAll(operation.writes());
    }
    return tensors;
  }

  /** Returns whether an operation reads or writes {@code tensor}. */
  public boolean uses(Tensor tensor) {
    return shapes.has(tensor);
  }

  /**
   * Checks that a matrix has the shape of {@code tensor}.
   *
   * @throws IllegalArgumentException naming both shapes, when it has another
   */
  public void requireShape(Tensor tensor, int rows, int columns) {
    Extent shape = shape(tensor);
    if (rows != shape.m() || columns != shape.n()) {
      throw new IllegalArgumentException(
          tensor + " is " + rows + " x " + columns + "; expected " + shape.m() + " x " + shape.n());
    }
  }

  /**
   * Returns rows and columns of the values of {@code tensor}.
   *
   * @throws IllegalArgumentException when no operation reads or writes it
   */
  public Extent shape(Tensor tensor) {
    return shapes.of(tensor);
  }

  /**
   * Returns the words of {@code tensor} as it is stored: rows that are multiplied by weights with a
   * bias carry their constant one behind them. Windows carry none, since they are not stored as
   * rows.
   */
  public long storedWords(Tensor tensor) {
    return Count.sum(shape(tensor).elements(), shapes.ones(tensor));
  }

  /** Returns what is given before a step and read by it: inputs and targets. */
  public Tensor given(Role role) {
    return shapes.only(role);
  }

  /** Returns the weights, by layer. */
  public List<Tensor> weights() {
    return shapes.all(Role.WEIGHT);
  }

  /** Returns the stored feedback matrices, by the layer that receives the error. */
  public List<Tensor> feedback() {
    return shapes.all(Role.FEEDBACK).stream()
        .sorted(Comparator.comparingInt(Tensor::layer))
        .toList();
  }

  /** Returns what is drawn and not stored: the random bytes of masks, by layer. */
  public List<Tensor> drawn() {
    return shapes.all(Role.RANDOM);
  }

  /** Returns into how many groups of neighbours the columns of weights or feedback fall. */
  public int groups(Tensor tensor) {
    return shapes.groups(tensor);
  }

  /** Returns what an optimiser keeps from step to step, by layer: zero before the first one. */
  public List<Tensor> velocities() {
    return shapes.all(Role.VELOCITY);
  }

  /** Returns the layers that compute something, ascending. */
  public Set<Integer> layers() {
    return shapes.layers();
  }

  /** Returns the units of {@code layer}, each of which owns a random register. */
  public int units(int layer) {
    return shapes.units(layer);
  }

  /** Returns the widths of a plan of dense layers: its inputs, and the units of every layer. */
  public NetworkShape network() {
    return shapes.widths();
  }

  /**
   * Returns the bits of an index that says to which of its sources a unit of hidden layer {@code
   * layer} listens.
   */
  public int selectionBits(int layer) {
    return Count.indexBits(shape(Tensor.feedback(layer)).m());
  }

  /**
   * Returns the bits of a word of {@code choice}, which says what word of a window was the largest.
   *
   * @throws IllegalArgumentException when no operation writes it as a choice
   */
  public int choiceBits(Tensor choice) {
    return shapes.choiceBits(choice);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StepPlan plan
        && scheme.equals(plan.scheme)
        && batch == plan.batch
        && operations.equals(plan.operations);
  }

  @Override
  public int hashCode() {
    return Objects.hash(scheme, batch, operations);
  }

  @Override
  public String toString() {
    return scheme.name() + " in minibatches of " + batch + ": " + operations;
  }
}
