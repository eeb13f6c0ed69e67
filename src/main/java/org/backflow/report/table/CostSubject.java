package org.backflow.report.table;

import java.util.LinkedHashMap;
import java.util.Map;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.EnergyTable;

/**
 * What is priced, and on what.
 *
 * @param network its layer widths, such as 784-20-10
 * @param batch samples of a step
 */
public record CostSubject(String network, int batch, Accelerator accelerator, EnergyTable table) {

  /** Says it in {@code tree}, which becomes JSON. */
  void addTo(Map<String, Object> tree) {
    tree.put("network", network);
    tree.put("batch", batch);
    addMachine(tree, accelerator, table);
  }

  /** Says in {@code tree} what anything is priced on. */
  static void addMachine(Map<String, Object> tree, Accelerator accelerator, EnergyTable table) {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("name", accelerator.name());
    machine.put("array", accelerator.array().toString());
    tree.put("accelerator", machine);
    tree.put("energyTable", table.name());
  }
}
