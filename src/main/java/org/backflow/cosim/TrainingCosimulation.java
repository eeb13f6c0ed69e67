package org.backflow.cosim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.data.DataSet;
import org.backflow.data.Split;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.ProgressListener;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.fixedpoint.Role;
import org.backflow.layer.LayeredNetwork;
import org.backflow.network.Matrix;
import org.backflow.plan.Tensor;
import org.backflow.quantized.CodeMatrix;
import org.backflow.training.FixedPointTrainer;
import org.backflow.training.Minibatches;
import org.backflow.training.PairedStart;
import org.backflow.training.TrainingRun;

/**
 * Trains every scheme of an experiment on the training core of hdl-ref and in Java, from the same
 * start on the same samples. It compares every word of every operation, the cycles of the
 * operation, the weights at the end, and what they classify correctly.
 *
 * <p>The expected trace comes from the fixed-point interpreter and the cost model, for every step;
 * the fast trainer is held to the same final weights and gives the time to compare with.
 */
public final class TrainingCosimulation implements Cosimulation {

  /** The run of the experiment that is trained: the first. */
  private static final int RUN = 0;

  /** Rounds of the fast trainer before the one whose time is taken, for the compiler of the JVM. */
  private static final int WARM_UP_ROUNDS = 2;

  private static final double NANOSECONDS = 1e9;

  @Override
  public String name() {
    return "training";
  }

  @Override
  public CosimResult run(Options options) {
    Experiment experiment = options.experiment();
    requireSupported(experiment, options.samples());
    options.waveform().ifPresent(WaveformTime::requireFolder);
    DataSet data = experiment.images();
    Job job = Job.of(options, data);
    int schemes = options.waveform().isPresent() ? 1 : experiment.schemes().size();
    List<CosimResult.Case> cases = new ArrayList<>();
    SimulationTime.remark(experiment, options.simulator(), schemes, job.steps())
        .ifPresent(options.progress()::remarked);
    options.progress().started("co-simulation", (long) schemes * options.samples());
    try {
      for (int scheme = 0; scheme < schemes; scheme++) {
        cases.add(job.compare(scheme));
      }
    } finally {
      options.progress().finished();
    }
    return new CosimResult(name(), cases);
  }

  @Override
  public SelfTestResult selfTest(Options options) {
    return new SelfTestResult(name(), CoreSelfTest.of(options).probes());
  }

  private static void requireSupported(Experiment experiment, int samples) {
    LayeredNetwork network = experiment.model().network();
    if (network.widths().isEmpty()) {
      throw new UnsupportedTrainingException(
          "layers are "
              + network
              + ": the training core has dense logistic layers, one of them hidden, and half"
              + " squared error; set layers=784-20-10");
    }
    experiment
        .schemes()
        .forEach(
            scheme ->
                CoreTraining.requireSupported(
                    experiment.plan(scheme),
                    experiment.hardware().arithmetic(),
                    experiment.hardware().accelerator()));
    if (samples < experiment.training().protocol().minibatch()) {
      throw new UnsupportedTrainingException(
          samples
              + " samples are no minibatch of "
              + experiment.training().protocol().minibatch()
              + "; use more samples");
    }
  }

  /** How much of a scheme the progress has been told. */
  static final class Told {
    private final ProgressListener progress;
    private long amount;

    Told(ProgressListener progress) {
      this.progress = progress;
    }

    /** Tells what is new of {@code all}. */
    void to(long all) {
      if (all > amount) {
        progress.advanced(all - amount);
        amount = all;
      }
    }
  }

