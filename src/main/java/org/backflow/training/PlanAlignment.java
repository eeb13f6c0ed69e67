package org.backflow.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.data.DataSet;
import org.backflow.execution.Executor;
import org.backflow.execution.Machine;
import org.backflow.execution.Machines;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.Role;
import org.backflow.layer.LayeredNetwork;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.plan.Operation;
import org.backflow.plan.Phase;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;

/**
 * Measures the {@link FeedbackAlignment} of one network of any layers: its step and that of
 * backpropagation are executed side by side in single precision, up to the update. Where a scheme
 * carries errors from layer to layer, the deltas of its step take the place of those of
 * backpropagation, so that both carry the same error back by one layer.
 */
final class PlanAlignment {

  /** Both steps drop the same words. */
  private static final long MASK_SEED = 0;

  private final LayeredNetwork network;
  private final DataSet data;
  private final Executor<float[]> step;
  private final Executor<float[]> reference;

  /** The error that arrives at every layer that learns, in the step and by backpropagation. */
  private final Map<Integer, Tensor> stepErrors;

  private final Map<Integer, Tensor> referenceErrors;
  private final SampleWords<float[]> samples;
  private final boolean isLocal;
  private final Map<Integer, AlignmentSums> sums = new HashMap<>();

  /** The errors that backpropagation carried, before they were replaced. */
  private final Map<Tensor, double[]> carried = new HashMap<>();

  /**
   * Creates a probe.
   *
   * @param values the weights and the stored feedback as they stand
   * @param plan the step of one sample
   */
  PlanAlignment(LayeredNetwork network, Map<Tensor, Matrix> values, StepPlan plan, DataSet data) {
    this.network = network;
    this.data = data;
    Machine<float[]> machine = Machines.floats(MASK_SEED);
    this.step = new Executor<>(untilUpdate(plan), machine, new HashMap<>());
    this.stepErrors = errors(plan);
    StepPlan backpropagation = network.plan(FeedbackSchemes.BACKPROP, 1, StepPlan.Options.PLAIN);
    this.referenceErrors = errors(backpropagation);
    this.reference =
        new Executor<>(untilUpdate(backpropagation), Machines.floats(MASK_SEED), new HashMap<>());
    for (Executor<float[]> executor : List.of(step, reference)) {
      values.forEach(
          (tensor, matrix) -> {
            if (executor.plan().uses(tensor)) {
              executor.put(tensor, matrix);
            }
          });
    }
    this.samples = new SampleWords<>(data, machine, plan.given(Role.INPUT));
    FeedbackScheme scheme = plan.scheme();
    this.isLocal = scheme.source(NetworkShape.of(1, 1, 1, 1), 1) == 2;
    List<Integer> learning = network.learning();
    for (int i = 0; i < learning.size() - 1; i++) {
      Matrix transposed = transposed(values, learning.get(i + 1));
      sums.put(
          learning.get(i),
          new AlignmentSums(
              transposed, feedback(learning.get(i), learning.get(i + 1), values, transposed)));
    }
  }

  /**
   * Returns the error that arrives at every layer: what its delta is made of or, where it activates
   * nothing, what its weights are updated by.
   */
  private static Map<Integer, Tensor> errors(StepPlan plan) {
    Map<Integer, Tensor> errors = new HashMap<>();
    for (Role made : List.of(Role.GRADIENT, Role.DELTA)) {
      for (Operation operation : plan.operations()) {
        if (operation.result().role() == made) {
          errors.put(operation.layer(), operation.reads().get(0));
        }
      }
    }
    return errors;
  }

  private static StepPlan untilUpdate(StepPlan plan) {
    List<Operation> operations =
        plan.operations().stream().filter(each -> each.phase() != Phase.UPDATE).toList();
    return new StepPlan(plan.scheme(), plan.batch(), operations);
  }

