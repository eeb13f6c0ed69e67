package org.backflow.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.StepCost;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.TrainingResult;
import org.backflow.feedback.FeedbackOperator;
import org.backflow.statistics.Summary;

/** A comparison as a table for the terminal: a column per scheme, a row per figure. */
public final class ComparisonTable {

  /** More schemes than fit make several blocks, one below the other. */
  private static final int TERMINAL_WIDTH = 80;

  private final ComparisonResult result;
  private final EnergyTable energyTable;
  private final TextTable table = new TextTable();

  private ComparisonTable(ComparisonResult result) {
    this.result = result;
    this.energyTable = result.experiment().energyTables().get(0);
  }

  /** Returns the table with a heading and its footnotes, lines ended by {@code \n}. */
  public static String of(ComparisonResult result) {
    return new ComparisonTable(result).text();
  }

  /** Returns the same figures as CSV, a line per scheme. */
  public static String csv(ComparisonResult result) {
    return CsvFiles.schemes(result);
  }

  private String text() {
    Experiment experiment = result.experiment();
    table.row("", experiment.schemes().stream().map(scheme -> scheme.name()).toList());
    accuracies();
    phase(
        "Feedback phase",
        scheme -> result.feedback(scheme, energyTable),
        result::feedbackEffectiveMultiplies);
    phase(
        "Whole step",
        scheme -> result.step(scheme, energyTable),
        scheme -> scheme.cost().effectiveMultiplies());
    String baseline = experiment.baseline().name();
    table.row("Whole-step gain against " + baseline);
    row("  in cycles", scheme -> Decimals.fixed(result.stepGainInCycles(scheme), 4) + "x");
    for (EnergyTable each : experiment.energyTables()) {
      row(
          "  in energy, " + each.name(),
          scheme -> Decimals.fixed(result.stepGainInEnergy(scheme, each), 4) + "x");
    }
    return heading(experiment)
        + "\n"
        + table.inBlocks(TERMINAL_WIDTH)
        + "\n"
        + footnotes()
        + new StatisticsTable(result).text();
  }

  private void accuracies() {
    Experiment experiment = result.experiment();
    if (experiment.numerics().trainsFloat()) {
      row("Test accuracy, float", scheme -> accuracy(scheme.trainedFloat()));
    }
    if (experiment.numerics().trainsFixed()) {
      row("Test accuracy, fixed", scheme -> accuracy(scheme.trainedFixed()));
    }
  }

  private static String accuracy(Optional<TrainingResult> trained) {
    Summary summary = trained.orElseThrow().finalAccuracy();
    String mean = Decimals.fixed(100.0 * summary.mean(), 2);
    return summary.standardDeviation().isPresent()
        ? mean + " ± " + Decimals.fixed(100.0 * summary.standardDeviation().getAsDouble(), 2) + " %"
        : mean + " %";
  }

  private void phase(
      String title,
      Function<SchemeResult, StepCost.Totals> totals,
      ToLongFunction<SchemeResult> effectiveMultiplies) {
    table.row(title);
    row("  MACs", scheme -> Decimals.grouped(totals.apply(scheme).macs()));
    row("  multiplies (1)", scheme -> Decimals.grouped(totals.apply(scheme).multiplies()));
    if (result.experiment().accelerator().zeroGating()) {
      row(
          "    of which effective (3)",
          scheme -> Decimals.grouped(effectiveMultiplies.applyAsLong(scheme)));
    }
    row("  words of W or B read (2)", scheme -> Decimals.grouped(totals.apply(scheme).words()));
    row("  cycles", scheme -> Decimals.grouped(totals.apply(scheme).cycles()));
    row("  energy", scheme -> Decimals.energy(totals.apply(scheme).energy().totalPicojoules()));
  }

  private void row(String name, Function<SchemeResult, String> cell) {
    table.row(name, result.schemes().stream().map(cell).toList());
  }

  private static String heading(Experiment experiment) {
    return String.join(
            "\n",
            experiment.name() + ": " + experiment.description(),
            experiment.network()
                + ", "
                + counted(experiment.runs(), "run")
                + ", "
                + counted(experiment.protocol().epochs(), "epoch")
                + ", minibatch "
                + experiment.protocol().minibatch()
                + ", seed "
                + experiment.seed(),
            "one step on "
                + experiment.accelerator().name()
                + " ("
                + experiment.accelerator().array()
                + "), energy by "
                + experiment.energyTables().get(0).name())
        + "\n";
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private String footnotes() {
    List<String> notes = new ArrayList<>();
    notes.add("(1) with the derivative a(1-a) and its product, two per unit under every scheme");
    notes.add("(2) with one-hot, words of the selection table in place of W or B");
    if (uses(FeedbackOperator.SPARSE)) {
      notes.add("    with sparse, a word and an index per connection");
    }
    if (uses(FeedbackOperator.SIGNS) || uses(FeedbackOperator.TRANSPOSED_SIGNS)) {
      notes.add("    with sign and sign-symmetric, words of one bit");
    }
    if (result.experiment().accelerator().zeroGating()) {
      notes.add("(3) both operands other than zero, measured after training; energy takes these");
    }
    notes.add("    accuracies: mean ± standard deviation over the runs, after the last epoch");
    return String.join("\n", notes) + "\n";
  }

  private boolean uses(FeedbackOperator operator) {
    return result.schemes().stream().anyMatch(s -> s.scheme().operator() == operator);
  }
}
