package org.backflow.report.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.StepCost;
import org.backflow.accelerator.memory.MemorySystem;
import org.backflow.figure.CostFigures;
import org.backflow.figure.CostedScheme;
import org.backflow.figure.Figure;
import org.backflow.figure.StepPart;
import org.backflow.figure.TotalFigures;
import org.backflow.files.Json;
import org.backflow.report.result.CostTree;
import org.backflow.report.result.CsvFile;
import org.backflow.report.result.ResultsJson;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Document;
import org.backflow.report.text.Listing;
import org.backflow.report.text.Printable;
import org.backflow.report.text.Shown;
import org.backflow.report.text.TextTable;

/**
 * What a step of a network costs under several schemes, beside each other.
 *
 * @param subject what is priced on what
 * @param backprop the scheme that gains are measured against, whether or not it is among the others
 * @param schemes in the order of the table
 * @param byTensor whether people are shown the memory of every kind of tensor, too
 */
public record SchemeCostTable(
    CostSubject subject, CostedScheme backprop, List<CostedScheme> schemes, boolean byTensor)
    implements Printable {

  /** Copies the list. */
  public SchemeCostTable {
    schemes = List.copyOf(schemes);
  }

  @Override
  public Document document() {
    boolean waits = !subject.accelerator().memorySystem().equals(MemorySystem.ON_CHIP);
    Document document =
        new Document()
            .line(
                "%s, batch %s, on %s (%s),"
                    .formatted(
                        subject.network(),
                        Decimals.grouped(subject.batch()),
                        subject.accelerator().name(),
                        subject.accelerator().array()))
            .line(
                (waits ? "stalls included" : "free of stalls")
                    + ", energy by "
                    + subject.table().name())
            .gap()
            .table(
                columns(
                    "cycles",
                    TotalFigures.CYCLES,
                    CostFigures.SHARE_OF_CYCLES,
                    CostFigures.GAIN_IN_CYCLES))
            .gap()
            .table(
                columns(
                    "energy",
                    TotalFigures.ENERGY_PICOJOULES,
                    CostFigures.SHARE_OF_ENERGY,
                    CostFigures.GAIN_IN_ENERGY))
            .gap()
            .line("phases of " + backprop.name())
            .gap()
            .table(FeedbackShare.phases(backprop.step(), subject.table()))
            .gap()
            .line(FeedbackShare.sentence(backprop, schemes))
            .gap();
    if (byTensor) {
      List<MemoryTable.Kept> steps =
          schemes.stream()
              .map(scheme -> new MemoryTable.Kept(scheme.name(), scheme.step().memory()))
              .toList();
      document.table(MemoryTable.bySchemes("memory at its peak", steps).table(steps)).gap();
    }
    document.line(subject.table().name() + ": " + subject.table().technology());
    remarks().forEach(remark -> document.line(remark, "  "));
    return document;
  }

  private TextTable columns(
      String title,
      Figure<StepCost.Totals> sum,
      Figure<CostedScheme> share,
      Figure<CostedScheme> gain) {
    return new Listing<CostedScheme>()
        .column(title, CostedScheme::name)
        .each(
            List.of(StepPart.values()),
            StepPart::label,
            (scheme, part) -> Shown.of(part.figure(sum), scheme.step()))
        .column("share", scheme -> FeedbackShare.percent(share.number(scheme)))
        .column("gain", scheme -> FeedbackShare.times(gain.number(scheme)))
        .table(schemes);
  }

  private List<String> remarks() {
    EnergyTable table = subject.table();
    return table.remarks(
        subject.accelerator(), schemes.stream().map(scheme -> scheme.step().cost()).toList());
  }

  @Override
  public String json() {
    CostTree trees = new CostTree(subject.accelerator(), subject.table());
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schemaVersion", ResultsJson.SCHEMA_VERSION);
    subject.addTo(tree);
    tree.put("schemes", schemes.stream().map(scheme -> scheme(scheme, trees)).toList());
    if (!remarks().isEmpty()) {
      tree.put("remarks", remarks());
    }
    return Json.write(tree);
  }

  private Map<String, Object> scheme(CostedScheme scheme, CostTree trees) {
    Map<String, Object> tree = FeedbackShare.tree(scheme);
    tree.put("phases", FeedbackShare.trees(scheme.step(), subject.table()));
    tree.put("operations", trees.operations(scheme.step().cost()));
    tree.put("totals", trees.totals(scheme.step().cost()));
    tree.put("timeline", CostTree.timeline(scheme.step().timeline()));
    tree.put("trainingMemory", CostTree.memory(scheme.step().memory()));
    return tree;
  }

  /** Returns a line per scheme. */
  @Override
  public String csv() {
    return CsvFile.of(CostFigures.TABLE, schemes);
  }
}
