package org.backflow.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.backflow.accelerator.CostModel;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.TrainingResult;
import org.backflow.experiment.file.ExperimentCodec;
import org.backflow.experiment.file.ExperimentFile;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.plan.Operation;
import org.backflow.plan.StepPlan;
import org.backflow.training.FeedbackAlignment;
import org.backflow.validation.OperationError;
import org.backflow.validation.SchemeErrors;
import org.backflow.validation.ValidationResult;

/** Comparisons with the costs of the real model and made-up accuracies: nothing is trained. */
public final class SyntheticResults {

  private SyntheticResults() {}

  /** Returns the default experiment with {@code settings}; later schemes are better by 0.2 %. */
  public static ComparisonResult of(String... settings) {
    Experiment experiment =
        ExperimentFile.load(Path.of("data/experiments/mnist-20.yaml"), settings);
    List<List<Double>> finals = new ArrayList<>();
    for (int scheme = 0; scheme < experiment.schemes().size(); scheme++) {
      double best = 0.93 + 0.002 * scheme;
      finals.add(
          IntStream.range(0, experiment.training().runs())
              .mapToObj(run -> best - 0.001 * run)
              .toList());
    }
    return of(experiment, finals);
  }

  /** Returns a comparison with these float accuracies after the last epoch, [scheme][run]. */
  public static ComparisonResult of(Experiment experiment, List<List<Double>> finals) {
    return of(experiment, finals, Collections.nCopies(finals.size(), 1));
  }

  /**
   * Returns a comparison with these float accuracies after the last epoch.
   *
   * @param finals [scheme][run]
   * @param dead the outputs that are dead in every epoch of every run, by scheme
   */
  public static ComparisonResult of(
      Experiment experiment, List<List<Double>> finals, List<Integer> dead) {
    CostModel costs =
        new CostModel(experiment.hardware().accelerator(), experiment.hardware().arithmetic());
    List<SchemeResult> results = new ArrayList<>();
    for (int i = 0; i < experiment.schemes().size(); i++) {
      StepPlan plan = experiment.plan(experiment.schemes().get(i));
      results.add(
          new SchemeResult(
              plan,
              Optional.of(trained(experiment, finals.get(i), dead.get(i), 0.0))
                  .filter(trained -> experiment.training().numerics().trainsFloat()),
              Optional.of(trained(experiment, finals.get(i), dead.get(i), 0.0005))
                  .filter(trained -> experiment.training().numerics().trainsFixed()),
              costs.cost(plan)));
    }
    return new ComparisonResult(experiment, results);
  }

  /**
   * Returns errors whose figures tell schemes and operations apart; none where nothing is trained
   * in fixed point.
   */
  public static Optional<ValidationResult> stepErrors(ComparisonResult result) {
    Experiment experiment = result.experiment();
    List<SchemeErrors> schemes = new ArrayList<>();
    for (FeedbackScheme scheme : experiment.schemes()) {
      List<OperationError> operations = new ArrayList<>();
      for (Operation operation : experiment.plan(scheme).operations()) {
        int place = 10 * schemes.size() + operations.size();
        operations.add(
            new OperationError(
                operation.name(),
                100 + place,
                0x1p-8,
                60.0 - place,
                OptionalDouble.of(0.001 * (1 + place)),
                0.004 * (1 + place),
                -0.0001 * place,
                1.0 - 0.001 * place,
                1000,
                0));
      }
      schemes.add(new SchemeErrors(scheme.name(), operations, Optional.empty()));
    }
    return Optional.of(
            new ValidationResult(
                experiment.presentation().name(),
                ExperimentCodec.hash(experiment),
                ExperimentCodec.trainingHash(experiment),
                50,
                schemes))
        .filter(errors -> experiment.training().numerics().trainsFixed());
  }

  /**
   * Returns {@code result} with alignments in float of which no two are the same: the angle has 20
   * degrees for every layer, 3 for every scheme, 1 for every epoch and 0.4 for every run, and the
   * other figures are it over 100, 200, 10 and 1000.
   */
  static ComparisonResult withAlignmentApart(ComparisonResult result) {
    List<SchemeResult> schemes = new ArrayList<>();
    for (SchemeResult scheme : result.schemes()) {
      TrainingResult trained = scheme.trainedFloat().orElseThrow();
      List<List<List<FeedbackAlignment>>> runs = new ArrayList<>();
      for (int run = 0; run < trained.alignment().size(); run++) {
        List<List<FeedbackAlignment>> epochs = new ArrayList<>();
        for (int epoch = 0; epoch < trained.alignment().get(run).size(); epoch++) {
          double before = 3 * schemes.size() + epoch + 0.4 * run;
          epochs.add(
              result.experiment().model().network().hidden().stream()
                  .map(layer -> alignment(20 * layer + before))
                  .toList());
        }
        runs.add(epochs);
      }
      TrainingResult apart =
          new TrainingResult(
              trained.testAccuracy(), trained.deadOutputs(), trained.trainingLoss(), runs);
      schemes.add(
          new SchemeResult(
              scheme.plan(), Optional.of(apart), scheme.trainedFixed(), scheme.cost()));
    }
    return new ComparisonResult(result.experiment(), schemes);
  }

  private static FeedbackAlignment alignment(double degrees) {
    return new FeedbackAlignment(
        OptionalDouble.of(degrees / 100),
        OptionalDouble.of(degrees),
        OptionalDouble.of(degrees / 200),
        OptionalDouble.of(degrees / 10),
        OptionalDouble.of(degrees / 1000));
  }

  private static TrainingResult trained(
      Experiment experiment, List<Double> finals, int dead, double lost) {
    int epochs = experiment.training().protocol().epochs();
    List<List<Double>> accuracies = new ArrayList<>();
    List<List<Double>> losses = new ArrayList<>();
    for (double last : finals) {
      accuracies.add(
          IntStream.range(0, epochs)
              .mapToObj(epoch -> last - lost - 0.01 * (epochs - 1 - epoch) / epochs)
              .toList());
      losses.add(IntStream.range(0, epochs).mapToObj(epoch -> 0.4 / (epoch + 1) + lost).toList());
    }
    FeedbackAlignment aligned =
        new FeedbackAlignment(
            OptionalDouble.empty(),
            OptionalDouble.of(60.0),
            OptionalDouble.of(0.75),
            OptionalDouble.of(1.5),
            OptionalDouble.of(0.02));
    List<FeedbackAlignment> layers =
        Collections.nCopies(experiment.model().network().hidden().size(), aligned);
    return new TrainingResult(
        accuracies,
        Collections.nCopies(finals.size(), Collections.nCopies(epochs, dead)),
        losses,
        Collections.nCopies(finals.size(), Collections.nCopies(epochs, layers)));
  }
}
