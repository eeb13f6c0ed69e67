package org.backflow.report.page.cost;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.OperationCost;
import org.backflow.accelerator.Traffic;
import org.backflow.accelerator.memory.Memory;
import org.backflow.accelerator.memory.SramPorts;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;
import org.backflow.plan.Count;
import org.backflow.plan.Phase;
import org.backflow.report.chart.ChartFigure;
import org.backflow.report.chart.LogAxis;
import org.backflow.report.chart.RooflineChart;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Phrases;

/**
 * The products of the step on rooflines (Williams, Waterman, Patterson, CACM 52, 2009), with a
 * point per level of the memory hierarchy.
 */
public final class RooflineSection {

  private static final String READING =
      "Both axes are logarithmic. A product cannot be above the level line, where every element of"
          + " the array multiplies and adds in every cycle, nor above the slope of a memory, which"
          + " its bytes pass at the rate that the memory delivers: a marker is to be held to the"
          + " slope of its own memory. Operations off the array, or without multiply-accumulates,"
          + " are not on it.";

  private final ComparisonResult result;
  private final Accelerator accelerator;
  private final List<Level> levels = new ArrayList<>();

  /**
   * A level of the memory hierarchy.
   *
   * @param bytesPerCycle what it delivers; infinite where the accelerator states no limit
   * @param passes what passes it
   */
  private record Level(String name, double bytesPerCycle, Predicate<Traffic> passes) {
    double bytes(OperationCost operation) {
      return operation.moved().traffic().stream()
              .filter(passes)
              .mapToLong(Traffic::bits)
              .reduce(0, Count::sum)
          / (double) Byte.SIZE;
    }
  }

  private RooflineSection(ComparisonResult result) {
    this.result = result;
    this.accelerator = result.experiment().hardware().accelerator();
    levels.add(new Level("on-chip memories", Double.POSITIVE_INFINITY, t -> !t.isDram()));
    Map<Memory, SramPorts> ports = accelerator.memorySystem().ports();
    for (Memory memory : Memory.values()) {
      if (ports.containsKey(memory)) {
        levels.add(
            new Level(
                memory.label() + " memory",
                ports.get(memory).bitsPerCycle() / (double) Byte.SIZE,
                t -> !t.isDram() && t.memory() == memory));
      }
    }
    accelerator
        .memorySystem()
        .dram()
        .ifPresent(dram -> levels.add(new Level("DRAM", dram.bytesPerCycle(), Traffic::isDram)));
  }

  public static Element of(ComparisonResult result) {
    return new RooflineSection(result).element();
  }

  private Element element() {
    String title = "Products of the step under the roofs of the accelerator";
    HtmlTable table = new HtmlTable(title);
    table.head(
        List.of(
            "Scheme",
            "Operation",
            "Phase",
            "Level",
            "MACs",
            "Bytes",
            "Cycles",
            "MACs per byte",
            "MACs per cycle"));
    result.schemes().forEach(scheme -> rows(table, scheme));
    ChartFigure figure = new ChartFigure("roofline", title, finding(), reading(), table);
    for (Phase phase : List.of(Phase.FORWARD, Phase.FEEDBACK, Phase.UPDATE)) {
      figure.part(phase.label(), CyclesSection.partClass(phase));
    }
    if (levels.size() > 1) {
      for (int i = 0; i < levels.size(); i++) {
        figure.marker("bytes of " + levels.get(i).name(), i, "mark series-7");
      }
    }
    List<RooflineChart.Point> all =
        result.schemes().stream().flatMap(scheme -> points(scheme).stream()).toList();
    List<LogAxis> axes = RooflineChart.axes(all, slopes(), peak());
    for (int i = 0; i < result.schemes().size(); i++) {
      SchemeResult scheme = result.schemes().get(i);
      RooflineChart chart =
          new RooflineChart(
              "roofline-" + i,
              "Roofline of " + Phrases.name(scheme),
              finding(),
              peak(),
              slopes(),
              points(scheme));
      figure.panel(Phrases.name(scheme), chart.element(axes));
    }
    return Element.of("section", Element.of("h2", "Roofline"), figure.element())
        .with("id", "roofline");
  }

