package org.backflow.sweep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.CostModel;
import org.backflow.accelerator.StepCost;
import org.backflow.accelerator.TrainingFootprint;
import org.backflow.accelerator.timeline.Timeline;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.SchemeTest;
import org.backflow.experiment.TrainingResult;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.figure.Figure;
import org.backflow.figure.PricedStep;
import org.backflow.plan.Phase;
import org.backflow.plan.StepPlan;
import org.backflow.sweep.PointCost.PointEnergy;
import org.jspecify.annotations.Nullable;

/** Fills the cells of the outcomes. */
final class CostOutcomes {

  private final Columns columns;
  private final ResourceEstimates resources;
  private final List<Figure<PointCost>> untrained = Outcomes.untrained();
  private final Baselines baselines = new Baselines();

  /** The ends of the names of columns, by energy table. */
  private final Map<String, String> suffixes = new ConcurrentHashMap<>();

  /** Whether points have different energy tables, and columns for their first. */
  private final boolean ownEnergies;

  CostOutcomes(Columns columns, ResourceEstimates resources) {
    this.columns = columns;
    this.resources = resources;
    this.ownEnergies = columns.has(Outcomes.GAIN_IN_ENERGY);
  }

  /** Returns the ends of the names of the columns of energy table {@code index} of a point. */
  private List<String> suffixes(Experiment experiment, int index) {
    String name = experiment.hardware().energyTables().get(index).name();
    String suffix = suffixes.computeIfAbsent(name, table -> "_" + Outcomes.named(table));
    if (!columns.has(Outcomes.GAIN_IN_ENERGY + suffix)) {
      throw new IllegalArgumentException(
          "energy table '"
              + name
              + "' appears only where several settings meet; expected one that"
              + " a single value of the sweep names");
    }
    return index == 0 && ownEnergies ? List.of(suffix, "") : List.of(suffix);
  }

  private <T> void put(List<@Nullable Object> cells, Figure<T> figure, String suffix, T subject) {
    cells.set(columns.index(figure.column() + suffix), figure.value(subject));
  }

  /** Fills in all that is known without training. */
  void fill(Experiment experiment, List<@Nullable Object> cells) {
    StepPlan plan = experiment.plan(experiment.schemes().get(0));
    Accelerator accelerator = experiment.hardware().accelerator();
    StepCost cost = new CostModel(accelerator, experiment.hardware().arithmetic()).cost(plan);
    List<StepCost.Totals> steps = totals(experiment, cost);
    List<StepCost.Totals> feedbacks = feedbacks(experiment, cost);
    Optional<Baselines.Baseline> baseline =
        baselines.of(
            experiment,
            plan.scheme().equals(FeedbackSchemes.BACKPROP) ? Optional.of(steps) : Optional.empty());
    PointCost point =
        new PointCost(
            experiment,
            new PricedStep(
                plan,
                cost,
                accelerator,
                steps.get(0),
                feedbacks.get(0),
                Timeline.of(plan, cost),
                TrainingFootprint.of(plan, accelerator, experiment.hardware().arithmetic())),
            baseline.map(Baselines.Baseline::cycles),
            resources.of(accelerator, experiment.hardware().arithmetic(), plan));
    untrained.forEach(figure -> put(cells, figure, "", point));
    energies(experiment, feedbacks, steps, baseline.map(Baselines.Baseline::picojoules), cells);
  }

  private static List<StepCost.Totals> totals(Experiment experiment, StepCost cost) {
    return experiment.hardware().energyTables().stream()
        .map(table -> cost.totals(table, experiment.hardware().accelerator()))
        .toList();
  }

  private static List<StepCost.Totals> feedbacks(Experiment experiment, StepCost cost) {
    return experiment.hardware().energyTables().stream()
        .map(table -> cost.phase(Phase.FEEDBACK, table, experiment.hardware().accelerator()))
        .toList();
  }

  /**
   * Fills in what every energy table says.
   *
   * @param feedbacks the sums over the feedback phase, by energy table
   * @param steps the sums over the step, likewise
   * @param baseline the energies of the step of backpropagation by energy table, where they are
   *     known
   */
  private void energies(
      Experiment experiment,
      List<StepCost.Totals> feedbacks,
      List<StepCost.Totals> steps,
      Optional<List<Double>> baseline,
      List<@Nullable Object> cells) {
    for (int i = 0; i < steps.size(); i++) {
      int index = i;
      PointEnergy energy =
          new PointEnergy(
              experiment.training().protocol().minibatch(),
              feedbacks.get(i).energy().totalPicojoules(),
              steps.get(i).energy().totalPicojoules(),
              baseline.map(picojoules -> picojoules.get(index)));
      for (String suffix : suffixes(experiment, i)) {
        Outcomes.ENERGY.forEach(figure -> put(cells, figure, suffix, energy));
      }
    }
  }

  /**
   * Fills in what training brought: accuracies and, where multiplications by zero are held back,
   * the energies of what is left. Gains in energy are taken away then: how many zeros
   * backpropagation would meet is not known without training it as well.
   */
  void fillTrained(Experiment experiment, SchemeResult trained, List<@Nullable Object> cells) {
    trained.trainedFloat().ifPresent(result -> accuracy(SchemeTest.FLOAT, result, cells));
    trained.trainedFixed().ifPresent(result -> accuracy(SchemeTest.FIXED, result, cells));
    if (experiment.hardware().accelerator().zeroGating()) {
      StepCost cost = trained.cost();
      energies(
          experiment,
          feedbacks(experiment, cost),
          totals(experiment, cost),
          Optional.empty(),
          cells);
    }
  }

  private void accuracy(String arithmetic, TrainingResult result, List<@Nullable Object> cells) {
    Outcomes.ACCURACY
        .getOrDefault(arithmetic, List.of())
        .forEach(figure -> put(cells, figure, "", result));
  }
}
