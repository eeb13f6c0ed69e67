package org.backflow.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.OperationCost;
import org.backflow.accelerator.StepCost;
import org.backflow.figure.TotalFigures;
import org.backflow.plan.Phase;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Listing;

/**
 * A part of a step as a row of a table: an operation, a layer, a phase or all of it.
 *
 * @param operation what it is; empty for a part of several
 * @param sums over the part
 */
public record CostRow(String name, Optional<OperationCost> operation, StepCost.Totals sums) {

  static CostRow of(String name, StepCost part, EnergyTable table, Accelerator accelerator) {
    return new CostRow(name, Optional.empty(), part.totals(table, accelerator));
  }

  /** Returns the row of an operation under the name of what it is of. */
  static CostRow of(
      String name, OperationCost operation, EnergyTable table, Accelerator accelerator) {
    StepCost alone = new StepCost(List.of(operation));
    return new CostRow(name, Optional.of(operation), alone.totals(table, accelerator));
  }

  /** Returns the operation alone, or all of {@code step} where it is none. */
  public StepCost part(StepCost step) {
    return operation.map(each -> new StepCost(List.of(each))).orElse(step);
  }

  /** Returns a row per operation and the sum of them all. */
  public static List<CostRow> operations(
      StepCost step, EnergyTable table, Accelerator accelerator) {
    List<CostRow> rows = new ArrayList<>();
    step.operations().forEach(each -> rows.add(of(each.name(), each, table, accelerator)));
    rows.add(of("total", step, table, accelerator));
    return rows;
  }

  /** Returns a row per phase. */
  static List<CostRow> phases(StepCost step, EnergyTable table, Accelerator accelerator) {
    return Stream.of(Phase.values())
        .map(
            phase ->
                new CostRow(phase.label(), Optional.empty(), step.phase(phase, table, accelerator)))
        .toList();
  }

  /** Starts a listing with what the rows are called. */
  static Listing<CostRow> listing(String title) {
    return new Listing<CostRow>().column(title, CostRow::name);
  }

  /** Returns {@code listing} with the extents of operations. */
  public static Listing<CostRow> extents(Listing<CostRow> listing) {
    return listing
        .column("M", of(operation -> Decimals.grouped(operation.what().extent().m())))
        .column("N", of(operation -> Decimals.grouped(operation.what().extent().n())))
        .column("K", of(operation -> Decimals.grouped(operation.what().extent().k())));
  }

  /** Returns {@code listing} with the columns that end a table of operations. */
  static Listing<CostRow> utilizationAndEnergy(Listing<CostRow> listing) {
    return energy(
        listing.column("util. %", of(each -> Decimals.fixed(each.used().utilizationPercent(), 1))));
  }

  static Listing<CostRow> energy(Listing<CostRow> listing) {
    return listing.figure("energy", TotalFigures.ENERGY_PICOJOULES.of(CostRow::sums));
  }

  static Listing<CostRow> cycles(Listing<CostRow> listing) {
    return listing.figure("cycles", TotalFigures.CYCLES.of(CostRow::sums));
  }

  /** Returns what stands in a cell of an operation, nothing in that of a part of several. */
  public static Function<CostRow, String> of(Function<OperationCost, String> cell) {
    return row -> row.operation().map(cell).orElse("");
  }
}
