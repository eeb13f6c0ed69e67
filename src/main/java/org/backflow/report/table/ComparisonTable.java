package org.backflow.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.StepCost;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.TrainingResult;
import org.backflow.feedback.FeedbackOperator;
import org.backflow.report.result.CsvFiles;
import org.backflow.report.result.Provenance;
import org.backflow.report.result.ResultsJson;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Document;
import org.backflow.report.text.Mark;
import org.backflow.report.text.Phrases;
import org.backflow.report.text.Printable;
import org.backflow.report.text.Terminal;
import org.backflow.report.text.TextTable;
import org.backflow.report.verdict.Headline;
import org.backflow.validation.ValidationResult;

/** A comparison as a table: a column per scheme, a row per figure. */
public final class ComparisonTable implements Printable {

  private final ComparisonResult result;
  private final Optional<ValidationResult> stepErrors;
  private final Provenance provenance;
  private final EnergyTable energyTable;

  /**
   * Creates the views of {@code result}.
   *
   * @param stepErrors of fixed point against float; empty where none were measured
   */
  public ComparisonTable(
      ComparisonResult result, Optional<ValidationResult> stepErrors, Provenance provenance) {
    this.result = result;
    this.stepErrors = stepErrors;
    this.provenance = provenance;
    this.energyTable = result.experiment().energyTables().get(0);
  }

  /** Returns the table with a heading and its footnotes, lines ended by {@code \n}. */
  public static String of(ComparisonResult result) {
    return new ComparisonTable(result, Optional.empty(), new Provenance("", ""))
        .document()
        .text(Terminal.PLAIN);
  }

  @Override
  public String json() {
    return ResultsJson.of(result, stepErrors, provenance);
  }

  @Override
  public String csv() {
    return CsvFiles.schemes(result);
  }

  @Override
  public Document document() {
    Experiment experiment = result.experiment();
    TextTable table = new TextTable();
    table.row("", experiment.schemes().stream().map(scheme -> scheme.name()).toList());
    accuracies(table);
    phase(
        table,
        "Feedback phase",
        scheme -> result.feedback(scheme, energyTable),
        result::feedbackEffectiveMultiplies);
    phase(
        table,
        "Whole step",
        scheme -> result.step(scheme, energyTable),
        scheme -> scheme.cost().effectiveMultiplies());
    String baseline = experiment.baseline().name();
    table.row("Whole-step gain against " + baseline);
    gain(table, "  in cycles", result::stepGainInCycles);
    for (EnergyTable each : experiment.energyTables()) {
      gain(table, "  in energy, " + each.name(), s -> result.stepGainInEnergy(s, each));
    }
    Document document = new Document();
    heading(experiment).forEach(document::line);
    document.gap().table(table).gap();
    footnotes().forEach(document::line);
    document.add(new StatisticsTable(result).document()).gap();
    new Headline(result).sentences().forEach(document::line);
    return document;
  }

  private void accuracies(TextTable table) {
    Experiment experiment = result.experiment();
    if (experiment.numerics().trainsFloat()) {
      accuracy(table, "Test accuracy, float", SchemeResult::trainedFloat);
    }
    if (experiment.numerics().trainsFixed()) {
      accuracy(table, "Test accuracy, fixed", SchemeResult::trainedFixed);
    }
  }

  private void accuracy(
      TextTable table, String name, Function<SchemeResult, Optional<TrainingResult>> trained) {
    row(table, name, scheme -> Phrases.accuracy(trained.apply(scheme).orElseThrow()));
    markHighest(table, s -> trained.apply(s).orElseThrow().finalAccuracy().mean());
  }

  private void gain(TextTable table, String name, ToDoubleFunction<SchemeResult> gain) {
    row(table, name, scheme -> Decimals.fixed(gain.applyAsDouble(scheme), 4) + "x");
    markHighest(table, gain);
  }

  /** Lets the best of the last row stand out, unless all are alike. */
  private void markHighest(TextTable table, ToDoubleFunction<SchemeResult> figure) {
    double highest = result.schemes().stream().mapToDouble(figure).max().orElseThrow();
    double lowest = result.schemes().stream().mapToDouble(figure).min().orElseThrow();
    for (int i = 0; highest > lowest && i < result.schemes().size(); i++) {
      if (figure.applyAsDouble(result.schemes().get(i)) == highest) {
        table.mark(i + 1, Mark.GOOD);
      }
    }
  }

  private void phase(
      TextTable table,
      String title,
      Function<SchemeResult, StepCost.Totals> totals,
      ToLongFunction<SchemeResult> effectiveMultiplies) {
    table.row(title);
    row(table, "  MACs", scheme -> Decimals.grouped(totals.apply(scheme).macs()));
    row(table, "  multiplies (1)", scheme -> Decimals.grouped(totals.apply(scheme).multiplies()));
    if (result.experiment().accelerator().zeroGating()) {
      row(
          table,
          "    of which effective (3)",
          scheme -> Decimals.grouped(effectiveMultiplies.applyAsLong(scheme)));
    }
    row(
        table,
        "  words of W or B read (2)",
        scheme -> Decimals.grouped(totals.apply(scheme).words()));
    row(table, "  cycles", scheme -> Decimals.grouped(totals.apply(scheme).cycles()));
    row(
        table,
        "  energy",
        scheme -> Decimals.energy(totals.apply(scheme).energy().totalPicojoules()));
  }

  private void row(TextTable table, String name, Function<SchemeResult, String> cell) {
    table.row(name, result.schemes().stream().map(cell).toList());
  }

  private static List<String> heading(Experiment experiment) {
    return List.of(
        experiment.name() + ": " + experiment.description(),
        experiment.network()
            + ", "
            + Phrases.counted(experiment.runs(), "run")
            + ", "
            + Phrases.counted(experiment.protocol().epochs(), "epoch")
            + ", minibatch "
            + experiment.protocol().minibatch()
            + ", seed "
            + experiment.seed(),
        "one step on "
            + experiment.accelerator().name()
            + " ("
            + experiment.accelerator().array()
            + "), energy by "
            + experiment.energyTables().get(0).name());
  }

  private List<String> footnotes() {
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
    result.experiment().remarks().forEach(remark -> notes.add("    " + remark));
    notes.add("    accuracies: mean ± standard deviation over the runs, after the last epoch");
    return notes;
  }

  private boolean uses(FeedbackOperator operator) {
    return result.schemes().stream().anyMatch(s -> s.scheme().operator() == operator);
  }
}
