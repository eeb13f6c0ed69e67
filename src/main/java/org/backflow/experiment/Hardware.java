package org.backflow.experiment;

import java.util.List;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.EnergyTable;
import org.backflow.fixedpoint.FixedPointArithmetic;

/**
 * What a step is computed and priced on.
 *
 * @param arithmetic the fixed-point formats, those of the priced accelerator, too
 * @param accelerator what the step is priced on
 * @param energyTables at least one; the first is the one of the printed table
 */
public record Hardware(
    FixedPointArithmetic arithmetic, Accelerator accelerator, List<EnergyTable> energyTables) {

  /** Checks that the tables fit the accelerator, and copies the list. */
  public Hardware {
    energyTables = List.copyOf(energyTables);
    if (energyTables.isEmpty()) {
      throw new IllegalArgumentException("energyTables is empty; expected at least one");
    }
    energyTables.forEach(table -> table.requireFit(accelerator));
  }
}
