package org.backflow.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.CostModel;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.StepCost;
import org.backflow.accelerator.resources.Estimate;
import org.backflow.accelerator.resources.FpgaResources;
import org.backflow.accelerator.timeline.Timeline;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.TrainingResult;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.fixedpoint.Role;
import org.backflow.plan.Count;
import org.backflow.plan.Phase;
import org.backflow.plan.StepPlan;
import org.backflow.quantized.AccumulatorProof;
import org.backflow.statistics.Summary;
import org.jspecify.annotations.Nullable;

/** Fills the cells of the outcomes. */
final class CostOutcomes {
  private static final String FEEDBACK = Phase.FEEDBACK.label();

  private final Columns columns;
  private final ResourceEstimates resources;
  private final Baselines baselines = new Baselines();

  /** The ends of the names of columns, by energy table. */
  private final Map<String, String> suffixes = new ConcurrentHashMap<>();

  /** Whether points have different energy tables, and columns for their first. */
  private final boolean ownEnergies;

  CostOutcomes(Columns columns, ResourceEstimates resources) {
    this.columns = columns;
    this.resources = resources;
    this.ownEnergies = columns.has(Outcomes.OWN_ENERGY.get(0).name());
  }

  /** Returns the ends of the names of the columns of energy table {@code index} of a point. */
  private List<String> suffixes(Experiment experiment, int index) {
    String name = experiment.energyTables().get(index).name();
    String suffix = suffixes.computeIfAbsent(name, table -> "_" + Outcomes.named(table));
    if (!columns.has("gain_in_energy" + suffix)) {
      throw new IllegalArgumentException(
          "energy table '"
              + name
              + "' appears only where several settings meet; expected one that"
              + " a single value of the sweep names");
    }
    return index == 0 && ownEnergies ? List.of(suffix, "") : List.of(suffix);
  }

  private void put(List<@Nullable Object> cells, String column, Object value) {
    cells.set(columns.index(column), value);
  }

  /** Fills in all that is known without training. */
  void fill(Experiment experiment, List<@Nullable Object> cells) {
    StepPlan plan = experiment.plan(experiment.schemes().get(0));
    Accelerator accelerator = experiment.accelerator();
    shape(experiment, plan, cells);
    StepCost cost = new CostModel(accelerator, experiment.arithmetic()).cost(plan);
    List<StepCost.Totals> steps = new ArrayList<>();
    for (EnergyTable table : experiment.energyTables()) {
      steps.add(cost.totals(table, accelerator));
    }
    counts(experiment, plan, cost, steps.get(0), cells);
    energies(experiment, cost, steps, cells);
    gains(experiment, plan, steps, cells);
    Optional<Estimate> taken = resources.of(accelerator, experiment.arithmetic(), plan);
    taken.ifPresent(
        estimate -> {
          FpgaResources parts = estimate.resources();
          put(cells, "luts", parts.luts());
          put(cells, "flip_flops", parts.flipFlops());
          put(cells, "dsps", parts.dsps());
          put(cells, "block_rams", parts.blockRams());
          put(cells, Outcomes.EXTRAPOLATED, String.join("; ", estimate.extrapolated()));
        });
  }

  private void shape(Experiment experiment, StepPlan plan, List<@Nullable Object> cells) {
    long weights = 0;
    for (int layer = 1; layer <= experiment.network().layers(); layer++) {
      weights =
          Count.sum(
              weights,
              (long) experiment.network().weightRows(layer) * experiment.network().width(layer));
    }
    put(cells, "hidden_layers", experiment.network().layers() - 1L);
    put(cells, "weights", weights);
    put(cells, "weight_bits", (long) experiment.arithmetic().format(Role.WEIGHT).width());
    put(cells, "array_rows", (long) experiment.accelerator().array().rows());
    put(cells, "array_columns", (long) experiment.accelerator().array().columns());
    put(
        cells,
        "accumulator_bits_needed",
        (long) AccumulatorProof.bitsNeeded(plan, experiment.arithmetic()));
  }

