package org.backflow.experiment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.backflow.accelerator.CostModel;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.StepCost;
import org.backflow.data.DataSet;
import org.backflow.data.InvalidDataException;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.LearningRate;
import org.backflow.layer.LayeredNetwork;
import org.backflow.plan.StepPlan;
import org.backflow.quantized.AccumulatorProof;
import org.backflow.quantized.StepConversions;
import org.backflow.training.PairedStart;
import org.backflow.training.Protocol;
import org.backflow.training.TrainingRun;

/**
 * Everything that decides the result of a comparison. Two experiments with equal parts give the
 * same bytes.
 *
 * @param presentation what a report says of it; decides nothing
 * @param model the network
 * @param schemes what is compared, each once, in the order of the table
 * @param training how the networks are trained
 * @param hardware what a step is computed and priced on
 */
public record Experiment(
    Presentation presentation,
    Model model,
    List<FeedbackScheme> schemes,
    TrainingSetup training,
    Hardware hardware) {

  /** Checks the parts against each other, and copies the list. */
  public Experiment {
    schemes = List.copyOf(schemes);
    if (schemes.isEmpty() || new HashSet<>(schemes).size() < schemes.size()) {
      throw new IllegalArgumentException(
          "schemes are "
              + schemes.stream().map(FeedbackScheme::name).toList()
              + "; expected at least one, each once");
    }
    for (FeedbackScheme scheme : schemes) {
      // Priced whatever is trained, which refuses rates that no hardware multiplies by.
      StepPlan step = plan(model.network(), scheme, training.protocol().minibatch(), training);
      if (computesFixed(training, hardware)) {
        requireComputable(step, training, hardware);
      }
    }
  }

  /** Returns a builder without parts. */
  public static ExperimentBuilder builder() {
    return new ExperimentBuilder();
  }

  /**
   * Returns whether steps are computed in fixed point: where that is trained, and where gated
   * multipliers have their zeros counted. Else the formats only set what the step costs.
   */
  public boolean computesFixed() {
    return computesFixed(training, hardware);
  }

  private static boolean computesFixed(TrainingSetup training, Hardware hardware) {
    return training.numerics().trainsFixed() || hardware.accelerator().zeroGating();
  }

  /** Checks that every accumulator is wide enough and every conversion one that can be done. */
  private static void requireComputable(StepPlan plan, TrainingSetup training, Hardware hardware) {
    Protocol protocol = training.protocol();
    AccumulatorProof.requireSufficient(plan, hardware.arithmetic());
    try {
      for (LearningRate eta : protocol.extremeRates(plan.batch())) {
        StepConversions.of(plan, hardware.arithmetic(), eta);
      }
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
    int left = samples % training.protocol().minibatch();
    if (left == 0 || !training.numerics().trainsFixed()) {
      return;
    }
    try {
      for (FeedbackScheme scheme : schemes) {
        requireComputable(plan(model.network(), scheme, left), training, hardware);
      }
    } catch (IllegalArgumentException refusal) {
      throw new InvalidDataException(
          samples
              + " training samples in minibatches of "
              + training.protocol().minibatch()
              + " leave one of "
              + left
              + ": "
              + refusal.getMessage(),
          refusal);
    }
  }

  /** Returns the plan of the step that {@code scheme} trains and that is priced. */
  public StepPlan plan(FeedbackScheme scheme) {
    return plan(model.network(), scheme, training.protocol().minibatch());
  }

  /**
   * Returns the images that it trains on.
   *
   * @throws org.backflow.data.InvalidDataException when they cannot be used, or do not fit the
   *     network
   */
  public DataSet images() {
    DataSet images = training.data().load();
    LayeredNetwork network = model.network();
    images.requireFit(network.input(), network.outputs(), network.toString());
    return images;
  }

  /**
   * Returns what a reader of the figures must know of them, as far as the experiment alone tells;
   * empty for most experiments.
   */
  public List<String> remarks() {
    return remarks(
        training
            .data()
            .pooled()
            .map(DataSource.Pooled::trainSamples)
            .orElse(training.protocol().minibatch()));
  }

  /** Returns the same where {@code trainSamples} samples train. */
  public List<String> remarks(int trainSamples) {
    List<String> remarks = new ArrayList<>();
    List<EnergyTable> energyTables = hardware.energyTables();
    List<StepCost> costs =
        energyTables.stream().anyMatch(EnergyTable::hasPointsOverWidth) ? stepCosts() : List.of();
    energyTables.forEach(table -> remarks.addAll(table.remarks(hardware.accelerator(), costs)));
    int minibatch = training.protocol().minibatch();
    if (trainSamples < minibatch) {
      remarks.add(
          "protocol.minibatch is "
              + minibatch
              + ", but "
              + trainSamples
              + " samples train: an epoch is one step of those, and the step that is priced never"
              + " happens");
    }
    return remarks;
  }

  private List<StepCost> stepCosts() {
    CostModel costs = new CostModel(hardware.accelerator(), hardware.arithmetic());
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
  public Experiment comparedWith(Experiment described) {
    boolean same =
        training.data().pooled().equals(described.training.data().pooled())
            && model.equals(described.model)
            && training.protocol().equals(described.training.protocol());
    return with(new PublishedResults(presentation.published().figures(), same));
  }

  /** Returns this experiment as one that nothing was published for. */
  public Experiment withoutPublished() {
    return with(PublishedResults.NONE);
  }

  private Experiment with(PublishedResults others) {
    return with(
        new Presentation(
            presentation.name(), presentation.title(), presentation.description(), others));
  }

  /** Returns this experiment as one that is presented otherwise. */
  public Experiment with(Presentation otherwise) {
    return new Experiment(otherwise, model, schemes, training, hardware);
  }

  /** Returns what the networks of run {@code run} start from. */
  public PairedStart start(int run) {
    return PairedStart.draw(model.network(), schemes, model.initialization(), training.seed(), run);
  }

  /** Returns run {@code run} on {@code data}: which samples it trains, and in which order. */
  public TrainingRun trainingRun(DataSet dataSet, int run) {
    long seed = training.seed();
    return new TrainingRun(
        training.protocol(), training.data().split(dataSet, seed, run), seed, run);
  }

  /**
   * Returns the plan of a step of the same protocol on another network or another number of
   * samples.
   */
  public StepPlan plan(LayeredNetwork otherNetwork, FeedbackScheme scheme, int batch) {
    return plan(otherNetwork, scheme, batch, training);
  }

  private static StepPlan plan(
      LayeredNetwork network, FeedbackScheme scheme, int batch, TrainingSetup training) {
    return network.plan(scheme, batch, training.protocol().options(scheme, batch));
  }
}
