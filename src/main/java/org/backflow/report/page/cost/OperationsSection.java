package org.backflow.report.page.cost;

import java.util.List;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.OperationCost;
import org.backflow.accelerator.StepCost;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.SchemeResult;
import org.backflow.figure.TotalFigures;
import org.backflow.plan.Phase;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.table.CostRow;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Listing;
import org.backflow.report.text.Phrases;

/** What every operation of the step costs, a table per scheme. */
public record OperationsSection(ComparisonResult result) {

  public static Element of(ComparisonResult result) {
    OperationsSection section = new OperationsSection(result);
    Element element =
        Element.of(
            "section",
            Element.of("h2", "Operations of the step"),
            Element.of(
                "p",
                "In the order they run. M, N and K are the sizes of C[M×N] = A[M×K] B[K×N]; an"
                    + " elementwise operation has K = 1. Utilization is that of the unit: elements"
                    + " of the array, lanes of the vector unit, ports of the router. Shaded rows"
                    + " are the feedback phase."));
    for (SchemeResult scheme : result.schemes()) {
      Element details =
          Element.of(
              "details",
              Element.of("summary", "Operations under " + Phrases.name(scheme)),
              section.table(scheme).element("numbers"));
      if (scheme.equals(result.baseline())) {
        details.with("open", "open");
      }
      element.add(details);
    }
    return element.with("id", "operations");
  }

  private HtmlTable table(SchemeResult scheme) {
    Experiment experiment = result.experiment();
    Accelerator accelerator = experiment.hardware().accelerator();
    List<EnergyTable> tables = experiment.hardware().energyTables();
    Listing<CostRow> columns =
        new Listing<CostRow>()
            .column("Operation", row -> row.operation().isPresent() ? row.name() : "whole step")
            .column("Phase", CostRow.of(each -> each.what().phaseLabel()));
    CostRow.extents(columns)
        .column("Unit", CostRow.of(each -> CyclesSection.unitName(each.what().mapping())))
        .column("Folds", CostRow.of(each -> Decimals.grouped(each.when().folds())))
        .figure("Cycles", TotalFigures.CYCLES.of(CostRow::sums))
        .figure("MACs", TotalFigures.MACS.of(CostRow::sums))
        .column("Multiplies", row -> multiplies(row, scheme.cost()))
        .figure("Words of W or B read", TotalFigures.WORDS.of(CostRow::sums))
        .column(
            "Utilization",
            CostRow.of(each -> Decimals.fixed(each.used().utilizationPercent(), 1) + " %"))
        .each(
            tables,
            table -> "Energy, " + table.name(),
            (row, table) ->
                Decimals.energy(
                    row.part(scheme.cost()).totals(table, accelerator).energy().totalPicojoules()));
    HtmlTable text =
        new HtmlTable("Operations under " + Phrases.name(scheme) + ", " + Phrases.step(experiment))
            .head(columns.titles());
    for (CostRow row : CostRow.operations(scheme.cost(), tables.get(0), accelerator)) {
      text.add(row.operation().map(OperationsSection::style).orElse("total"), columns.cells(row));
    }
    return text;
  }

  private static String style(OperationCost operation) {
    return operation.what().isIn(Phase.FEEDBACK) ? "feedback" : "";
  }

  private String multiplies(CostRow row, StepCost step) {
    String issued = Decimals.grouped(row.sums().multiplies());
    return result.experiment().hardware().accelerator().zeroGating()
        ? issued + " (" + Decimals.grouped(row.part(step).effectiveMultiplies()) + " effective)"
        : issued;
  }
}
