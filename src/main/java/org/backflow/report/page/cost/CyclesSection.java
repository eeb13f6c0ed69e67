package org.backflow.report.page.cost;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.OperationCost;
import org.backflow.accelerator.UnitMapping;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.SchemeResult;
import org.backflow.plan.Count;
import org.backflow.plan.Phase;
import org.backflow.report.chart.ChartFigure;
import org.backflow.report.chart.StackedBars;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Phrases;

/** Cycles of a step by phase, and of its feedback phase by the unit that spends them. */
public final class CyclesSection {

  private final ComparisonResult result;
  private final Experiment experiment;
  private final EnergyTable anyTable;

  private CyclesSection(ComparisonResult result) {
    this.result = result;
    this.experiment = result.experiment();
    this.anyTable = experiment.energyTables().get(0);
  }

  public static Element of(ComparisonResult result) {
    CyclesSection section = new CyclesSection(result);
    return Element.of(
            "section",
            Element.of("h2", "Cycles"),
            Element.of("div", section.byPhase(), section.feedback()).classed("columns"))
        .with("id", "cycles");
  }

  private Element byPhase() {
    String title = "Cycles of the whole step, by phase";
    List<StackedBars.Bar> bars = new ArrayList<>();
    HtmlTable table = new HtmlTable("Cycles of " + Phrases.step(experiment) + ", by phase");
    List<String> head = new ArrayList<>(List.of("Scheme"));
    for (Phase phase : Phase.values()) {
      head.add(phase.label());
    }
    head.add("whole step");
    table.head(head);
    for (SchemeResult scheme : result.schemes()) {
      List<StackedBars.Segment> parts = new ArrayList<>();
      List<String> cells = new ArrayList<>();
      for (Phase phase : Phase.values()) {
        long cycles = cyclesOf(scheme, phase);
        String text = Decimals.grouped(cycles);
        parts.add(
            new StackedBars.Segment(
                partClass(phase), (double) cycles, phase.label() + ": " + text));
        cells.add(text);
      }
      String total = Decimals.grouped(result.step(scheme, anyTable).cycles());
      cells.add(total);
      bars.add(new StackedBars.Bar(Phrases.name(scheme), total, parts));
      table.row(Phrases.name(scheme), cells);
    }
    ChartFigure figure = new ChartFigure("cycles-step", title, largestPhase(), wholeStep(), table);
    for (Phase phase : Phase.values()) {
      figure.part(phase.label(), partClass(phase));
    }
    return figure.panel(bars("cycles-step", title, largestPhase(), bars)).element();
  }

  private long cyclesOf(SchemeResult scheme, Phase phase) {
    return scheme.cost().phase(phase, anyTable, experiment.accelerator()).cycles();
  }

  private String largestPhase() {
    SchemeResult baseline = result.baseline();
    long step = result.step(baseline, anyTable).cycles();
    Phase largest = Phase.FORWARD;
    for (Phase phase : Phase.values()) {
      largest = cyclesOf(baseline, phase) > cyclesOf(baseline, largest) ? phase : largest;
    }
    String shares =
        Phrases.listed(
            result.schemes().stream()
                .map(
                    scheme ->
                        Phrases.name(scheme)
                            + " "
                            + Phrases.share(
                                (double) cyclesOf(scheme, Phase.FEEDBACK),
                                (double) result.step(scheme, anyTable).cycles()))
                .toList());
    return "Most cycles of "
        + Phrases.name(baseline)
        + " go to the "
        + largest.label()
        + " phase ("
        + Phrases.share((double) cyclesOf(baseline, largest), (double) step)
        + "). The feedback phase, in which the schemes differ, is this share of their steps: "
        + shares
        + ".";
  }

