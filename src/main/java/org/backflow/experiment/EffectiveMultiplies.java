package org.backflow.experiment;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.backflow.data.DataSet;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.network.Matrix;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;
import org.backflow.quantized.FixedPointInterpreter;
import org.backflow.quantized.InterpretedSteps;
import org.backflow.training.Minibatches;
import org.backflow.training.PairedStart;
import org.backflow.training.Protocol;
import org.backflow.training.Trainer;
import org.backflow.training.TrainingRun;

/**
 * Measures how many of the multiplications of a step have two operands other than zero: the
 * fixed-point interpreter goes on where a training has ended, over the first minibatches of what
 * would be its next epoch, and tallies.
 */
final class EffectiveMultiplies {

  /** Steps that are tallied: fewer of large ones, and no more than there are whole minibatches. */
  static final int STEPS = 100;

  private final Experiment experiment;
  private final DataSet data;
  private final TrainingRun run;

  EffectiveMultiplies(Experiment experiment, DataSet data, TrainingRun run) {
    this.experiment = experiment;
    this.data = data;
    this.run = run;
  }

  /**
   * Returns the share of effective multiplications by the name of the operation, 1 for an operation
   * that has none; of no operation where the training left weights that are not numbers.
   *
   * @param start the scheme and its feedback matrices
   * @param trainer what has been trained
   * @param network the index of the network in {@code trainer}
   */
  Map<String, Double> fractions(PairedStart.Start start, Trainer trainer, int network) {
    Protocol protocol = experiment.training().protocol();
    StepPlan plan = experiment.plan(start.scheme());
    FixedPointInterpreter interpreter =
        new FixedPointInterpreter(
            plan,
            experiment.hardware().arithmetic(),
            LearningRate.of(protocol.eta(protocol.minibatch(), protocol.epochs() - 1)),
            experiment.training().seed());
    for (Tensor weight : plan.weights()) {
      Matrix weights = trainer.weights(network, weight.layer());
      if (Arrays.stream(weights.values()).anyMatch(Double::isNaN)) {
        return Map.of();
      }
      interpreter.put(weight, weights);
    }
    start
        .feedback()
        .forEach((tensor, matrix) -> interpreter.put(tensor, scaled(matrix, start.scheme())));
    Minibatches minibatches =
        new Minibatches(
            data,
            run.order(protocol.epochs()),
            protocol.minibatch(),
            experiment.model().network().outputs());
    int steps = Math.min(InterpretedSteps.of(plan, STEPS), minibatches.count());
    for (int step = 0; step < steps; step++) {
      interpreter.step(minibatches.inputs(step), minibatches.targets(step));
    }
    Map<String, Double> fractions = new LinkedHashMap<>();
    interpreter
        .tallies()
        .forEach(
            (operation, tally) ->
                fractions.put(
                    operation,
                    tally.multiplies() == 0
                        ? 1.0
                        : (double) tally.effectiveMultiplies() / tally.multiplies()));
    return fractions;
  }

  private Matrix scaled(Matrix feedback, FeedbackScheme scheme) {
    Protocol protocol = experiment.training().protocol();
    double scale = protocol.feedbackScaleOf(scheme).at(protocol.epochs() - 1);
    return feedback.times(scale);
  }
}
