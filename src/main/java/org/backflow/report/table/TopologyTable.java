package org.backflow.report.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.OperationCost;
import org.backflow.accelerator.StepCost;
import org.backflow.accelerator.memory.MemorySystem;
import org.backflow.figure.OperationFigures;
import org.backflow.figure.PricedOperation;
import org.backflow.figure.TotalFigures;
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
import org.backflow.report.text.Listing;
import org.backflow.report.text.Printable;
import org.backflow.report.text.TextTable;

/** What a topology costs, as tables, JSON or CSV. */
public final class TopologyTable implements Printable {

  private final TopologyCost cost;
  private final EnergyTable table;
  private final Accelerator accelerator;

  /** Creates the views of {@code cost}. */
  public TopologyTable(TopologyCost cost) {
    this.cost = cost;
    this.table = cost.energyTable();
    this.accelerator = cost.accelerator();
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
            "%s on %s (%s), batch %s"
                .formatted(
                    cost.topology().name(),
                    cost.accelerator().name(),
                    cost.accelerator().array(),
                    Decimals.grouped(cost.batch())))
        .line(
            (waits ? "stalls included" : "free of stalls")
                + ", energy by "
                + cost.energyTable().name());
  }

  private TextTable forwardByLayer(PassCost pass) {
    List<CostRow> rows = new ArrayList<>();
    for (PassCost.LayerCost layer : pass.layers()) {
      onArray(layer.cost(), true)
          .operations()
          .forEach(product -> rows.add(CostRow.of(layer.layer(), product, table, accelerator)));
    }
    StepCost products = onArray(pass.step(), true);
    rows.add(row("products", products));
    rows.add(row("activations", onArray(pass.step(), false)));
    rows.add(row("total", pass.step()));
    Listing<CostRow> columns =
        CostRow.cycles(CostRow.extents(CostRow.listing("layer")))
            .column(
                "SCALE-Sim",
                row ->
                    row.operation().isPresent()
                        ? scaleSim(row.operation().stream())
                        : row.name().equals("products")
                            ? scaleSim(products.operations().stream())
                            : "");
    return CostRow.utilizationAndEnergy(columns).table(rows);
  }

  private static String scaleSim(Stream<OperationCost> products) {
    return Decimals.grouped(
        products
            .mapToLong(product -> product.when().scaleSimTotalCycles().orElse(0))
            .reduce(0, Count::sum));
  }

  private TextTable stepByLayer(PassCost pass) {
    List<LayerPart> parts = new ArrayList<>();
    pass.layers().forEach(each -> parts.add(new LayerPart(each.layer(), each.cost())));
    parts.add(new LayerPart("total", pass.step()));
    return new Listing<LayerPart>()
        .column("cycles of layer", LayerPart::name)
        .each(
            List.of(Phase.FORWARD, Phase.FEEDBACK, Phase.UPDATE),
            Phase::label,
            (part, phase) -> cycles(part.cost(), phase))
        .figure("all phases", TotalFigures.CYCLES.of(this::sums))
        .figure("energy", TotalFigures.ENERGY_PICOJOULES.of(this::sums))
        .table(parts);
  }

  private record LayerPart(String name, StepCost cost) {}

  private StepCost.Totals sums(LayerPart part) {
    return part.cost().totals(table, accelerator);
  }

  private TextTable byPhase(StepCost step) {
    List<CostRow> rows = new ArrayList<>(CostRow.phases(step, table, accelerator));
    rows.add(row("whole step", step));
    return CostRow.listing("phase")
        .figure("MACs", TotalFigures.MACS.of(CostRow::sums))
        .figure("multiplies", TotalFigures.MULTIPLIES.of(CostRow::sums))
        .figure("words of W, B", TotalFigures.WORDS.of(CostRow::sums))
        .figure("cycles", TotalFigures.CYCLES.of(CostRow::sums))
        .figure("energy", TotalFigures.ENERGY_PICOJOULES.of(CostRow::sums))
        .table(rows);
  }

  /** Returns the schemes beside each other, and what each gains against the first. */
  private TextTable schemes() {
    StepCost.Totals first = sums(cost.passes().get(0));
    return new Listing<TopologyCost.Pass>()
        .column("scheme", TopologyCost.Pass::name)
        .column("feedback cycles", pass -> cycles(pass.cost().step(), Phase.FEEDBACK))
        .figure("step cycles", TotalFigures.CYCLES.of(this::sums))
        .column("gain", pass -> FeedbackShare.times((double) first.cycles() / sums(pass).cycles()))
        .figure("step energy", TotalFigures.ENERGY_PICOJOULES.of(this::sums))
        .column(
            "gain",
            pass ->
                FeedbackShare.times(
                    first.energy().totalPicojoules() / sums(pass).energy().totalPicojoules()))
        .table(cost.passes());
  }

  private StepCost.Totals sums(TopologyCost.Pass pass) {
    return pass.cost().step().totals(table, accelerator);
  }

  private String cycles(StepCost step, Phase phase) {
    return Decimals.grouped(step.phase(phase, table, accelerator).cycles());
  }

  private CostRow row(String name, StepCost part) {
    return CostRow.of(name, part, table, accelerator);
  }

  private static StepCost part(StepCost step, Phase phase) {
    return new StepCost(step.operations().stream().filter(o -> o.what().isIn(phase)).toList());
  }

  private static StepCost onArray(StepCost step, boolean on) {
    return new StepCost(
        step.operations().stream()
            .filter(o -> o.when().scaleSimTotalCycles().isPresent() == on)
            .toList());
  }
}
