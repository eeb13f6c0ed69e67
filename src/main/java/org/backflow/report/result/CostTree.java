package org.backflow.report.result;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.Energy;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.OperationCost;
import org.backflow.accelerator.StepCost;
import org.backflow.accelerator.Traffic;
import org.backflow.accelerator.memory.Memory;
import org.backflow.accelerator.memory.StallCycles;
import org.backflow.accelerator.timeline.Timeline;

/** Costs as trees that become JSON. */
public final class CostTree {

  private final Accelerator accelerator;
  private final EnergyTable table;

  public CostTree(Accelerator accelerator, EnergyTable table) {
    this.accelerator = accelerator;
    this.table = table;
  }

  public List<Object> operations(StepCost cost) {
    return cost.operations().stream().<Object>map(this::operation).toList();
  }

  Map<String, Object> operation(OperationCost cost) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", cost.name());
    tree.put("phase", cost.phase());
    tree.put("m", cost.extent().m());
    tree.put("n", cost.extent().n());
    tree.put("k", cost.extent().k());
    tree.put("dataflow", cost.unit());
    tree.put("folds", cost.folds());
    tree.put("computeCycles", cost.computeCycles());
    tree.put("stallCycles", cost.stallCycles());
    tree.put("totalCycles", cost.totalCycles());
    if (cost.stallCycles() > 0) {
      tree.put("stalls", stalls(cost.stalls()));
    }
    tree.put("macs", cost.macs());
    tree.put("multiplies", cost.multiplies());
    if (accelerator.zeroGating()) {
      tree.put("effectiveMultiplies", cost.effectiveMultiplies());
    }
    tree.put("mappingEfficiencyPercent", cost.mappingEfficiencyPercent());
    tree.put("utilizationPercent", cost.utilizationPercent());
    cost.scaleSimTotalCycles().ifPresent(cycles -> tree.put("scaleSimTotalCycles", cycles));
    tree.put("energyPicojoules", table.energy(cost, accelerator).totalPicojoules());
    tree.put("traffic", cost.traffic().stream().map(CostTree::traffic).toList());
    return tree;
  }

  private static Map<String, Object> stalls(StallCycles stalls) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("edgeCycles", stalls.edgeCycles());
    tree.put("firstFillCycles", stalls.firstFillCycles());
    tree.put("transferCycles", stalls.transferCycles());
    tree.put("writeBackCycles", stalls.writeBackCycles());
    return tree;
  }

  public static Map<String, Object> timeline(Timeline timeline) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("latencyCycles", timeline.latencyCycles());
    tree.put("initiationIntervalCycles", timeline.initiationIntervalCycles());
    return tree;
  }

  public static Map<String, Object> initialLoad(StepCost.InitialLoad load) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("cycles", load.cycles());
    tree.put("traffic", load.traffic().stream().map(CostTree::traffic).toList());
    return tree;
  }

  private static Map<String, Object> traffic(Traffic traffic) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("level", traffic.level());
    tree.put("tensor", traffic.tensor().toString());
    tree.put("reads", traffic.reads());
    tree.put("writes", traffic.writes());
    tree.put("bits", traffic.bits());
    return tree;
  }

  public Map<String, Object> totals(StepCost cost) {
    StepCost.Totals totals = cost.totals(table, accelerator);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("computeCycles", totals.computeCycles());
    tree.put("stallCycles", totals.stallCycles());
    tree.put("totalCycles", totals.cycles());
    tree.put("macs", totals.macs());
    tree.put("multiplies", totals.multiplies());
    tree.put("words", totals.words());
    tree.put("sramBits", totals.sramBits());
    if (accelerator.memorySystem().dram().isPresent()) {
      tree.put("dramWords", totals.dramWords());
      tree.put("dramBits", totals.dramBits());
    }
    tree.put("energyPicojoules", totals.energy().totalPicojoules());
    tree.put("energy", energy(totals.energy()));
    return tree;
  }

  static Map<String, Object> energy(Energy energy) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("multiplyPicojoules", energy.multiplyPicojoules());
    tree.put("addPicojoules", energy.addPicojoules());
    tree.put("lookUpPicojoules", energy.lookUpPicojoules());
    tree.put("sramPicojoules", energy.sramPicojoules());
    for (Memory memory : Memory.values()) {
      tree.put(
          memory.name().toLowerCase(Locale.ROOT) + "SramPicojoules", energy.sramPicojoules(memory));
    }
    tree.put("dramPicojoules", energy.dramPicojoules());
    tree.put("leakagePicojoules", energy.leakagePicojoules());
    return tree;
  }
}
