package org.backflow.layer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.data.ImageShape;
import org.backflow.fixedpoint.Role;
import org.backflow.function.GatedError;
import org.backflow.function.LinearCombination;
import org.backflow.plan.Elementwise;
import org.backflow.plan.Extent;
import org.backflow.plan.Operation;
import org.backflow.plan.Phase;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;

/** A step while layers lower themselves to it. */
public final class Lowering {

  private final LayeredNetwork network;
  private final Optional<Feedback> feedback;
  private final int batch;
  private final StepPlan.Options options;
  private final List<Operation> operations = new ArrayList<>();

  /** The output of every layer, the input of the network first. */
  private final List<Value> values = new ArrayList<>();

  /** What came back to the output of a layer, from the last of its readers to the first. */
  private final Map<Integer, List<Tensor>> arrived = new HashMap<>();

  /** The error of the output of a layer. */
  private final Map<Integer, Tensor> errors = new HashMap<>();

  /** The error of the sums of a layer, where it is not delta. */
  private final Map<Integer, Tensor> errorsOfSums = new HashMap<>();

  private Lowering(
      LayeredNetwork network, Optional<Feedback> feedback, int batch, StepPlan.Options options) {
    this.network = network;
    this.feedback = feedback;
    this.batch = batch;
    this.options = options;
  }

  /** Returns the lowering of a training step. */
  static Lowering forTraining(
      LayeredNetwork network, Feedback feedback, int batch, StepPlan.Options options) {
    return new Lowering(network, Optional.of(feedback), batch, options);
  }

  /** Returns that of a forward pass without a way back. */
  static Lowering forInference(LayeredNetwork network, int batch) {
    return new Lowering(network, Optional.empty(), batch, StepPlan.Options.PLAIN);
  }

  /** Returns whether an error is carried back, so that layers have to note what that needs. */
  public boolean isTraining() {
    return feedback.isPresent();
  }

  /** Returns the samples of a step. */
  public int batch() {
    return batch;
  }

  /** Returns whether eta is a power of two. */
  boolean shiftedLearningRate() {
    return options.shiftedLearningRate();
  }

  /** Returns what eta is divided by: the samples of a step, or 1 where gradients are summed. */
  int samplesInRate() {
    return options.averagedGradient() ? batch : 1;
  }

  /** Returns how weights follow their gradients. */
  Optimiser optimiser() {
    return network.optimiser();
  }

  /** Returns what carries errors back in training. */
  Feedback feedback() {
    return feedback.orElseThrow();
  }

  /** Adds an operation. */
  public void emit(Operation operation) {
    operations.add(operation);
  }

  /** Returns the output of an earlier layer; of the network's input for layer 0. */
  public Value value(int layer) {
    return values.get(layer);
  }

  /**
   * Returns rows and columns of {@code value}, as operations on single words see them: a row per
   * pixel, and a unit per channel. Of the input a row is a sample.
   */
  public Extent elements(Value value) {
    ImageShape shape = value.shape();
    return value.tensor().role() == Role.INPUT
        ? new Extent(batch, shape.values(), 1)
        : new Extent(
            Math.multiplyExact(batch, shape.height() * shape.width()), shape.channels(), 1);
  }

  /** Returns the error of the output of {@code layer}, after all that read it passed it back. */
  public Tensor error(int layer) {
    return Optional.ofNullable(errors.get(layer)).orElseThrow();
  }

  /** Returns where the error goes that a layer carries back to its input. */
  public Tensor errorInto(Value input) {
    Tensor error = Tensor.error(input.tensor().layer());
    passBack(input, error);
    return error;
  }

  /**
   * Lets {@code error} be that of {@code input}, or a part of it where several layers read that:
   * then all parts are added up, with one conversion, from that of the last reader to the first.
   */
  public void passBack(Value input, Tensor error) {
    arrived.computeIfAbsent(input.tensor().layer(), layer -> new ArrayList<>()).add(error);
  }

