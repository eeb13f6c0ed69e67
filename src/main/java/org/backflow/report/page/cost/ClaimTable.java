package org.backflow.report.page.cost;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.backflow.audit.Audit;
import org.backflow.audit.AuditRow;
import org.backflow.audit.Scope;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.text.Phrases;

/**
 * The claim that one-hot feedback reduces the computation by a factor of 20, counted for the
 * network and accelerator of an experiment under every convention, in every scope of a step.
 * One-hot feedback is counted whether the experiment trains it or not.
 */
public final class ClaimTable {

  private static final List<Scope> SCOPES = List.of(Scope.PRODUCT, Scope.PHASE, Scope.STEP);

  private final Experiment experiment;
  private final List<AuditRow> rows;

  public ClaimTable(ComparisonResult result) {
    this.experiment = result.experiment();
    Set<FeedbackScheme> schemes = new LinkedHashSet<>();
    schemes.add(FeedbackSchemes.BACKPROP);
    schemes.add(FeedbackSchemes.ONE_HOT);
    Audit audit = new Audit(experiment, List.copyOf(schemes));
    // The scope of a whole run is not shown, so one step stands for it.
    this.rows =
        experiment.model().network().hidden().isEmpty()
            ? List.of()
            : audit.rows(experiment.training().protocol().minibatch()).stream()
                .filter(row -> SCOPES.contains(row.scope()))
                .toList();
  }

  /** Says where the claim holds here and what it comes to in a whole step. */
  public String sentence() {
    if (rows.isEmpty()) {
      return "The network has no hidden layer, so there is nothing that one-hot feedback could"
          + " reduce.";
    }
    List<String> holding =
        rows.stream()
            .filter(AuditRow::yieldsTwenty)
            .map(row -> row.convention().name() + " of " + row.scope().description())
            .toList();
    return ("%s The whole step gains %s in cycles, %s in operations and %s in energy" + " (%s).")
        .formatted(
            holding.isEmpty()
                ? "Under no convention is it 20 here."
                : "It is 20 here when one counts " + Phrases.listed(holding) + ".",
            factor(row("cycles", Scope.STEP)),
            factor(row("operations", Scope.STEP)),
            factor(
                row("energy, " + experiment.hardware().energyTables().get(0).name(), Scope.STEP)),
            experiment.hardware().energyTables().get(0).name());
  }

  /** Returns the gain of the whole step in cycles, as text. */
  public String stepGain() {
    return rows.isEmpty() ? "–" : factor(row("cycles", Scope.STEP));
  }

  /** Returns the gain of the feedback product in operations, as text. */
  public String productGain() {
    return rows.isEmpty() ? "–" : factor(row("operations", Scope.PRODUCT));
  }

  private AuditRow row(String convention, Scope scope) {
    return rows.stream()
        .filter(row -> row.convention().name().equals(convention) && row.scope() == scope)
        .findFirst()
        .orElseThrow();
  }

  /** Returns the table with its sentence. */
  public Element element() {
    Element element =
        Element.of(
            "div",
            Element.of("h3", "“A factor of 20”"),
            Element.of("p", sentence()).classed("finding"));
    if (rows.isEmpty()) {
      return element.classed("claim");
    }
    HtmlTable table =
        new HtmlTable(
            "Counts of backprop over those of one-hot feedback, "
                + Phrases.step(experiment)
                + "; what is 20 is marked");
    List<String> head = new ArrayList<>(List.of("Counted"));
    SCOPES.forEach(scope -> head.add(scope.description().replaceFirst("^the ", "")));
    table.head(head);
    for (String convention :
        new LinkedHashSet<>(rows.stream().map(row -> row.convention().name()).toList())) {
      table.row(Element.of("span", convention), cells(convention));
    }
    return element
        .add(
            table.element("figures"),
            Element.of(
                    "p",
                    "Operations count a multiply-accumulate as two, a selection as one. Unbounded:"
                        + " one-hot feedback counts nothing. All conventions and a whole run:"
                        + " ./backflow audit.")
                .classed("footnotes"))
        .classed("claim");
  }

  private List<Object> cells(String convention) {
    List<Object> cells = new ArrayList<>();
    for (Scope scope : SCOPES) {
      cells.add(
          rows.stream()
              .filter(row -> row.convention().name().equals(convention) && row.scope() == scope)
              .findFirst()
              .<Object>map(ClaimTable::cell)
              .orElse("–"));
    }
    return cells;
  }

  private static Object cell(AuditRow row) {
    return row.yieldsTwenty() ? Element.of("strong", factor(row)).classed("twenty") : factor(row);
  }

  private static String factor(AuditRow row) {
    return Phrases.factor(row.factor("one-hot"));
  }
}
