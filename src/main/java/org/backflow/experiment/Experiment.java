package org.backflow.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.CostModel;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.StepCost;
import org.backflow.configuration.Setting;
import org.backflow.data.DataSet;
import org.backflow.data.InvalidDataException;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.FixedPointArithmetic;
import org.backflow.network.Initialization;
import org.backflow.network.NetworkShape;
import org.backflow.plan.StepPlan;
import org.backflow.quantized.AccumulatorProof;
import org.backflow.quantized.LearningRate;
import org.backflow.quantized.StepConversions;
import org.backflow.training.PairedStart;
import org.backflow.training.Protocol;
import org.backflow.training.TrainingRun;

/**
 * Everything that decides the result of a comparison. Two experiments with equal fields give the
 * same bytes; {@code threads} changes the time only.
 *
 * @param name the name of the report's folder
 * @param description one sentence for the report
 * @param data the images
 * @param network the layer widths
 * @param initialization the law of initial weights and random feedback
 * @param protocol how a run trains
 * @param schemes what is compared, each once, in the order of the table
 * @param numerics which arithmetic is trained
 * @param arithmetic the fixed-point formats; those of the priced accelerator, too
 * @param accelerator what the step is priced on
 * @param energyTables at least one; the first is the one of the printed table
 * @param runs independent repetitions, 1 to {@value #MAX_RUNS}
 * @param seed what every random stream starts from
 * @param threads how many runs are trained at a time
 * @param published what others published for it; decides nothing that is trained
 */
