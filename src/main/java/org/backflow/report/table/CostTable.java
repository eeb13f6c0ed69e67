package org.backflow.report.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.StepCost;
import org.backflow.accelerator.Traffic;
import org.backflow.accelerator.TrainingFootprint;
import org.backflow.accelerator.memory.Level;
import org.backflow.accelerator.memory.MemorySystem;
import org.backflow.accelerator.timeline.Timeline;
import org.backflow.figure.CostedScheme;
import org.backflow.figure.MemoryFigures;
import org.backflow.figure.OperationFigures;
import org.backflow.figure.PricedOperation;
import org.backflow.figure.TotalFigures;
import org.backflow.files.Json;
import org.backflow.plan.Count;
import org.backflow.report.result.CostTree;
import org.backflow.report.result.CsvFile;
import org.backflow.report.result.ResultsJson;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Document;
import org.backflow.report.text.Listing;
import org.backflow.report.text.Printable;
import org.backflow.report.text.Shown;
import org.backflow.report.text.TextTable;

/** What operations cost, as table, JSON or CSV. */
public final class CostTable implements Printable {

  private final StepCost cost;
  private final Accelerator accelerator;
  private final EnergyTable table;

  /** What a step has beside its operations; empty for a plain product. */
  private final Optional<Step> step;

  /**
   * A step under one scheme.
   *
   * @param network its layer widths
   * @param batch its samples
   * @param scheme what is priced
   * @param others what it is held to: {@code backprop} first
   * @param byTensor whether people are shown the memory of every tensor, as programs are
   */
  public record Step(
      String network, int batch, CostedScheme scheme, List<CostedScheme> others, boolean byTensor) {
    /** Copies the list. */
    public Step {
      others = List.copyOf(others);
    }
  }

  /** Creates the views of the cost of a plain product. */
  public CostTable(StepCost cost, Accelerator accelerator, EnergyTable table) {
    this(cost, accelerator, table, Optional.empty());
  }

  /** Creates the views of the cost of a step. */
  public CostTable(Step step, Accelerator accelerator, EnergyTable table) {
    this(step.scheme().step().cost(), accelerator, table, Optional.of(step));
  }

  private CostTable(
      StepCost cost, Accelerator accelerator, EnergyTable table, Optional<Step> step) {
    this.cost = cost;
    this.accelerator = accelerator;
    this.table = table;
    this.step = step;
  }

  @Override
  public Document document() {
    boolean waits = !accelerator.memorySystem().equals(MemorySystem.ON_CHIP);
    Document document =
        new Document()
            .line(
                "%s (%s), %s, energy by %s"
                    .formatted(
                        accelerator.name(),
                        accelerator.array(),
                        waits ? "stalls included" : "free of stalls",
                        table.name()))
            .gap()
            .table(operations(waits));
    step.ifPresent(
        priced -> {
          document.gap().table(FeedbackShare.phases(priced.scheme().step(), table));
          inTime(document.gap(), priced.scheme().step().timeline());
          inMemory(document, priced.scheme().step().memory());
          if (priced.byTensor()) {
            document.gap().table(MemoryTable.byTensor(priced.scheme().step().memory()));
          }
        });
    if (waits) {
      document.gap().table(traffic());
    }
    step.ifPresent(
        priced ->
            document.gap().line(FeedbackShare.sentence(priced.others().get(0), priced.others())));
    document.gap().line(table.name() + ": " + table.technology());
    remarks().forEach(remark -> document.line(remark, "  "));
    return document;
  }

  private TextTable operations(boolean waits) {
    Listing<CostRow> columns =
        CostRow.extents(CostRow.listing("operation"))
            .column("unit", CostRow.of(operation -> operation.what().mapping().label()));
    if (waits) {
      CostRow.cycles(columns)
          .figure("stalls", TotalFigures.STALL_CYCLES.of(CostRow::sums))
          .figure("DRAM words", TotalFigures.DRAM_WORDS.of(CostRow::sums));
    } else {
      columns.column("folds", CostRow.of(operation -> Decimals.grouped(operation.when().folds())));
      CostRow.cycles(columns).figure("multiplies", TotalFigures.MULTIPLIES.of(CostRow::sums));
    }
    return CostRow.utilizationAndEnergy(columns)
        .table(CostRow.operations(cost, table, accelerator));
  }

