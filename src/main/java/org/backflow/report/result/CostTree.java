package org.backflow.report.result;

import java.util.ArrayList;
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
import org.backflow.accelerator.TrainingFootprint;
import org.backflow.accelerator.memory.Memory;
import org.backflow.accelerator.memory.StallCycles;
import org.backflow.accelerator.timeline.Timeline;
import org.backflow.figure.Figure;
import org.backflow.figure.FigureTable;
import org.backflow.figure.MemoryFigures;
import org.backflow.figure.OperationFigures;
import org.backflow.figure.PricedOperation;
import org.backflow.figure.TimelineFigures;
import org.backflow.figure.TotalFigures;
import org.backflow.figure.TrafficFigures;

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
    PricedOperation priced = new PricedOperation("", cost, accelerator, table);
    Map<String, Object> tree = new LinkedHashMap<>();
    for (Figure<PricedOperation> figure : OperationFigures.ALL) {
      FigureTable.put(tree, figure, priced);
      if (figure.equals(OperationFigures.TOTAL_CYCLES) && cost.when().stallCycles() > 0) {
        tree.put("stalls", stalls(cost.when().stalls()));
      }
    }
    tree.put("traffic", traffic(cost.moved().traffic()));
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
    return FigureTable.tree(TimelineFigures.ALL, timeline);
  }

  public static Map<String, Object> memory(TrainingFootprint memory) {
    Map<String, Object> tree = FigureTable.tree(MemoryFigures.ALL, memory);
    tree.put("peakOperation", memory.peakOperation());
    tree.put(
        "tensors",
        memory.tensors().stream()
            .map(tensor -> FigureTable.tree(MemoryFigures.OF_TENSOR, tensor))
            .toList());
    return tree;
  }

  public static Map<String, Object> initialLoad(StepCost.InitialLoad load) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("cycles", load.cycles());
    tree.put("traffic", traffic(load.traffic()));
    return tree;
  }

  private static List<Map<String, Object>> traffic(List<Traffic> traffic) {
    return traffic.stream().map(each -> FigureTable.tree(TrafficFigures.ALL, each)).toList();
  }

  public Map<String, Object> totals(StepCost cost) {
    StepCost.Totals totals = cost.totals(table, accelerator);
    List<Figure<StepCost.Totals>> figures = new ArrayList<>(TotalFigures.OF_OPERATIONS);
    if (accelerator.memorySystem().dram().isEmpty()) {
      figures.removeAll(TotalFigures.OF_DRAM);
    }
    Map<String, Object> tree = FigureTable.tree(figures, totals);
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
