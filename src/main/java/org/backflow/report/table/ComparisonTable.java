package org.backflow.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.Presentation;
import org.backflow.feedback.FeedbackOperator;
import org.backflow.figure.ComparedScheme;
import org.backflow.figure.SchemeFigures;
import org.backflow.report.result.CsvFile;
import org.backflow.report.result.Provenance;
import org.backflow.report.result.ResultsJson;
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
    return CsvFile.of(SchemeFigures.TABLE, ComparedScheme.of(result));
  }

  @Override
  public Document document() {
    Experiment experiment = result.experiment();
    TextTable table = new TextTable();
    table.row("", experiment.schemes().stream().map(scheme -> scheme.name()).toList());
    SchemeRows.of(result, false).forEach(row -> add(table, row));
    Document document = new Document();
    heading(experiment).forEach(document::line);
    document.gap().table(table).gap();
    footnotes().forEach(document::line);
    document.add(new StatisticsTable(result).document()).gap();
    new Headline(result).sentences().forEach(document::line);
    return document;
  }

  private static void add(TextTable table, SchemeRows.Row row) {
    String name = "  ".repeat(row.depth()) + row.name();
    if (row.isHeading()) {
      table.row(name);
      return;
    }
    table.row(row.note() == 0 ? name : name + " (" + row.note() + ")", row.cells());
    row.best().forEach(scheme -> table.mark(scheme + 1, Mark.GOOD));
  }

  private static List<String> heading(Experiment experiment) {
    Presentation presentation = experiment.presentation();
    return List.of(
        Stream.of(presentation.title(), presentation.description())
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(": ")),
        "%s, %s, %s, minibatch %s, seed %s"
            .formatted(
                Phrases.networkAndData(experiment),
                Phrases.counted(experiment.training().runs(), "run"),
                Phrases.counted(experiment.training().protocol().epochs(), "epoch"),
                experiment.training().protocol().minibatch(),
                experiment.training().seed()),
        "one step on %s (%s), energy by %s"
            .formatted(
                experiment.hardware().accelerator().name(),
                experiment.hardware().accelerator().array(),
                experiment.hardware().energyTables().get(0).name()));
  }

  private List<String> footnotes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        result.experiment().model().network().widths().isPresent()
            ? "(1) with the derivative a(1-a) and its product, two per unit under every scheme"
            : "(1) with those of derivatives, of the learning rate and of the optimiser");
    notes.add("(2) with one-hot, words of the selection table in place of W or B");
    if (uses(FeedbackOperator.SPARSE)) {
      notes.add("    with sparse, a word and an index per connection");
    }
    if (uses(FeedbackOperator.SIGNS) || uses(FeedbackOperator.TRANSPOSED_SIGNS)) {
      notes.add("    with sign and sign-symmetric, words of one bit");
    }
    if (result.experiment().hardware().accelerator().zeroGating()) {
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
