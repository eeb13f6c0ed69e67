package org.backflow.report.page.cost;

import java.util.ArrayList;
import java.util.List;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.OperationCost;
import org.backflow.accelerator.StepCost;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.SchemeResult;
import org.backflow.plan.Phase;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.text.Decimals;
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
    HtmlTable table =
        new HtmlTable("Operations under " + Phrases.name(scheme) + ", " + Phrases.step(experiment));
    List<String> head =
        new ArrayList<>(
            List.of(
                "Operation",
                "Phase",
                "M",
                "N",
                "K",
                "Unit",
                "Folds",
                "Cycles",
                "MACs",
                "Multiplies",
                "Words of W or B read",
                "Utilization"));
    experiment.energyTables().forEach(each -> head.add("Energy, " + each.name()));
    table.head(head);
    for (OperationCost operation : scheme.cost().operations()) {
      boolean feedback = operation.what().isIn(Phase.FEEDBACK);
      table.row(feedback ? "feedback" : "", operation.name(), cells(operation));
    }
    table.row("total", "whole step", totals(scheme));
    return table;
  }

  private List<String> cells(OperationCost operation) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                operation.what().phaseLabel(),
                Decimals.grouped(operation.what().extent().m()),
                Decimals.grouped(operation.what().extent().n()),
                Decimals.grouped(operation.what().extent().k()),
                CyclesSection.unitName(operation.what().mapping()),
                Decimals.grouped(operation.when().folds()),
                Decimals.grouped(operation.totalCycles()),
                Decimals.grouped(operation.work().macs()),
                multiplies(operation.work().multiplies(), operation.work().effectiveMultiplies()),
                Decimals.grouped(operation.moved().weightOrFeedbackReads()),
                Decimals.fixed(operation.used().utilizationPercent(), 1) + " %"));
    for (EnergyTable table : result.experiment().energyTables()) {
      cells.add(
          Decimals.energy(
              table.energy(operation, result.experiment().accelerator()).totalPicojoules()));
    }
    return cells;
  }

  private String multiplies(long issued, long effective) {
    return result.experiment().accelerator().zeroGating()
        ? Decimals.grouped(issued) + " (" + Decimals.grouped(effective) + " effective)"
        : Decimals.grouped(issued);
  }

  private List<String> totals(SchemeResult scheme) {
    List<EnergyTable> tables = result.experiment().energyTables();
    StepCost.Totals totals = result.step(scheme, tables.get(0));
    List<String> cells = new ArrayList<>(List.of("", "", "", "", "", ""));
    cells.add(Decimals.grouped(totals.cycles()));
    cells.add(Decimals.grouped(totals.macs()));
    cells.add(multiplies(totals.multiplies(), scheme.cost().effectiveMultiplies()));
    cells.add(Decimals.grouped(totals.words()));
    cells.add("");
    for (EnergyTable table : tables) {
      cells.add(Decimals.energy(result.step(scheme, table).energy().totalPicojoules()));
    }
    return cells;
  }
}