  private void inTime(Document document, Timeline times) {
    StepCost.InitialLoad load = cost.initialLoad();
    long words = load.traffic().stream().mapToLong(Traffic::words).reduce(0, Count::sum);
    document
        .line(
            "operations one after the other %s cycles, units at once %s,"
                .formatted(
                    Decimals.grouped(cost.totals(table, accelerator).cycles()),
                    Decimals.grouped(times.latencyCycles())))
        .line(
            "a step every "
                + Decimals.grouped(times.initiationIntervalCycles())
                + " cycles"
                + (words == 0 ? "" : ";"));
    if (words > 0) {
      document.line(
          "before the first step %s words come on chip to stay, in %s cycles"
              .formatted(Decimals.grouped(words), Decimals.grouped(load.cycles())));
    }
  }

  private static void inMemory(Document document, TrainingFootprint memory) {
    document.line(
        "training memory: at most %s, in %s; %s kept between steps"
            .formatted(
                Shown.of(MemoryFigures.PEAK, memory),
                memory.peakOperation(),
                Shown.of(MemoryFigures.KEPT, memory)));
  }

  private TextTable traffic() {
    return new Listing<Moved>()
        .column("phase", Moved::phase)
        .column("level", moved -> moved.level().label())
        .count("words read", moved -> moved.sum(Traffic::reads))
        .count("words written", moved -> moved.sum(Traffic::writes))
        .count("bits", moved -> moved.sum(Traffic::bits))
        .table(
            phases().stream()
                .flatMap(phase -> Stream.of(Level.values()).map(level -> moved(phase, level)))
                .toList());
  }

  /** What a phase moves at a level. */
  private record Moved(String phase, Level level, List<Traffic> traffic) {
    long sum(ToLongFunction<Traffic> count) {
      return traffic.stream().mapToLong(count).reduce(0, Count::sum);
    }
  }

  private Moved moved(String phase, Level level) {
    return new Moved(
        phase,
        level,
        cost.operations().stream()
            .filter(operation -> operation.what().phaseLabel().equals(phase))
            .flatMap(operation -> operation.moved().traffic().stream())
            .filter(traffic -> traffic.level() == level)
            .toList());
  }

  private List<String> remarks() {
    return table.remarks(accelerator, List.of(cost));
  }

  private List<String> phases() {
    return cost.operations().stream()
        .map(operation -> operation.what().phaseLabel())
        .distinct()
        .toList();
  }

  @Override
  public String json() {
    CostTree trees = new CostTree(accelerator, table);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schemaVersion", ResultsJson.SCHEMA_VERSION);
    step.ifPresentOrElse(
        priced -> {
          new CostSubject(priced.network(), priced.batch(), accelerator, table).addTo(tree);
          tree.putAll(FeedbackShare.tree(priced.scheme()));
          tree.put("phases", FeedbackShare.trees(priced.scheme().step(), table));
        },
        () -> CostSubject.addMachine(tree, accelerator, table));
    tree.put("operations", trees.operations(cost));
    tree.put("totals", trees.totals(cost));
    step.ifPresent(
        priced -> {
          tree.put("timeline", CostTree.timeline(priced.scheme().step().timeline()));
          tree.put("trainingMemory", CostTree.memory(priced.scheme().step().memory()));
        });
    if (!cost.initialLoad().traffic().isEmpty()) {
      tree.put("initialLoad", CostTree.initialLoad(cost.initialLoad()));
    }
    if (!remarks().isEmpty()) {
      tree.put("remarks", remarks());
    }
    return Json.write(tree);
  }

  /** Returns a line per operation. */
  @Override
  public String csv() {
    return CsvFile.of(
        OperationFigures.TABLE,
        PricedOperation.all(
            step.map(priced -> priced.scheme().name()).orElse(""), cost, accelerator, table));
  }
}
