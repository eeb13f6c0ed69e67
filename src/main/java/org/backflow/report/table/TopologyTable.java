package org.backflow.report.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.backflow.accelerator.OperationCost;
import org.backflow.accelerator.StepCost;
import org.backflow.accelerator.memory.MemorySystem;
import org.backflow.figure.OperationFigures;
import org.backflow.figure.PricedOperation;
import org.backflow.files.Json;
import org.backflow.foreign.scalesim.PassCost;
import org.backflow.foreign.scalesim.TopologyCost;
import org.backflow.plan.Count;
import org.backflow.plan.Phase;
import org.backflow.report.result.CostTree;
import org.backflow.report.result.CsvFile;
import org.backflow.report.result.ResultsJson;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Document;
import org.backflow.report.text.Printable;
import org.backflow.report.text.TextTable;

/** What a topology costs, as tables, JSON or CSV. */
public final class TopologyTable implements Printable {

  private final TopologyCost cost;

  /** Creates the views of {@code cost}. */
  public TopologyTable(TopologyCost cost) {
    this.cost = cost;
  }

  /** Returns layers first, then phases, then the schemes beside each other. */
  @Override
  public Document document() {
    Document document = new Document();
    heading(document);
    for (TopologyCost.Pass pass : cost.passes()) {
      boolean training = pass.scheme().isPresent();
      document
          .gap()
          .line(training ? pass.name() : "forward pass")
          .gap()
          .table(training ? stepByLayer(pass.cost()) : forwardByLayer(pass.cost()));
      if (training) {
        document.gap().table(byPhase(pass.cost().step()));
      }
    }
    if (cost.passes().size() > 1) {
      document.gap().table(schemes());
    }
    document.gap();
    if (cost.passes().stream().anyMatch(pass -> pass.scheme().isPresent())) {
      TopologyCost.CONVENTION.forEach(line -> document.line("taken: " + line, "  "));
    }
    cost.notPriced().forEach(line -> document.line("not priced: " + line, "  "));
    cost.energyRemarks().forEach(line -> document.line(line, "  "));
    return document;
  }

  @Override
  public String json() {
    CostTree trees = new CostTree(cost.accelerator(), cost.energyTable());
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schemaVersion", ResultsJson.SCHEMA_VERSION);
    tree.put("topology", cost.topology().name());
    tree.put("batch", cost.batch());
    tree.put("accelerator", cost.accelerator().name());
    tree.put("array", cost.accelerator().array().toString());
    tree.put("energyTable", cost.energyTable().name());
    tree.put("convention", TopologyCost.CONVENTION);
    tree.put("notPriced", cost.notPriced());
    if (!cost.remarks().isEmpty()) {
      tree.put("remarks", cost.remarks());
    }
    tree.put("passes", cost.passes().stream().<Object>map(pass -> pass(pass, trees)).toList());
    return Json.write(tree);
  }

  private static Map<String, Object> pass(TopologyCost.Pass pass, CostTree trees) {
    StepCost step = pass.cost().step();
    Map<String, Object> phases = new LinkedHashMap<>();
    for (Phase phase : Phase.values()) {
      StepCost part = part(step, phase);
      if (!part.operations().isEmpty()) {
        phases.put(phase.label(), trees.totals(part));
      }
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    pass.scheme().ifPresent(scheme -> tree.put("scheme", scheme.name()));
    tree.put("phases", phases);
    tree.put("totals", trees.totals(step));
    tree.put("layers", pass.cost().layers().stream().<Object>map(l -> layer(l, trees)).toList());
    return tree;
  }

  private static Map<String, Object> layer(PassCost.LayerCost layer, CostTree trees) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", layer.layer());
    tree.put("m", layer.product().m());
    tree.put("n", layer.product().n());
    tree.put("k", layer.product().k());
    tree.put("totals", trees.totals(layer.cost()));
    tree.put("operations", trees.operations(layer.cost()));
    return tree;
  }

  /** Returns a line per scheme, layer and operation. */
  @Override
  public String csv() {
    return CsvFile.of(
        OperationFigures.TABLE,
        cost.passes().stream()
            .flatMap(
                pass ->
                    PricedOperation.all(
                        pass.name(), pass.cost().step(), cost.accelerator(), cost.energyTable())
                        .stream())
            .toList());
  }

  private void heading(Document document) {
    boolean waits = !cost.accelerator().memorySystem().equals(MemorySystem.ON_CHIP);
    document
        .line(
            cost.topology().name()
                + " on "
                + cost.accelerator().name()
                + " ("
                + cost.accelerator().array()
                + "), batch "
                + Decimals.grouped(cost.batch()))
        .line(
            (waits ? "stalls included" : "free of stalls")
                + ", energy by "
                + cost.energyTable().name());
  }

