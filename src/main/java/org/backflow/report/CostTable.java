package org.backflow.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.OperationCost;
import org.backflow.accelerator.StepCost;

/** What operations cost, as table, JSON or CSV. */
public final class CostTable {

  private final String scheme;
  private final StepCost cost;
  private final Accelerator accelerator;
  private final EnergyTable table;

  /**
   * Creates the views of {@code cost}.
   *
   * @param scheme the feedback scheme that was priced; empty for a plain product
   */
  public CostTable(String scheme, StepCost cost, Accelerator accelerator, EnergyTable table) {
    this.scheme = scheme;
    this.cost = cost;
    this.accelerator = accelerator;
    this.table = table;
  }

  /** Returns a table for the terminal. */
  public String text() {
    TextTable text = new TextTable();
    text.row(
        "operation", "M", "N", "K", "unit", "folds", "cycles", "multiplies", "util. %", "energy");
    for (OperationCost operation : cost.operations()) {
      text.row(
          operation.name(),
          List.of(
              Decimals.grouped(operation.extent().m()),
              Decimals.grouped(operation.extent().n()),
              Decimals.grouped(operation.extent().k()),
              operation.unit(),
              Decimals.grouped(operation.folds()),
              Decimals.grouped(operation.totalCycles()),
              Decimals.grouped(operation.multiplies()),
              Decimals.fixed(operation.utilizationPercent(), 1),
              Decimals.energy(table.energy(operation, accelerator).totalPicojoules())));
    }
    StepCost.Totals totals = cost.totals(table, accelerator);
    text.row(
        "total",
        List.of(
            "",
            "",
            "",
            "",
            "",
            Decimals.grouped(totals.cycles()),
            Decimals.grouped(totals.multiplies()),
            "",
            Decimals.energy(totals.energy().totalPicojoules())));
    return accelerator.name()
        + " ("
        + accelerator.array()
        + "), free of stalls, energy by "
        + table.name()
        + "\n\n"
        + text
        + "\n"
        + table.name()
        + ": "
        + table.technology()
        + "\n";
  }

  /** Returns the JSON document of {@code backflow cost --format json}. */
  public String json() {
    CostTree trees = new CostTree(accelerator, table);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schemaVersion", ResultsJson.SCHEMA_VERSION);
    tree.put("operations", trees.operations(cost));
    tree.put("totals", trees.totals(cost));
    return Json.write(tree);
  }

  /** Returns a line per operation. */
  public String csv() {
    return CsvFiles.operations(List.of(new CsvFiles.Priced(scheme, cost)), accelerator, table);
  }
}
