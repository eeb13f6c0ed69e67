package org.backflow.report.page.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.backflow.accelerator.Unit;
import org.backflow.accelerator.timeline.ScheduledOperation;
import org.backflow.accelerator.timeline.Timeline;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;
import org.backflow.plan.Phase;
import org.backflow.report.chart.ChartFigure;
import org.backflow.report.chart.GanttChart;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Phrases;
import org.backflow.report.verdict.Extremes;

/** Which unit does what, when: the step in time, whole and around its feedback phase. */
public record TimelineSection(ComparisonResult result) {

  public static Element of(ComparisonResult result) {
    TimelineSection section = new TimelineSection(result);
    Element element =
        Element.of("section", Element.of("h2", "A step in time"), section.wholeStep());
    if (section.all().anyMatch(TimelineSection::isFeedback)) {
      element.add(section.aroundFeedback());
    }
    return element.with("id", "timeline");
  }

  private Element wholeStep() {
    long end =
        result.schemes().stream()
            .mapToLong(scheme -> result.timeline(scheme).latencyCycles())
            .max()
            .orElseThrow();
    SchemeResult shortest =
        Extremes.least(result, scheme -> result.timeline(scheme).latencyCycles());
    Timeline baseline = result.timeline(result.baseline());
    Timeline best = result.timeline(shortest);
    String finding =
        ("With units at once, as far as tensors allow, a step of %s takes %s cycles"
                + " and the next may start after %s%s. The forward array is busy for %s of"
                + " it.")
            .formatted(
                Phrases.name(result.baseline()),
                Decimals.grouped(baseline.latencyCycles()),
                Decimals.grouped(baseline.initiationIntervalCycles()),
                best.latencyCycles() < baseline.latencyCycles()
                    ? "; "
                        + Phrases.name(shortest)
                        + " is "
                        + Phrases.percentChange(
                            (double) baseline.latencyCycles(), (double) best.latencyCycles())
                        + " shorter, "
                        + Decimals.grouped(best.latencyCycles())
                        + " cycles"
                    : "; no scheme is shorter",
                Phrases.share(
                    (double) baseline.busyCycles(Unit.FORWARD_ARRAY),
                    (double) baseline.latencyCycles()));
    return figure("timeline-step", "The whole step, by unit", finding, 0, end);
  }

  private Element aroundFeedback() {
    long from =
        all()
            .filter(TimelineSection::isFeedback)
            .mapToLong(ScheduledOperation::startCycle)
            .min()
            .orElseThrow();
    long to =
        all()
            .filter(TimelineSection::isFeedback)
            .mapToLong(ScheduledOperation::endCycle)
            .max()
            .orElseThrow();
    long margin = Math.max(1, (to - from) / 10);
    List<String> ends = new ArrayList<>();
    for (SchemeResult scheme : result.schemes()) {
      long end =
          result.timeline(scheme).operations().stream()
              .filter(TimelineSection::isFeedback)
              .mapToLong(ScheduledOperation::endCycle)
              .max()
              .orElseThrow();
      ends.add(Phrases.name(scheme) + " at cycle " + Decimals.grouped(end));
    }
    String finding = "The last hidden error is there with " + Phrases.listed(ends) + ".";
    return figure(
        "timeline-feedback",
        "The same, enlarged around the feedback phase",
        finding,
        Math.max(0, from - margin),
        to + margin);
  }

  private Element figure(String id, String title, String finding, long from, long to) {
    HtmlTable table = new HtmlTable(title + ": operations that run in the cycles drawn");
    table.head(
        List.of(
            "Scheme", "Operation", "Phase", "Unit", "Start cycle", "End cycle", "Stall cycles"));
    ChartFigure figure =
        new ChartFigure(
            id,
            title,
            finding,
            "All schemes share one axis. A bar is an operation, as long as the cost model says; it"
                + " starts when its unit is free and what it reads is there. An operation that"
                + " moves words over DRAM holds that channel, too.",
            table);
    for (Phase phase : Phase.values()) {
      figure.part(phase.label(), CyclesSection.partClass(phase));
    }
    for (int i = 0; i < result.schemes().size(); i++) {
      SchemeResult scheme = result.schemes().get(i);
      List<ScheduledOperation> operations = result.timeline(scheme).operations();
      for (ScheduledOperation operation : operations) {
        if (operation.endCycle() > from && operation.startCycle() < to) {
          table.row(Phrases.name(scheme), cells(operation));
        }
      }
      GanttChart chart =
          new GanttChart(
              id + "-" + i,
              title + ", " + Phrases.name(scheme),
              finding,
              from,
              to,
              rows(operations));
      figure.panel(Phrases.name(scheme), chart.element());
    }
    return figure.element();
  }

  private static List<String> cells(ScheduledOperation operation) {
    return List.of(
        operation.name(),
        operation.phase().label(),
        operation.unit().label(),
        Decimals.grouped(operation.startCycle()),
        Decimals.grouped(operation.endCycle()),
        Decimals.grouped(operation.stallCycles()));
  }

  /** Returns a row for each unit that any scheme uses, so that all drawings have the same. */
  private List<GanttChart.Row> rows(List<ScheduledOperation> operations) {
    List<GanttChart.Row> rows = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      if (all().anyMatch(operation -> operation.holds(unit))) {
        rows.add(
            new GanttChart.Row(
                unit == Unit.DRAM ? "DRAM" : unit.label(),
                operations.stream()
                    .filter(operation -> operation.holds(unit))
                    .map(TimelineSection::bar)
                    .toList()));
      }
    }
    return rows;
  }

  private static GanttChart.Bar bar(ScheduledOperation operation) {
    return new GanttChart.Bar(
        operation.name(),
        operation.startCycle(),
        operation.endCycle(),
        operation.stallCycles(),
        CyclesSection.partClass(operation.phase()));
  }

  private Stream<ScheduledOperation> all() {
    return result.schemes().stream().flatMap(s -> result.timeline(s).operations().stream());
  }

  private static boolean isFeedback(ScheduledOperation operation) {
    return operation.phase() == Phase.FEEDBACK;
  }
}