public record Experiment(
    String name,
    String description,
    DataSource data,
    NetworkShape network,
    Initialization initialization,
    Protocol protocol,
    List<FeedbackScheme> schemes,
    Numerics numerics,
    FixedPointArithmetic arithmetic,
    Accelerator accelerator,
    List<EnergyTable> energyTables,
    int runs,
    long seed,
    int threads,
    PublishedResults published) {

  /** The most runs. */
  public static final int MAX_RUNS = 10_000;

  static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /** Checks the fields, each by itself and against the others, and copies the lists. */
  public Experiment {
    schemes = List.copyOf(schemes);
    energyTables = List.copyOf(energyTables);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name '"
              + name
              + "' names a folder; expected letters, digits, dots, hyphens and underscores");
    }
    if (schemes.isEmpty() || new HashSet<>(schemes).size() < schemes.size()) {
      throw new IllegalArgumentException(
          "schemes are "
              + schemes.stream().map(FeedbackScheme::name).toList()
              + "; expected at least one, each once");
    }
    if (energyTables.isEmpty()) {
      throw new IllegalArgumentException("energyTables is empty; expected at least one");
    }
    energyTables.forEach(table -> table.requireFit(accelerator));
    if (runs < 1 || runs > MAX_RUNS) {
      throw new IllegalArgumentException("runs is " + runs + "; expected 1 to " + MAX_RUNS);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads + "; expected at least 1");
    }
    for (FeedbackScheme scheme : schemes) {
      // Priced whatever is trained, which refuses rates that no hardware multiplies by.
      StepPlan step = plan(network, scheme, protocol.minibatch(), protocol);
      if (computesFixed(numerics, accelerator)) {
        requireComputable(step, protocol, arithmetic);
      }
    }
  }

  /**
   * Returns whether steps are computed in fixed point: where that is trained, and where gated
   * multipliers have their zeros counted. Else the formats only set what the step costs.
   */
  public boolean computesFixed() {
    return computesFixed(numerics, accelerator);
  }

  private static boolean computesFixed(Numerics numerics, Accelerator accelerator) {
    return numerics.trainsFixed() || accelerator.zeroGating();
  }

  /** Checks that every accumulator is wide enough and every conversion one that can be done. */
  private static void requireComputable(
      StepPlan plan, Protocol protocol, FixedPointArithmetic arithmetic) {
    AccumulatorProof.requireSufficient(plan, arithmetic);
    try {
      StepConversions.of(plan, arithmetic, LearningRate.of(protocol.eta(plan.batch())));
    } catch (IllegalArgumentException refusal) {
      throw new IllegalArgumentException(
          refusal.getMessage()
              + "; with learningRate "
              + protocol.learningRate()
              + " use other formats",
          refusal);
    }
  }

  /**
   * Checks that an epoch of {@code samples} can be trained: where the gradient is averaged, the
   * minibatch that is left over at its end has a rate of its own.
   *
   * @throws InvalidDataException when its words cannot be computed
   */
  void requireTrainable(int samples) {
    int left = samples % protocol.minibatch();
    if (left == 0 || !numerics.trainsFixed()) {
      return;
    }
    try {
      for (FeedbackScheme scheme : schemes) {
        requireComputable(plan(network, scheme, left, protocol), protocol, arithmetic);
      }
    } catch (IllegalArgumentException refusal) {
      throw new InvalidDataException(
          samples
              + " training samples in minibatches of "
              + protocol.minibatch()
              + " leave one of "
              + left
              + ": "
              + refusal.getMessage(),
          refusal);
    }
  }

  /**
   * Reads an experiment file.
   *
   * @param settings options of the form {@code protocol.epochs=5}, which override its keys
   * @throws org.backflow.configuration.tree.ConfigurationException with all that is wrong, where it
   *     is written and what is expected instead
   */
  public static Experiment load(Path file, String... settings) {
    return load(file, Home.ofProcess(), Stream.of(settings).map(Setting::parse).toList());
  }

  /**
   * Reads an experiment file.
   *
   * @param home where what it names is looked up
   * @param settings options of the form {@code protocol.epochs=5}, which override its keys
   * @throws org.backflow.configuration.tree.ConfigurationException as {@link #load(Path,
   *     String...)}
   */
  public static Experiment load(Path file, Home home, List<Setting> settings) {
    return ExperimentFile.load(file, home, settings);
  }

  /** Returns the plan of the step that {@code scheme} trains and that is priced. */
  public StepPlan plan(FeedbackScheme scheme) {
    return plan(network, scheme, protocol.minibatch(), protocol);
  }

  /**
   * Returns the images that it trains on.
   *
   * @throws org.backflow.data.InvalidDataException when they cannot be used, or do not fit the
   *     network
   */
  public DataSet images() {
    DataSet images = data.load();
    images.requireFit(network.inputs(), network.outputs(), network.toString());
    return images;
  }

  /**
   * Returns what a reader of the figures must know of them, as far as the experiment alone tells;
   * empty for most experiments.
   */
  public List<String> remarks() {
    return remarks(data.pooled().map(DataSource.Pooled::trainSamples).orElse(protocol.minibatch()));
  }

  /** Returns the same where {@code trainSamples} samples train. */
  public List<String> remarks(int trainSamples) {
    List<String> remarks = new ArrayList<>();
    List<StepCost> costs =
        energyTables.stream().anyMatch(EnergyTable::hasPointsOverWidth) ? stepCosts() : List.of();
    energyTables.forEach(table -> remarks.addAll(table.remarks(accelerator, costs)));
    if (trainSamples < protocol.minibatch()) {
      remarks.add(
          "protocol.minibatch is "
              + protocol.minibatch()
              + ", but "
              + trainSamples
              + " samples train: an epoch is one step of those, and the step that is priced never"
              + " happens");
    }
    return remarks;
  }

  private List<StepCost> stepCosts() {
    CostModel costs = new CostModel(accelerator, arithmetic);
    return schemes.stream().map(scheme -> costs.cost(plan(scheme))).toList();
  }

  /** Returns the scheme that gains are measured against: backpropagation, or else the first. */
  public FeedbackScheme baseline() {
    return schemes.contains(FeedbackSchemes.BACKPROP) ? FeedbackSchemes.BACKPROP : schemes.get(0);
  }

  /**
   * Returns this experiment, knowing whether it trains as {@code described}, its file without
   * settings, does: the figures that were published for that are of no use for another.
   */
  Experiment comparedWith(Experiment described) {
    boolean same =
        data.pooled().equals(described.data.pooled())
            && network.equals(described.network)
            && initialization == described.initialization
            && protocol.equals(described.protocol);
    return with(new PublishedResults(published.figures(), same));
  }

  /** Returns this experiment as one that nothing was published for. */
  Experiment withoutPublished() {
    return with(new PublishedResults(List.of(), true));
  }

  /** Returns this experiment under another name. */
  Experiment called(String otherName, String otherDescription) {
    return with(otherName, otherDescription, published);
  }

  private Experiment with(PublishedResults others) {
    return with(name, description, others);
  }

  private Experiment with(String otherName, String otherDescription, PublishedResults others) {
    return new Experiment(
        otherName,
        otherDescription,
        data,
        network,
        initialization,
        protocol,
        schemes,
        numerics,
        arithmetic,
        accelerator,
        energyTables,
        runs,
        seed,
        threads,
        others);
  }

  /** Returns what the networks of run {@code run} start from. */
  public PairedStart start(int run) {
    return PairedStart.draw(network, schemes, initialization, seed, run);
  }

  /** Returns run {@code run} on {@code data}: which samples it trains, and in which order. */
  public TrainingRun trainingRun(DataSet dataSet, int run) {
    return new TrainingRun(protocol, data.split(dataSet, seed, run), seed, run);
  }

  /**
   * Returns the plan of a step of the same protocol on another network or another number of
   * samples.
   */
  public StepPlan plan(NetworkShape otherNetwork, FeedbackScheme scheme, int batch) {
    return plan(otherNetwork, scheme, batch, protocol);
  }

  private static StepPlan plan(
      NetworkShape network, FeedbackScheme scheme, int batch, Protocol protocol) {
    LearningRate eta = LearningRate.of(protocol.eta(batch));
    return StepPlan.of(
        network,
        scheme,
        batch,
        new StepPlan.Options(protocol.scalesFeedback(scheme), eta.isShift()));
  }
}