  private String reading() {
    return READING
        + (levels.stream().anyMatch(level -> Double.isFinite(level.bytesPerCycle()))
            ? " Memories without a slope are taken to deliver what the array asks for."
            : " This accelerator states neither ports nor DRAM: its memories are taken to deliver"
                + " whatever the edges of the array ask for, so there is no slope.");
  }

  private double peak() {
    return (double)
        Math.max(accelerator.array().elements(), accelerator.feedbackArray().elements());
  }

  private List<RooflineChart.Slope> slopes() {
    return levels.stream()
        .filter(level -> Double.isFinite(level.bytesPerCycle()))
        .map(
            level ->
                new RooflineChart.Slope(
                    level.name() + ", " + bytes(level.bytesPerCycle()) + " bytes per cycle",
                    level.bytesPerCycle()))
        .toList();
  }

  private static String bytes(double bytesPerCycle) {
    return Decimals.fixed(bytesPerCycle, bytesPerCycle == Math.rint(bytesPerCycle) ? 0 : 3);
  }

  private List<RooflineChart.Point> points(SchemeResult scheme) {
    List<RooflineChart.Point> points = new ArrayList<>();
    for (OperationCost operation : products(scheme)) {
      for (int i = 0; i < levels.size(); i++) {
        double bytes = levels.get(i).bytes(operation);
        if (bytes > 0.0) {
          points.add(
              new RooflineChart.Point(
                  operation.name(),
                  operation.work().macs() / bytes,
                  macsPerCycle(operation),
                  i,
                  "phase-" + operation.what().phaseLabel().replace(' ', '-')));
        }
      }
    }
    return points;
  }

  private void rows(HtmlTable table, SchemeResult scheme) {
    for (OperationCost operation : products(scheme)) {
      for (Level level : levels) {
        double bytes = level.bytes(operation);
        if (bytes > 0.0) {
          table.row(
              Phrases.name(scheme),
              List.of(
                  operation.name(),
                  operation.what().phaseLabel(),
                  level.name(),
                  Decimals.grouped(operation.work().macs()),
                  Decimals.fixed(bytes, 1),
                  Decimals.grouped(operation.totalCycles()),
                  Decimals.fixed(operation.work().macs() / bytes, 4),
                  Decimals.fixed(macsPerCycle(operation), 3)));
        }
      }
    }
  }

  private static List<OperationCost> products(SchemeResult scheme) {
    return scheme.cost().operations().stream()
        .filter(operation -> operation.what().runsOnArray() && operation.work().macs() > 0)
        .toList();
  }

  private static double macsPerCycle(OperationCost operation) {
    return (double) operation.work().macs() / operation.totalCycles();
  }

  private String finding() {
    SchemeResult baseline = result.baseline();
    OperationCost fastest =
        products(baseline).stream()
            .max(Comparator.comparingDouble(RooflineSection::macsPerCycle))
            .orElseThrow();
    String start =
        ("The fastest product of %s, %s, reaches %s multiply-accumulates per cycle,"
                + " %s of what the array could do")
            .formatted(
                Phrases.name(baseline),
                fastest.name(),
                Decimals.fixed(macsPerCycle(fastest), 1),
                Phrases.share(macsPerCycle(fastest), peak()));
    List<String> without =
        result.schemes().stream()
            .filter(scheme -> !result.experiment().model().network().hidden().isEmpty())
            .filter(
                scheme -> products(scheme).stream().noneMatch(o -> o.what().isIn(Phase.FEEDBACK)))
            .map(Phrases::name)
            .toList();
    String feedback =
        products(baseline).stream()
            .filter(o -> o.what().isIn(Phase.FEEDBACK))
            .min(Comparator.comparingDouble(RooflineSection::macsPerCycle))
            .map(
                o ->
                    "; %s reaches %s (%s)"
                        .formatted(
                            o.name(),
                            Decimals.fixed(macsPerCycle(o), 1),
                            Phrases.share(macsPerCycle(o), peak())))
            .orElse("");
    return start
        + feedback
        + "."
        + (without.isEmpty()
            ? ""
            : " The feedback phase of "
                + Phrases.listed(without)
                + " has no multiply-accumulate at all, so it is not on the roofline.");
  }
}