  /** Everything that the schemes share. */
  @SuppressWarnings("ArrayRecordComponent") // the order of an epoch, never compared
  private record Job(
      Options options, DataSet data, Split split, int[] order, PairedStart start, int steps) {

    static Job of(Options options, DataSet data) {
      Experiment experiment = options.experiment();
      TrainingRun run = experiment.trainingRun(data, RUN);
      int[] order = run.order(0);
      if (options.samples() > order.length) {
        throw new UnsupportedTrainingException(
            options.samples() + " samples; the training set has " + order.length);
      }
      int steps = options.samples() / experiment.training().protocol().minibatch();
      return new Job(options, data, run.split(), order, experiment.start(RUN), steps);
    }

    CosimResult.Case compare(int scheme) {
      Experiment experiment = options.experiment();
      PairedStart.Start network = start.networks().get(scheme);
      Told told = new Told(options.progress());
      CoreComparison comparison =
          new CoreComparison(
              options.build(),
              options.simulator(),
              options.work(),
              options.waveform(),
              experiment.hardware().accelerator().clockMegahertz(),
              share -> told.to((long) (share * options.samples())));

      CoreComparison.Outcome outcome =
          comparison.run("training-" + network.scheme().name(), training(network), CoreFault.NONE);
      CosimResult.Speed speed =
          new CosimResult.Speed(
              outcome.simulatedCycles(),
              outcome.buildSeconds(),
              outcome.simulatorSeconds(),
              javaSeconds(network));
      told.to(options.samples());
      Optional<String> difference = outcome.difference();
      Optional<CosimResult.Accuracy> accuracy = Optional.empty();
      if (outcome.weights().isPresent()) {
        Map<Tensor, Matrix> weights =
            outcome.weights().get().values(experiment.hardware().arithmetic().format(Role.WEIGHT));
        FixedPointTrainer trained = trained(network);
        difference = differenceOfWeights(weights, trained);
        accuracy =
            Optional.of(
                new CosimResult.Accuracy(accuracy(trainer(network, weights)), accuracy(trained)));
      }
      if (accuracy.filter(a -> a.rtl() != a.java()).isPresent()) {
        difference = Optional.of("equal weights, but other accuracies: " + accuracy);
      }
      return new CosimResult.Case(
          network.scheme().name(),
          remark(network.scheme()),
          steps,
          outcome.counts(),
          difference,
          Optional.of(speed),
          accuracy);
    }

    private static Optional<String> remark(FeedbackScheme scheme) {
      String plain =
          scheme.equals(FeedbackSchemes.DIRECT)
              ? FeedbackSchemes.RANDOM.name()
              : FeedbackSchemes.ONE_HOT.name();
      boolean direct =
          scheme.equals(FeedbackSchemes.DIRECT) || scheme.equals(FeedbackSchemes.DIRECT_ONE_HOT);
      return direct
          ? Optional.of("runs as " + plain + ", which it equals with one hidden layer")
          : Optional.empty();
    }

    private CoreTraining training(PairedStart.Start network) {
      Experiment experiment = options.experiment();
      return new CoreTraining(
          experiment.plan(network.scheme()),
          experiment.hardware().arithmetic(),
          LearningRate.of(
              experiment
                  .training()
                  .protocol()
                  .eta(experiment.training().protocol().minibatch(), 0)),
          experiment.hardware().accelerator(),
          codes(start.weight(1), Role.WEIGHT),
          codes(start.weight(2), Role.WEIGHT),
          network
              .feedback(1)
              .map(f -> scaled(f, network.scheme()))
              .map(f -> codes(f, Role.FEEDBACK)),
          start.roundingSeed(),
          CoreTraining.Batches.first(
              steps,
              new Minibatches(
                  data,
                  order,
                  experiment.training().protocol().minibatch(),
                  experiment.model().network().outputs())));
    }

    /** Returns {@code feedback} in epoch 0, which the samples never leave. */
    private Matrix scaled(Matrix feedback, FeedbackScheme scheme) {
      double scale = options.experiment().training().protocol().feedbackScaleOf(scheme).at(0);
      Matrix scaled = Matrix.zeros(feedback.rows(), feedback.columns());
      for (int i = 0; i < scaled.values().length; i++) {
        scaled.values()[i] = feedback.values()[i] * scale;
      }
      return scaled;
    }

    private CodeMatrix codes(Matrix values, Role role) {
      return CodeMatrix.nearest(
          values, options.experiment().hardware().arithmetic().quantization(role));
    }

    private FixedPointTrainer trainer(PairedStart.Start network, Map<Tensor, Matrix> weights) {
      PairedStart alone =
          new PairedStart(start.network(), weights, List.of(network), start.roundingSeed());
      FixedPointTrainer trainer =
          new FixedPointTrainer(
              alone,
              data,
              options.experiment().training().protocol(),
              options.experiment().hardware().arithmetic());
      trainer.beginEpoch(0);
      return trainer;
    }

    private FixedPointTrainer trained(PairedStart.Start network) {
      FixedPointTrainer trainer = trainer(network, start.weights());
      int minibatch = options.experiment().training().protocol().minibatch();
      for (int step = 0; step < steps; step++) {
        trainer.step(order, step * minibatch, (step + 1) * minibatch);
      }
      return trainer;
    }

    private double javaSeconds(PairedStart.Start network) {
      for (int round = 0; round < WARM_UP_ROUNDS; round++) {
        trained(network);
      }
      long begin = System.nanoTime();
      trained(network);
      return (System.nanoTime() - begin) / NANOSECONDS;
    }

    private double accuracy(FixedPointTrainer trainer) {
      return trainer.evaluate(split.test()).get(0).correct() / (double) split.test().length;
    }

    private static Optional<String> differenceOfWeights(
        Map<Tensor, Matrix> weights, FixedPointTrainer trained) {
      return weights.entrySet().stream()
          .filter(each -> !each.getValue().equals(trained.weights(0, each.getKey().layer())))
          .findFirst()
          .map(
              each ->
                  "the RTL has the weights of the interpreter, but the fast trainer has other W"
                      + each.getKey().layer());
    }
  }
}