  /** Returns the error of the sums of {@code layer}. */
  Tensor errorOfSums(int layer) {
    return errorsOfSums.getOrDefault(layer, Tensor.delta(layer));
  }

  List<Operation> forwardOperations() {
    forward();
    return operations;
  }

  List<Operation> operations() {
    forward();
    int last = network.layers().size();
    network.loss().emit(this, network.output());
    if (feedback().isDirect()) {
      directly(last);
    } else {
      backward(last);
    }
    for (int layer = last; layer >= 1; layer--) {
      layer(layer).update(this, layer, values.get(layer - 1), values.get(layer));
    }
    return operations;
  }

  private Layer layer(int number) {
    return network.layers().get(number - 1);
  }

  private void forward() {
    values.add(new Value(new Tensor(Role.INPUT, 0), network.input()));
    for (int layer = 1; layer <= network.layers().size(); layer++) {
      values.add(layer(layer).forward(this, layer, values.get(layer - 1)));
    }
  }

  /** From layer to layer, down to the first one that learns. */
  private void backward(int last) {
    int first = network.firstWithWeights();
    for (int layer = last; layer >= first; layer--) {
      if (layer < last) {
        receive(layer);
      }
      if (layer > first) {
        layer(layer).backward(this, layer, values.get(layer - 1), values.get(layer));
      }
    }
  }

  /** From the output to every layer that learns. */
  private void directly(int last) {
    int outputs = values.get(last).shape().values();
    for (int layer = last - 1; layer >= 1; layer--) {
      if (layer(layer).hasWeights()) {
        int end = lastElementwise(layer, last);
        Value receiving = values.get(end);
        feedback()
            .emit(
                this,
                new Feedback.Path(
                    receiving.tensor().layer(),
                    batch,
                    errorOfSums(last),
                    outputs,
                    errorInto(receiving),
                    receiving.shape().values(),
                    Tensor.weight(last),
                    1));
        for (int back = end; back > layer; back--) {
          receive(back);
          layer(back).backward(this, back, values.get(back - 1), values.get(back));
        }
        receive(layer);
      }
    }
  }

  /** Returns the last of the layers behind {@code layer} that only change it word by word. */
  private int lastElementwise(int layer, int last) {
    int end = layer;
    while (end + 1 < last && layer(end + 1).isElementwise() && !isReadLater(end)) {
      end++;
    }
    return end;
  }

  /** Returns whether another layer than the next reads the output of {@code layer}. */
  private boolean isReadLater(int layer) {
    return network.layers().stream().anyMatch(later -> later.alsoReads().contains(layer));
  }

  /** Adds up the errors that came back to {@code layer}, and takes its activation off. */
  private void receive(int layer) {
    if (values.get(layer).tensor().layer() == layer) {
      List<Tensor> parts = Optional.ofNullable(arrived.get(layer)).orElseThrow();
      errors.put(layer, parts.size() == 1 ? parts.get(0) : sum(layer, parts));
      gate(layer);
    }
  }

  private Tensor sum(int layer, List<Tensor> parts) {
    emit(
        new Elementwise(
            "sum." + layer,
            Phase.FEEDBACK,
            layer,
            LinearCombination.sum(parts.size()),
            parts,
            Tensor.error(layer),
            elements(values.get(layer))));
    return Tensor.error(layer);
  }

  /** Makes the error of an output to that of the sums. */
  private void gate(int layer) {
    if (!(layer(layer) instanceof WeightedLayer weighted)) {
      return;
    }
    if (weighted.activation().isEmpty()) {
      errorsOfSums.put(layer, error(layer));
      return;
    }
    emit(
        new Elementwise(
            "delta." + layer,
            Phase.FEEDBACK,
            layer,
            new GatedError(weighted.activation().get().slope()),
            List.of(error(layer), Tensor.activation(layer)),
            Tensor.delta(layer),
            elements(values.get(layer))));
  }
}