  /** Returns W<sub>layer</sub> transposed, without its bias row. */
  private static Matrix transposed(Map<Tensor, Matrix> values, int layer) {
    Matrix weights = Optional.ofNullable(values.get(Tensor.weight(layer))).orElseThrow();
    Matrix transposed = Matrix.zeros(weights.columns(), weights.rows() - 1);
    for (int row = 0; row < transposed.rows(); row++) {
      for (int column = 0; column < transposed.columns(); column++) {
        transposed.set(row, column, weights.get(column, row));
      }
    }
    return transposed;
  }

  /** Returns what feeds back into hidden layer {@code layer}, as it is applied. */
  private Matrix feedback(
      int layer, int above, Map<Tensor, Matrix> values, Matrix transposedWeights) {
    FeedbackScheme scheme = step.plan().scheme();
    int sources = transposedWeights.rows();
    NetworkShape shape = NetworkShape.of(1, transposedWeights.columns(), sources);
    return AlignmentSums.applied(
        scheme,
        scheme.shift(shape, 1),
        transposedWeights,
        () -> stored(layer, above, values).orElse(Matrix.zeros(0, 0)));
  }

  /** Layers without weights may lie between, which the error passes after F. */
  private static Optional<Matrix> stored(int layer, int above, Map<Tensor, Matrix> values) {
    for (int carrier = layer; carrier < above; carrier++) {
      Matrix found = values.get(Tensor.feedback(carrier));
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /** Returns what was measured on {@code images}, hidden layer by hidden layer from the first. */
  List<FeedbackAlignment> measure(int[] images) {
    for (int image : images) {
      run(image);
      sums.forEach(this::compare);
    }
    List<FeedbackAlignment> measured = new ArrayList<>();
    List<Integer> hiddenLayers = network.hidden();
    for (int layer : hiddenLayers) {
      AlignmentSums hidden = Optional.ofNullable(sums.get(layer)).orElseThrow();
      boolean comparable =
          (isLocal || layer == hiddenLayers.get(hiddenLayers.size() - 1))
              && hidden.weights().rows() == hidden.feedback().rows()
              && hidden.weights().columns() == hidden.feedback().columns();
      measured.add(hidden.measured(comparable));
    }
    return measured;
  }

  private void run(int image) {
    StepPlan plan = reference.plan();
    Matrix targets = Matrix.zeros(1, network.outputs());
    targets.set(0, data.label(image), 1.0);
    for (Executor<float[]> executor : List.of(step, reference)) {
      samples.read(image, executor.words(plan.given(Role.INPUT)), 0);
      executor.put(plan.given(Role.TARGET), targets);
    }
    step.pass();
    for (int i = 0; i < plan.operations().size(); i++) {
      reference.run(i, Executor.NO_RATE);
      for (Tensor written : plan.operations().get(i).writes()) {
        if (written.role() == Role.ERROR) {
          carried.put(written, reference.values(written).values());
        }
        if (isLocal && isErrorOfSums(written)) {
          int words = Math.toIntExact(plan.shape(written).elements());
          System.arraycopy(step.words(written), 0, reference.words(written), 0, words);
        }
      }
    }
  }

  /** Returns whether {@code tensor} is what the weights of a layer carry back. */
  private boolean isErrorOfSums(Tensor tensor) {
    return tensor.role() == Role.DELTA
        || network.learning().stream()
            .anyMatch(
                layer ->
                    !reference.plan().uses(Tensor.delta(layer))
                        && tensor.equals(referenceErrors.get(layer)));
  }

  private void compare(int layer, AlignmentSums hidden) {
    double[] reached = step.values(found(stepErrors, layer)).values();
    hidden.compare(reached, found(carried, found(referenceErrors, layer)));
    Tensor delta = Tensor.delta(layer);
    hidden.addGradient(step.plan().uses(delta) ? step.values(delta).values() : reached);
  }

  private static <K, V> V found(Map<K, V> map, K key) {
    return Optional.ofNullable(map.get(key)).orElseThrow();
  }
}