  private Element feedback() {
    String title = "Cycles of the feedback phase alone, by unit";
    String reading =
        "The same feedback phase on a scale of its own. The vector unit applies the derivative"
            + " under every scheme; what a scheme can change is the rest.";
    HtmlTable table = new HtmlTable(title);
    List<String> head = new ArrayList<>(List.of("Scheme"));
    Set<UnitMapping> units = feedbackUnits();
    for (UnitMapping unit : units) {
      head.add(unitName(unit));
    }
    head.add("feedback phase");
    table.head(head);
    List<StackedBars.Bar> bars = new ArrayList<>();
    for (SchemeResult scheme : result.schemes()) {
      List<StackedBars.Segment> parts = new ArrayList<>();
      List<String> cells = new ArrayList<>();
      for (UnitMapping unit : units) {
        long cycles =
            feedbackOperations(scheme).stream()
                .filter(operation -> operation.what().mapping().equals(unit))
                .mapToLong(OperationCost::totalCycles)
                .reduce(0, Count::sum);
        String text = Decimals.grouped(cycles);
        parts.add(
            new StackedBars.Segment(
                unitClass(unit), (double) cycles, unitName(unit) + ": " + text));
        cells.add(text);
      }
      String total = Decimals.grouped(result.feedback(scheme, anyTable).cycles());
      cells.add(total);
      bars.add(new StackedBars.Bar(Phrases.name(scheme), total, parts));
      table.row(Phrases.name(scheme), cells);
    }
    ChartFigure figure =
        new ChartFigure("cycles-feedback", title, feedbackFinding(), reading, table);
    for (UnitMapping unit : units) {
      figure.part(unitName(unit), unitClass(unit));
    }
    return figure.panel(bars("cycles-feedback", title, feedbackFinding(), bars)).element();
  }

  private String feedbackFinding() {
    if (result.feedback(result.baseline(), anyTable).cycles() == 0) {
      return "There is no hidden layer, so nothing is fed back.";
    }
    SchemeResult shortest =
        result.schemes().stream()
            .min(Comparator.comparingLong(s -> result.feedback(s, anyTable).cycles()))
            .orElseThrow();
    SchemeResult longest =
        result.schemes().stream()
            .max(Comparator.comparingLong(s -> result.feedback(s, anyTable).cycles()))
            .orElseThrow();
    long least = result.feedback(shortest, anyTable).cycles();
    long most = result.feedback(longest, anyTable).cycles();
    if (least == most) {
      return "It takes " + Decimals.grouped(least) + " cycles under every scheme.";
    }
    return "It is shortest with "
        + Phrases.name(shortest)
        + ", "
        + Decimals.grouped(least)
        + " cycles, and longest with "
        + Phrases.name(longest)
        + ", "
        + Decimals.grouped(most)
        + ": a factor of "
        + Decimals.fixed((double) most / least, 1)
        + ".";
  }

  private static Element bars(
      String id, String title, String sentence, List<StackedBars.Bar> bars) {
    return new StackedBars(id, title, sentence, "cycles per step", StackedBars.longest(bars), bars)
        .element();
  }

  private String wholeStep() {
    long cycles = result.step(result.baseline(), anyTable).cycles();
    boolean stalls =
        result.schemes().stream().anyMatch(s -> result.step(s, anyTable).stallCycles() > 0);
    return "Phases run one after the other. At "
        + Decimals.fixed(experiment.accelerator().clockMegahertz(), 0)
        + " MHz the "
        + Decimals.grouped(cycles)
        + " cycles of "
        + Phrases.name(result.baseline())
        + " take "
        + Decimals.fixed(cycles / experiment.accelerator().clockMegahertz(), 2)
        + " µs. "
        + (stalls
            ? "Cycles include stalls."
            : "Counted free of stalls: every tensor is taken to be on chip.");
  }

  private static List<OperationCost> feedbackOperations(SchemeResult scheme) {
    return scheme.cost().operations().stream()
        .filter(operation -> operation.what().isIn(Phase.FEEDBACK))
        .toList();
  }

  private Set<UnitMapping> feedbackUnits() {
    Set<UnitMapping> units = new LinkedHashSet<>();
    for (SchemeResult scheme : result.schemes()) {
      feedbackOperations(scheme).forEach(operation -> units.add(operation.what().mapping()));
    }
    return units;
  }

  /** Returns the class that colours a phase. */
  static String partClass(Phase phase) {
    return "phase-" + phase.label().replace(' ', '-');
  }

  private static String unitClass(UnitMapping mapping) {
    return "unit-" + (mapping.unit().isArray() ? "array" : mapping.label());
  }

  /** Returns a name of the unit of {@code mapping} that a reader knows. */
  static String unitName(UnitMapping mapping) {
    return mapping.unit().isArray() ? "array (" + mapping.label() + ")" : mapping.unit().label();
  }
}
