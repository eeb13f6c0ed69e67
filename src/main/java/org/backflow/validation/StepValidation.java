package org.backflow.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.backflow.execution.Executor;
import org.backflow.experiment.Experiment;
import org.backflow.fixedpoint.FixedPointFormat;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Role;
import org.backflow.function.Precision;
import org.backflow.network.Matrix;
import org.backflow.plan.Operation;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.quantized.CodeMatrix;
import org.backflow.quantized.FixedPointInterpreter;
import org.backflow.quantized.Tally;
import org.backflow.reference.FloatInterpreter;
import org.backflow.training.Minibatches;
import org.backflow.training.PairedStart;

/**
 * Trains a network in fixed point and, in every step, asks the float model in double precision what
 * the same step gives from the same weights. Inputs, feedback matrices and everything else are not
 * rounded in the float model.
 */
final class StepValidation {

  private final Experiment experiment;
  private final StepPlan plan;
  private final FixedPointInterpreter fixed;
  private final FloatInterpreter reference;
  private final double eta;
  private final Map<String, ErrorSums> sums = new LinkedHashMap<>();

  StepValidation(Experiment experiment, PairedStart start, int network) {
    PairedStart.Start own = start.networks().get(network);
    this.experiment = experiment;
    this.plan = experiment.plan(own.scheme());
    this.eta = experiment.training().protocol().eta(plan.batch(), 0);
    this.fixed =
        new FixedPointInterpreter(
            plan, experiment.hardware().arithmetic(), LearningRate.of(eta), start.roundingSeed());
    this.reference = new FloatInterpreter(plan, Precision.DOUBLE);
    start.weights().forEach(fixed::put);
    putFeedback(own.feedback());
    plan.operations().forEach(operation -> sums.put(operation.name(), new ErrorSums()));
  }

  /** Scaled as in the last epoch: a scale that grows is then at its largest. */
  private void putFeedback(Map<Tensor, Matrix> feedback) {
    double scale =
        experiment
            .training()
            .protocol()
            .feedbackScaleOf(plan.scheme())
            .at(experiment.training().protocol().epochs() - 1);
    feedback.forEach(
        (tensor, stored) -> {
          Matrix scaled = stored.times(scale);
          fixed.put(tensor, scaled);
          reference.put(tensor, scaled);
        });
  }

  /** Returns the errors over the first {@code steps} minibatches. */
  List<OperationError> run(Minibatches minibatches, int steps) {
    for (int step = 0; step < steps; step++) {
      Map<Tensor, Matrix> before = kept();
      before.forEach(reference::put);
      Matrix inputs = minibatches.inputs(step);
      Matrix targets = minibatches.targets(step);
      fixed.step(inputs, targets);
      reference.step(inputs, targets, eta);
      for (Operation operation : plan.operations()) {
        compare(operation, before);
      }
    }
    List<OperationError> errors = new ArrayList<>();
    for (Operation operation : plan.operations()) {
      Tally tally = Objects.requireNonNull(fixed.tallies().get(operation.name()));
      double resolution = StrictMath.scalb(1.0, -format(operation.result()).fractionBits());
      errors.add(
          sums(operation)
              .of(operation.name(), resolution, tally.conversions(), tally.saturations()));
    }
    return errors;
  }

  /** Returns what a step changes and the next one reads: weights, and what an optimiser stores. */
  private Map<Tensor, Matrix> kept() {
    Map<Tensor, Matrix> kept = new LinkedHashMap<>();
    for (Tensor tensor : Executor.keptBy(plan)) {
      if (tensor.role() != Role.FEEDBACK) {
        kept.put(tensor, found(tensor));
      }
    }
    return kept;
  }

  private void compare(Operation operation, Map<Tensor, Matrix> before) {
    Tensor result = operation.result();
    Matrix expected = reference.get(result);
    Matrix found = found(result);
    Matrix start = before.get(result);
    if (start != null) {
      expected = difference(expected, start);
      found = difference(found, start);
    }
    sums(operation).add(expected, found);
  }

  private ErrorSums sums(Operation operation) {
    return Objects.requireNonNull(sums.get(operation.name()));
  }

  private static Matrix difference(Matrix left, Matrix right) {
    Matrix result = left.copy();
    for (int i = 0; i < result.values().length; i++) {
      result.values()[i] -= right.values()[i];
    }
    return result;
  }

  private Matrix found(Tensor tensor) {
    CodeMatrix codes = fixed.get(tensor);
    return codes.toMatrix(format(tensor));
  }

  private FixedPointFormat format(Tensor tensor) {
    return tensor.format(experiment.hardware().arithmetic());
  }
}
