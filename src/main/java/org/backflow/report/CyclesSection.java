package org.backflow.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.OperationCost;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.SchemeResult;
import org.backflow.plan.Phase;

/** Cycles of a step by phase, and of its feedback phase by the unit that spends them. */
final class CyclesSection {

  private final ComparisonResult result;
  private final Experiment experiment;
  private final EnergyTable anyTable;

  private CyclesSection(ComparisonResult result) {
    this.result = result;
    this.experiment = result.experiment();
    this.anyTable = experiment.energyTables().get(0);
  }

  static Element of(ComparisonResult result) {
    CyclesSection section = new CyclesSection(result);
    return Element.of(
            "section",
            Element.of("h2", "Cycles"),
            Element.of("div", section.byPhase(), section.feedback()).classed("columns"))
        .with("id", "cycles");
  }

  private Element byPhase() {
    String title = "Cycles of the whole step, by phase";
    ChartFigure figure = new ChartFigure(title, wholeStep());
    List<StackedBars.Bar> bars = new ArrayList<>();
    HtmlTable table = new HtmlTable("Cycles of " + Phrases.step(experiment) + ", by phase");
    List<String> head = new ArrayList<>(List.of("Scheme"));
    for (Phase phase : Phase.values()) {
      figure.part(phase.label(), partClass(phase));
      head.add(phase.label());
    }
    head.add("whole step");
    table.head(head);
    for (SchemeResult scheme : result.schemes()) {
      List<StackedBars.Part> parts = new ArrayList<>();
      List<String> cells = new ArrayList<>();
      for (Phase phase : Phase.values()) {
        long cycles =
            scheme.cost().phase(phase.label(), anyTable, experiment.accelerator()).cycles();
        String text = Decimals.grouped(cycles);
        parts.add(
            new StackedBars.Part(partClass(phase), (double) cycles, phase.label() + ": " + text));
        cells.add(text);
      }
      String total = Decimals.grouped(result.step(scheme, anyTable).cycles());
      cells.add(total);
      bars.add(new StackedBars.Bar(Phrases.name(scheme), total, parts));
      table.row(Phrases.name(scheme), cells);
    }
    return figure.panel(bars("cycles-step", title, wholeStep(), bars)).data(table).element();
  }

  private Element feedback() {
    String title = "Cycles of the feedback phase alone, by unit";
    String sentence =
        "The same feedback phase on a scale of its own. The vector unit applies the derivative"
            + " under every scheme; what a scheme can change is the rest.";
    ChartFigure figure = new ChartFigure(title, sentence);
    HtmlTable table = new HtmlTable(title);
    List<String> head = new ArrayList<>(List.of("Scheme"));
    Set<String> units = feedbackUnits();
    for (String unit : units) {
      figure.part(unitName(unit), unitClass(unit));
      head.add(unitName(unit));
    }
    head.add("feedback phase");
    table.head(head);
    List<StackedBars.Bar> bars = new ArrayList<>();
    for (SchemeResult scheme : result.schemes()) {
      List<StackedBars.Part> parts = new ArrayList<>();
      List<String> cells = new ArrayList<>();
      for (String unit : units) {
        long cycles =
            feedbackOperations(scheme).stream()
                .filter(operation -> operation.unit().equals(unit))
                .mapToLong(OperationCost::totalCycles)
                .sum();
        String text = Decimals.grouped(cycles);
        parts.add(
            new StackedBars.Part(unitClass(unit), (double) cycles, unitName(unit) + ": " + text));
        cells.add(text);
      }
      String total = Decimals.grouped(result.feedback(scheme, anyTable).cycles());
      cells.add(total);
      bars.add(new StackedBars.Bar(Phrases.name(scheme), total, parts));
      table.row(Phrases.name(scheme), cells);
    }
    return figure.panel(bars("cycles-feedback", title, sentence, bars)).data(table).element();
  }

  private static Element bars(
      String id, String title, String sentence, List<StackedBars.Bar> bars) {
    return new StackedBars(id, title, sentence, "cycles per step", longest(bars), bars).element();
  }

  private static double longest(List<StackedBars.Bar> bars) {
    return bars.stream()
        .mapToDouble(bar -> bar.parts().stream().mapToDouble(StackedBars.Part::value).sum())
        .max()
        .orElseThrow();
  }

  private String wholeStep() {
    long cycles = result.step(result.baseline(), anyTable).cycles();
    boolean stalls =
        result.schemes().stream().anyMatch(s -> result.step(s, anyTable).stallCycles() > 0);
    return "Phases run one after the other; schemes differ in the feedback phase. At "
        + Decimals.fixed(experiment.accelerator().clockMegahertz(), 0)
        + " MHz the "
        + Decimals.grouped(cycles)
        + " cycles of "
        + Phrases.name(result.baseline())
        + " take "
        + Decimals.fixed(cycles / experiment.accelerator().clockMegahertz(), 2)
        + " µs one after the other; with units at once, as far as tensors allow, "
        + Decimals.grouped(result.timeline(result.baseline()).latencyCycles())
        + " cycles. "
        + (stalls
            ? "Cycles include stalls."
            : "Counted free of stalls: every tensor is taken to be on chip.");
  }

  private static List<OperationCost> feedbackOperations(SchemeResult scheme) {
    return scheme.cost().operations().stream()
        .filter(operation -> operation.phase().equals(Phase.FEEDBACK.label()))
        .toList();
  }

  private Set<String> feedbackUnits() {
    Set<String> units = new LinkedHashSet<>();
    for (SchemeResult scheme : result.schemes()) {
      feedbackOperations(scheme).forEach(operation -> units.add(operation.unit()));
    }
    return units;
  }

  private static String partClass(Phase phase) {
    return "phase-" + phase.label().replace(' ', '-');
  }

  private static String unitClass(String unit) {
    return switch (unit) {
      case "vector" -> "unit-vector";
      case "router" -> "unit-router";
      default -> "unit-array";
    };
  }

  /** Returns a name of {@code unit} that a reader knows. */
  static String unitName(String unit) {
    return switch (unit) {
      case "vector" -> "vector unit";
      case "router" -> "router";
      default -> "array (" + unit + ")";
    };
  }
}
