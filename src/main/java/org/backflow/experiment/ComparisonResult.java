package org.backflow.experiment;

import java.util.List;
import java.util.stream.Stream;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.StepCost;
import org.backflow.accelerator.timeline.Timeline;
import org.backflow.plan.Phase;

/**
 * What a comparison found. The same experiment gives an equal result on any number of threads.
 *
 * @param experiment what was asked
 * @param schemes one result per scheme, in the order of the experiment
 */
public record ComparisonResult(Experiment experiment, List<SchemeResult> schemes) {

  /** Copies the list. */
  public ComparisonResult {
    schemes = List.copyOf(schemes);
  }

  /** Returns the sums over the whole step of {@code scheme}, energy by {@code table}. */
  public StepCost.Totals step(SchemeResult scheme, EnergyTable table) {
    return scheme.cost().totals(table, experiment.hardware().accelerator());
  }

  /** Returns the sums over the feedback phase of {@code scheme}, energy by {@code table}. */
  public StepCost.Totals feedback(SchemeResult scheme, EnergyTable table) {
    return scheme.cost().phase(Phase.FEEDBACK, table, experiment.hardware().accelerator());
  }

  /** Returns the multiplications of the feedback phase that zero gating does not hold back. */
  public long feedbackEffectiveMultiplies(SchemeResult scheme) {
    return scheme.cost().effectiveMultiplies(Phase.FEEDBACK);
  }

  /** Returns when the operations of a step of {@code scheme} run. */
  public Timeline timeline(SchemeResult scheme) {
    return Timeline.of(scheme.plan(), scheme.cost());
  }

  /** Returns the result that gains are measured against. */
  public SchemeResult baseline() {
    return schemes.stream()
        .filter(result -> result.scheme().equals(experiment.baseline()))
        .findFirst()
        .orElseThrow();
  }

  /** Returns what tells every other scheme from the baseline, float before fixed. */
  public List<SchemeTest> tests() {
    return Stream.concat(
            SchemeTest.of(this, SchemeTest.FLOAT, SchemeResult::trainedFloat).stream(),
            SchemeTest.of(this, SchemeTest.FIXED, SchemeResult::trainedFixed).stream())
        .toList();
  }

  /** Returns what became of the figures that others published for this experiment. */
  public List<Reproduction> reproductions() {
    return Reproduction.of(this);
  }

  /** Returns the cycles of the baseline's step over those of the step of {@code scheme}. */
  public double stepGainInCycles(SchemeResult scheme) {
    EnergyTable table = experiment.hardware().energyTables().get(0);
    return (double) step(baseline(), table).cycles() / step(scheme, table).cycles();
  }

  /** Returns the energy of the baseline's step over that of the step of {@code scheme}. */
  public double stepGainInEnergy(SchemeResult scheme, EnergyTable table) {
    return step(baseline(), table).energy().totalPicojoules()
        / step(scheme, table).energy().totalPicojoules();
  }
}
