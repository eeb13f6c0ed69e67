package org.backflow.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.backflow.data.DataSet;
import org.backflow.experiment.checkpoint.CheckpointFolder;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.parallel.Tasks;
import org.backflow.training.PairedStart;
import org.backflow.training.RunObserver;
import org.backflow.training.Trainer;
import org.backflow.training.Trainers;
import org.backflow.training.TrainingRun;

/**
 * The main job: train every scheme from the same start on the same minibatches, in float and in
 * fixed point, and price the step that was trained.
 *
 * @param experiment what is compared
 */
public record Comparison(Experiment experiment) {

  /** Runs without telling anyone how far it is. */
  public ComparisonResult run() {
    return run(ProgressListener.SILENT);
  }

  /**
   * Runs the comparison.
   *
   * @throws org.backflow.data.InvalidDataException when the images cannot be used
   * @throws TrainingMemoryException when there is not memory enough
   */
  public ComparisonResult run(ProgressListener progress) {
    return run(progress, Optional.empty(), NetworkListener.NONE);
  }

  /**
   * Runs the comparison and keeps checkpoints, from which it goes on.
   *
   * @throws org.backflow.data.InvalidDataException when the images cannot be used
   * @throws org.backflow.experiment.checkpoint.CheckpointException when the checkpoints cannot be
   *     used, or not written
   */
  public ComparisonResult run(ProgressListener progress, CheckpointFolder checkpoints) {
    return run(progress, checkpoints, NetworkListener.NONE);
  }

  /**
   * Runs the comparison, keeps checkpoints, and hands on what was trained.
   *
   * @throws org.backflow.data.InvalidDataException when the images cannot be used
   * @throws org.backflow.experiment.checkpoint.CheckpointException when the checkpoints cannot be
   *     used, or not written
   */
  public ComparisonResult run(
      ProgressListener progress, CheckpointFolder checkpoints, NetworkListener networks) {
    return run(progress, Optional.of(checkpoints), networks);
  }

  private ComparisonResult run(
      ProgressListener progress, Optional<CheckpointFolder> checkpoints, NetworkListener networks) {
    DataSet data = experiment.images();
    experiment.remarks(experiment.training().data().trainSamples(data)).forEach(progress::remarked);
    return run(data, progress, checkpoints, networks);
  }

  /** Runs the comparison on images that are already there, those of the experiment's folder. */
  public ComparisonResult run(DataSet data) {
    return run(data, ProgressListener.SILENT, Optional.empty(), NetworkListener.NONE);
  }

  private ComparisonResult run(
      DataSet data,
      ProgressListener progress,
      Optional<CheckpointFolder> checkpoints,
      NetworkListener networks) {
    List<TrainedNetwork> trained = trained(data, progress, checkpoints, networks);
    List<SchemeResult> results = new ArrayList<>();
    for (FeedbackScheme scheme : experiment.schemes()) {
      results.add(trained.get(results.size()).priced(experiment, scheme));
    }
    return new ComparisonResult(experiment, results);
  }

  /**
   * Trains the networks and prices nothing.
   *
   * @param data the images of the experiment's folder
   * @param checkpoints where the state after every epoch is kept, and gone on from
   * @return what was measured, in the order of the schemes
   * @throws org.backflow.experiment.checkpoint.CheckpointException when the checkpoints cannot be
   *     used, or not written
   * @throws TrainingMemoryException when there is not memory enough
   */
  public List<TrainedNetwork> train(DataSet data, Optional<CheckpointFolder> checkpoints) {
    return trained(data, ProgressListener.SILENT, checkpoints, NetworkListener.NONE);
  }

  private List<TrainedNetwork> trained(
      DataSet data,
      ProgressListener progress,
      Optional<CheckpointFolder> checkpoints,
      NetworkListener networks) {
    TrainingMemory.of(experiment, data).requireAtMost(Runtime.getRuntime().maxMemory());
    Training training = new Training(experiment, data, progress, checkpoints, networks);
    checkpoints.ifPresent(folder -> folder.begin(training.kept(), data, training.first));
    List<List<TrainingRun.Epoch>> inFloat = new ArrayList<>();
    List<List<TrainingRun.Epoch>> inFixed = new ArrayList<>();
    training.run(inFloat, inFixed);
    List<TrainedNetwork> trained = new ArrayList<>();
    for (int network = 0; network < experiment.schemes().size(); network++) {
      trained.add(
          new TrainedNetwork(
              result(inFloat, network),
              result(inFixed, network),
              experiment.hardware().accelerator().zeroGating()
                  ? training.effectiveFractions(network)
                  : Map.of()));
    }
    return trained;
  }

  private static Optional<TrainingResult> result(List<List<TrainingRun.Epoch>> runs, int network) {
    return runs.isEmpty() ? Optional.empty() : Optional.of(TrainingResult.of(runs, network));
  }

  /** The runs of an experiment, spread over threads. Results are kept in the order of the runs. */
  private static final class Training {
    private final Experiment experiment;
    private final DataSet data;
    private final ProgressListener progress;
    private final Optional<CheckpointFolder> checkpoints;
    private final NetworkListener networks;
    private final PairedStart firstStart;