  private TextTable forwardByLayer(PassCost pass) {
    TextTable table = new TextTable();
    table.row("layer", "M", "N", "K", "cycles", "SCALE-Sim", "util. %", "energy");
    for (PassCost.LayerCost layer : pass.layers()) {
      for (OperationCost product : onArray(layer.cost()).operations()) {
        table.row(
            layer.layer(),
            Decimals.grouped(layer.product().m()),
            Decimals.grouped(layer.product().n()),
            Decimals.grouped(layer.product().k()),
            Decimals.grouped(product.totalCycles()),
            Decimals.grouped(product.when().scaleSimTotalCycles().orElse(0)),
            Decimals.fixed(product.used().utilizationPercent(), 1),
            energy(new StepCost(List.of(product))));
      }
    }
    StepCost products = onArray(pass.step());
    table.row(
        "products",
        "",
        "",
        "",
        Decimals.grouped(sum(products, OperationCost::totalCycles)),
        Decimals.grouped(
            sum(products, operation -> operation.when().scaleSimTotalCycles().orElse(0))),
        "",
        energy(products));
    StepCost others =
        new StepCost(
            pass.step().operations().stream()
                .filter(operation -> operation.when().scaleSimTotalCycles().isEmpty())
                .toList());
    table.row("activations", "", "", "", cycles(others), "", "", energy(others));
    table.row("total", "", "", "", cycles(pass.step()), "", "", energy(pass.step()));
    return table;
  }

  private TextTable stepByLayer(PassCost pass) {
    TextTable table = new TextTable();
    table.row("cycles of layer", "forward", "feedback", "update", "all phases", "energy");
    for (PassCost.LayerCost layer : pass.layers()) {
      stepRow(table, layer.layer(), layer.cost());
    }
    stepRow(table, "total", pass.step());
    return table;
  }

  private void stepRow(TextTable table, String name, StepCost step) {
    table.row(
        name,
        cycles(part(step, Phase.FORWARD)),
        cycles(part(step, Phase.FEEDBACK)),
        cycles(part(step, Phase.UPDATE)),
        cycles(step),
        energy(step));
  }

  private TextTable byPhase(StepCost step) {
    TextTable table = new TextTable();
    table.row("phase", "MACs", "multiplies", "words of W, B", "cycles", "energy");
    for (Phase phase : Phase.values()) {
      phaseRow(table, phase.label(), part(step, phase));
    }
    phaseRow(table, "whole step", step);
    return table;
  }

  private void phaseRow(TextTable table, String name, StepCost step) {
    StepCost.Totals totals = totals(step);
    table.row(
        name,
        Decimals.grouped(totals.macs()),
        Decimals.grouped(totals.multiplies()),
        Decimals.grouped(totals.words()),
        Decimals.grouped(totals.cycles()),
        Decimals.energy(totals.energy().totalPicojoules()));
  }

  /** Returns the schemes beside each other, and what each gains against the first. */
  private TextTable schemes() {
    TextTable table = new TextTable();
    table.row("scheme", "feedback cycles", "step cycles", "gain", "step energy", "gain");
    StepCost.Totals first = totals(cost.passes().get(0).cost().step());
    for (TopologyCost.Pass pass : cost.passes()) {
      StepCost step = pass.cost().step();
      StepCost.Totals totals = totals(step);
      table.row(
          pass.name(),
          cycles(part(step, Phase.FEEDBACK)),
          Decimals.grouped(totals.cycles()),
          Decimals.fixed((double) first.cycles() / totals.cycles(), 4) + "x",
          Decimals.energy(totals.energy().totalPicojoules()),
          Decimals.fixed(first.energy().totalPicojoules() / totals.energy().totalPicojoules(), 4)
              + "x");
    }
    return table;
  }

  private static StepCost part(StepCost step, Phase phase) {
    return new StepCost(step.operations().stream().filter(o -> o.what().isIn(phase)).toList());
  }

  private static StepCost onArray(StepCost step) {
    return new StepCost(
        step.operations().stream()
            .filter(o -> o.when().scaleSimTotalCycles().isPresent())
            .toList());
  }

  private static long sum(StepCost step, ToLongFunction<OperationCost> figure) {
    return step.operations().stream().mapToLong(figure).reduce(0, Count::sum);
  }

  private static String cycles(StepCost step) {
    return Decimals.grouped(sum(step, OperationCost::totalCycles));
  }

  private String energy(StepCost step) {
    return Decimals.energy(totals(step).energy().totalPicojoules());
  }

  private StepCost.Totals totals(StepCost step) {
    return step.totals(cost.energyTable(), cost.accelerator());
  }
}
