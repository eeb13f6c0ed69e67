package org.backflow.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.backflow.data.DataSet;
import org.backflow.data.InvalidDataException;
import org.backflow.experiment.Comparison;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.Numerics;
import org.backflow.experiment.ProgressListener;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.TrainingResult;
import org.backflow.experiment.file.ExperimentCodec;
import org.backflow.quantized.InterpretedSteps;
import org.backflow.training.Minibatches;
import org.backflow.training.PairedStart;

/**
 * Validates the fixed-point arithmetic of an experiment against float: single steps, operation by
 * operation, and whole runs.
 *
 * @param experiment trains in both arithmetics where runs are validated
 * @param steps how many steps of the first run are validated; zero for none
 * @param runs whether whole runs are validated
 */
public record Validation(Experiment experiment, int steps, boolean runs) {

  /** The run whose first steps are validated. */
  private static final int RUN = 0;

  /** Checks that there is something to do, in the arithmetics that it takes. */
  public Validation {
    if (steps < 0 || (steps == 0 && !runs)) {
      throw new IllegalArgumentException(steps + " steps and no runs: nothing to validate");
    }
    if (runs && experiment.training().numerics() != Numerics.BOTH) {
      throw new IllegalArgumentException(
          "numerics is "
              + experiment.training().numerics().name().toLowerCase(Locale.ROOT)
              + "; expected both, to compare them");
    }
  }

  /**
   * Returns what was measured, for every scheme of the experiment.
   *
   * @throws InvalidDataException when the images cannot be used, or are too few
   */
  public ValidationResult run(ProgressListener progress) {
    List<List<OperationError>> operations = steps > 0 ? steps(progress) : List.of();
    Optional<ComparisonResult> trained =
        runs ? Optional.of(new Comparison(experiment).run(progress)) : Optional.empty();
    List<SchemeErrors> schemes = new ArrayList<>();
    for (int scheme = 0; scheme < experiment.schemes().size(); scheme++) {
      int index = scheme;
      schemes.add(
          new SchemeErrors(
              experiment.schemes().get(scheme).name(),
              steps > 0 ? operations.get(scheme) : List.of(),
              trained.map(result -> error(result.schemes().get(index)))));
    }
    return new ValidationResult(
        experiment.presentation().name(),
        ExperimentCodec.hash(experiment),
        ExperimentCodec.trainingHash(experiment),
        steps,
        schemes);
  }

  /**
   * Returns the errors of the first steps of the first run from its initial weights: {@code most},
   * fewer of {@linkplain InterpretedSteps large steps}, or all of its first epoch where that has
   * fewer. Empty where the training set holds no whole minibatch. What it returns is what {@link
   * #run} returns for as many steps and no runs.
   *
   * @throws InvalidDataException when the images cannot be used
   */
  public static Optional<ValidationResult> ofFirstSteps(
      Experiment experiment, int most, ProgressListener progress) {
    Minibatches minibatches = firstEpoch(experiment);
    int wanted = InterpretedSteps.of(experiment.plan(experiment.baseline()), most);
    int steps = Math.min(wanted, minibatches.count());
    if (steps == 0) {
      return Optional.empty();
    }
    List<List<OperationError>> operations = steps(experiment, minibatches, steps, progress);
    List<SchemeErrors> schemes = new ArrayList<>();
    for (List<OperationError> errors : operations) {
      String scheme = experiment.schemes().get(schemes.size()).name();
      schemes.add(new SchemeErrors(scheme, errors, Optional.empty()));
    }
    return Optional.of(
        new ValidationResult(
            experiment.presentation().name(),
            ExperimentCodec.hash(experiment),
            ExperimentCodec.trainingHash(experiment),
            steps,
            schemes));
  }

  /**
   * Returns how many steps there are to validate: {@code most}, or those of an epoch where it has
   * fewer.
   *
   * @throws InvalidDataException when the images cannot be used, or make no whole minibatch
   */
  public static int stepsOfAnEpoch(Experiment experiment, int most) {
    Minibatches minibatches = firstEpoch(experiment);
    if (minibatches.count() == 0) {
      throw new InvalidDataException(
          "protocol.minibatch is "
              + minibatches.minibatch()
              + "; expected at most the samples that train, "
              + minibatches.order().length);
    }
    return Math.min(most, minibatches.count());
  }

  private List<List<OperationError>> steps(ProgressListener progress) {
    Minibatches minibatches = firstEpoch(experiment);
    if (minibatches.count() < steps) {
      throw new InvalidDataException(
          steps
              + " steps of "
              + minibatches.minibatch()
              + " samples; the training set has "
              + minibatches.order().length
              + " samples, at most "
              + minibatches.count()
              + " steps; expected no more (--steps)");
    }
    return steps(experiment, minibatches, steps, progress);
  }

  private static Minibatches firstEpoch(Experiment experiment) {
    DataSet data = experiment.images();
    return new Minibatches(
        data,
        experiment.trainingRun(data, RUN).order(0),
        experiment.training().protocol().minibatch(),
        experiment.model().network().outputs());
  }

  private static List<List<OperationError>> steps(
      Experiment experiment, Minibatches minibatches, int steps, ProgressListener progress) {
    PairedStart start = experiment.start(RUN);
    List<List<OperationError>> errors = new ArrayList<>();
    progress.started("validating steps", (long) steps * experiment.schemes().size());
    try {
      for (int network = 0; network < experiment.schemes().size(); network++) {
        errors.add(new StepValidation(experiment, start, network).run(minibatches, steps));
        progress.advanced(steps);
      }
    } finally {
      progress.finished();
    }
    return errors;
  }

  private static RunError error(SchemeResult result) {
    TrainingResult inFloat = result.trainedFloat().orElseThrow();
    TrainingResult inFixed = result.trainedFixed().orElseThrow();
    int last = inFloat.trainingLoss().get(0).size() - 1;
    return new RunError(
        100.0 * inFloat.finalAccuracy().mean(),
        100.0 * inFixed.finalAccuracy().mean(),
        inFloat.lossIn(last).mean(),
        inFixed.lossIn(last).mean());
  }
}
