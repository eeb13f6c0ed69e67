package org.backflow.layer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.fixedpoint.Role;
import org.backflow.function.Activation;
import org.backflow.function.GatedError;
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

  /** The error of the sums of a layer, where it is not delta. */
  private final Map<Integer, Tensor> errors = new HashMap<>();

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

  /** Returns the error of the sums of {@code layer}. */
  Tensor errorOfSums(int layer) {
    return errors.getOrDefault(layer, Tensor.delta(layer));
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
    for (int layer = last; layer > first; layer--) {
      layer(layer).backward(this, layer, values.get(layer - 1), values.get(layer));
      int below = values.get(layer - 1).tensor().layer();
      if (below == layer - 1) {
        gate(below);
      }
    }
  }

  /** From the output to every layer that learns. */
  private void directly(int last) {
    int outputs = values.get(last).shape().values();
    for (int layer = last - 1; layer >= 1; layer--) {
      if (layer(layer).hasWeights()) {
        feedback()
            .emit(
                this,
                new Feedback.Path(
                    layer,
                    batch,
                    errorOfSums(last),
                    outputs,
                    Tensor.error(layer),
                    values.get(layer).shape().values(),
                    Tensor.weight(last),
                    1));
        gate(layer);
      }
    }
  }

  /** Makes the error of an output to that of the sums. */
  private void gate(int layer) {
    if (!(layer(layer) instanceof WeightedLayer weighted)) {
      return;
    }
    if (weighted.activation().isEmpty()) {
      errors.put(layer, Tensor.error(layer));
      return;
    }
    Activation activation = weighted.activation().get();
    int units = weighted.units();
    int positions = values.get(layer).shape().values() / units;
    emit(
        new Elementwise(
            "delta." + layer,
            Phase.FEEDBACK,
            layer,
            new GatedError(activation.slope()),
            List.of(Tensor.error(layer), Tensor.activation(layer)),
            Tensor.delta(layer),
            new Extent(Math.multiplyExact(batch, positions), units, 1)));
  }
}