    /** The networks of the first run; where both arithmetics are trained, those in fixed point. */
    private final Trainer first;

    private final String firstArithmetic;

    Training(
        Experiment experiment,
        DataSet data,
        ProgressListener progress,
        Optional<CheckpointFolder> checkpoints,
        NetworkListener networks) {
      this.experiment = experiment;
      this.data = data;
      this.progress = progress;
      this.checkpoints = checkpoints;
      this.networks = networks;
      experiment.requireTrainable(experiment.training().data().trainSamples(data));
      this.firstStart = experiment.start(0);
      boolean trainsFixed = experiment.training().numerics().trainsFixed();
      this.first = trainsFixed ? fixed(firstStart) : floating(firstStart);
      this.firstArithmetic = trainsFixed ? SchemeTest.FIXED : SchemeTest.FLOAT;
    }

    /** Returns of what checkpoints are kept. */
    CheckpointFolder.Trainings kept() {
      return new CheckpointFolder.Trainings(
          experiment.training().runs()
              * (experiment.training().numerics() == Numerics.BOTH ? 2 : 1),
          experiment.training().protocol().epochs(),
          experiment.model().network().hidden().size(),
          experiment.training().threads());
    }

    /** Returns what the trained networks of the first run make of the data. */
    Map<String, Double> effectiveFractions(int network) {
      return new EffectiveMultiplies(experiment, data, experiment.trainingRun(data, 0))
          .fractions(firstStart.networks().get(network), first, network);
    }

    void run(List<List<TrainingRun.Epoch>> inFloat, List<List<TrainingRun.Epoch>> inFixed) {
      progress.started("training", samplesInAll());
      List<Callable<Trained>> tasks = new ArrayList<>();
      for (int each = 0; each < experiment.training().runs(); each++) {
        int run = each;
        if (experiment.training().numerics().trainsFixed()) {
          tasks.add(
              () ->
                  new Trained(
                      inFixed, train(run, SchemeTest.FIXED, () -> fixed(experiment.start(run)))));
        }
        if (experiment.training().numerics().trainsFloat()) {
          tasks.add(
              () ->
                  new Trained(
                      inFloat,
                      train(run, SchemeTest.FLOAT, () -> floating(experiment.start(run)))));
        }
      }
      try {
        Tasks.run(experiment.training().threads(), tasks)
            .forEach(each -> each.runs().add(each.epochs()));
      } finally {
        progress.finished();
      }
    }

    /** What was measured of a run, and the runs to which it belongs. */
    private record Trained(List<List<TrainingRun.Epoch>> runs, List<TrainingRun.Epoch> epochs) {}

    /** Draws the start here, so that only the runs that are trained at a time are in memory. */
    private List<TrainingRun.Epoch> train(int run, String arithmetic, Supplier<Trainer> drawn) {
      TrainingRun training = experiment.trainingRun(data, run);
      boolean isFirst = run == 0 && arithmetic.equals(firstArithmetic);
      Trainer trainer = isFirst ? first : drawn.get();
      List<TrainingRun.Epoch> epochs = training.train(trainer, observer(training, arithmetic));
      // Where every epoch was kept before, none has begun here: the scale is that of the last.
      trainer.beginEpoch(experiment.training().protocol().epochs() - 1);
      networks.trained(training.run(), arithmetic, trainer);
      return epochs;
    }

    private RunObserver observer(TrainingRun training, String arithmetic) {
      return new RunObserver() {
        @Override
        public List<TrainingRun.Epoch> resume(Trainer trainer) {
          List<TrainingRun.Epoch> epochs =
              checkpoints
                  .map(folder -> folder.resume(training.run(), arithmetic, trainer))
                  .orElse(List.of());
          progress.resumed((long) epochs.size() * training.split().train().length);
          return epochs;
        }

        @Override
        public void trained(long samples) {
          Tasks.requireWanted();
          progress.advanced(samples);
        }

        @Override
        public void measured(Trainer trainer, List<TrainingRun.Epoch> epochs) {
          checkpoints.ifPresent(folder -> folder.save(training.run(), arithmetic, trainer, epochs));
          progress.measured(
              "run " + training.run() + " in " + arithmetic,
              epochs.size(),
              epochs.get(epochs.size() - 1));
        }
      };
    }

    private Trainer floating(PairedStart start) {
      return Trainers.floats(start, data, experiment.training().protocol());
    }

    private Trainer fixed(PairedStart start) {
      return Trainers.fixedPoint(
          start, data, experiment.training().protocol(), experiment.hardware().arithmetic());
    }

    private long samplesInAll() {
      long samples = experiment.training().data().trainSamples(data);
      int arithmetics = experiment.training().numerics() == Numerics.BOTH ? 2 : 1;
      return samples
          * experiment.training().protocol().epochs()
          * experiment.training().runs()
          * arithmetics;
    }
  }
}