  private void counts(
      Experiment experiment,
      StepPlan plan,
      StepCost cost,
      StepCost.Totals step,
      List<@Nullable Object> cells) {
    Accelerator accelerator = experiment.accelerator();
    EnergyTable table = experiment.energyTables().get(0);
    StepCost.Totals feedback = cost.phase(FEEDBACK, table, accelerator);
    Timeline timeline = Timeline.of(plan, cost, accelerator);
    put(cells, "feedback_cycles", feedback.cycles());
    put(cells, "step_cycles", step.cycles());
    put(cells, "step_latency_cycles", timeline.latencyCycles());
    put(cells, "initiation_interval_cycles", timeline.initiationIntervalCycles());
    put(
        cells,
        "samples_per_second",
        experiment.protocol().minibatch()
            * accelerator.clockMegahertz()
            * 1e6
            / timeline.initiationIntervalCycles());
    put(cells, "feedback_macs", feedback.macs());
    put(cells, "step_macs", step.macs());
    put(cells, "feedback_multiplies", feedback.multiplies());
    put(cells, "step_multiplies", step.multiplies());
    put(cells, "feedback_words", feedback.words());
    put(cells, "step_words", step.words());
    put(cells, "feedback_dram_words", feedback.dramWords());
    put(cells, "step_dram_words", step.dramWords());
    put(cells, "feedback_stall_cycles", feedback.stallCycles());
    put(cells, "step_stall_cycles", step.stallCycles());
    put(cells, "utilization_percent", cost.utilizationPercent(accelerator));
  }

  /**
   * Fills in what every energy table says.
   *
   * @param steps the sums over the step, by energy table
   */
  private void energies(
      Experiment experiment,
      StepCost cost,
      List<StepCost.Totals> steps,
      List<@Nullable Object> cells) {
    for (int i = 0; i < steps.size(); i++) {
      EnergyTable table = experiment.energyTables().get(i);
      double step = steps.get(i).energy().totalPicojoules();
      double feedback =
          cost.phase(FEEDBACK, table, experiment.accelerator()).energy().totalPicojoules();
      double sample = step / experiment.protocol().minibatch();
      for (String suffix : suffixes(experiment, i)) {
        put(cells, "feedback_energy_picojoules" + suffix, feedback);
        put(cells, "step_energy_picojoules" + suffix, step);
        put(cells, "sample_energy_picojoules" + suffix, sample);
      }
    }
  }

  /** Backpropagation may need what the accelerator has not; then there is no gain against it. */
  private void gains(
      Experiment experiment,
      StepPlan plan,
      List<StepCost.Totals> steps,
      List<@Nullable Object> cells) {
    Optional<Baselines.Baseline> baseline =
        baselines.of(
            experiment,
            plan.scheme().equals(FeedbackSchemes.BACKPROP) ? Optional.of(steps) : Optional.empty());
    if (baseline.isEmpty()) {
      return;
    }
    put(cells, "gain_in_cycles", (double) baseline.get().cycles() / steps.get(0).cycles());
    for (int i = 0; i < steps.size(); i++) {
      double gain = baseline.get().picojoules().get(i) / steps.get(i).energy().totalPicojoules();
      for (String suffix : suffixes(experiment, i)) {
        put(cells, "gain_in_energy" + suffix, gain);
      }
    }
  }

  /**
   * Fills in what training brought: accuracies and, where multiplications by zero are held back,
   * the energies of what is left. Gains in energy are taken away then: how many zeros
   * backpropagation would meet is not known without training it as well.
   */
  void fillTrained(Experiment experiment, SchemeResult trained, List<@Nullable Object> cells) {
    trained.trainedFloat().ifPresent(result -> accuracy("float", result, cells));
    trained.trainedFixed().ifPresent(result -> accuracy("fixed", result, cells));
    if (experiment.accelerator().zeroGating()) {
      StepCost cost = trained.cost();
      List<StepCost.Totals> steps =
          experiment.energyTables().stream()
              .map(table -> cost.totals(table, experiment.accelerator()))
              .toList();
      energies(experiment, cost, steps, cells);
      for (int i = 0; i < steps.size(); i++) {
        for (String suffix : suffixes(experiment, i)) {
          cells.set(columns.index("gain_in_energy" + suffix), null);
        }
      }
    }
  }

  private void accuracy(String arithmetic, TrainingResult result, List<@Nullable Object> cells) {
    Summary accuracy = result.finalAccuracy();
    put(cells, arithmetic + "_accuracy_mean", accuracy.mean());
    accuracy
        .standardDeviation()
        .ifPresent(deviation -> put(cells, arithmetic + "_accuracy_sd", deviation));
  }
}
