package org.backflow.report.page.cost;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.OperationCost;
import org.backflow.accelerator.StepCost;
import org.backflow.accelerator.UnitMapping;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.SchemeResult;
import org.backflow.plan.Count;
import org.backflow.plan.Phase;
import org.backflow.report.chart.BarFigure;
import org.backflow.report.html.Element;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Phrases;
import org.backflow.report.verdict.Extremes;

/** Cycles of a step by phase, and of its feedback phase by the unit that spends them. */
public final class CyclesSection {

  private final ComparisonResult result;
  private final Experiment experiment;
  private final EnergyTable anyTable;

  private CyclesSection(ComparisonResult result) {
    this.result = result;
    this.experiment = result.experiment();
    this.anyTable = experiment.hardware().energyTables().get(0);
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
    BarFigure<SchemeResult> bars =
        bars(
            "cycles-step",
            "Cycles of the whole step, by phase",
            scheme -> result.step(scheme, anyTable));
    for (Phase phase : Phase.values()) {
      bars.part(phase.label(), partClass(phase), scheme -> cyclesOf(scheme, phase));
    }
    return bars.element(
        largestPhase(),
        wholeStep(),
        "Cycles of " + Phrases.step(experiment) + ", by phase",
        bars.listing("whole step"),
        result.schemes());
  }

  private static BarFigure<SchemeResult> bars(
      String id, String title, Function<SchemeResult, StepCost.Totals> sums) {
    return new BarFigure<>(
        id,
        title,
        new BarFigure.Measure("cycles per step", 1, count -> Decimals.grouped(count.longValue())),
        Phrases::name,
        scheme -> Decimals.grouped(sums.apply(scheme).cycles()));
  }

  private long cyclesOf(SchemeResult scheme, Phase phase) {
    return scheme.cost().phase(phase, anyTable, experiment.hardware().accelerator()).cycles();
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
    return ("Most cycles of %s go to the %s phase (%s). The feedback phase, in which"
            + " the schemes differ, is this share of their steps: %s.")
        .formatted(
            Phrases.name(baseline),
            largest.label(),
            Phrases.share((double) cyclesOf(baseline, largest), (double) step),
            shares);
  }

  private Element feedback() {
    String title = "Cycles of the feedback phase alone, by unit";
    BarFigure<SchemeResult> bars =
        bars("cycles-feedback", title, scheme -> result.feedback(scheme, anyTable));
    for (UnitMapping unit : feedbackUnits()) {
      bars.part(unitName(unit), unitClass(unit), scheme -> feedbackOn(unit, scheme));
    }
    return bars.element(
        feedbackFinding(),
        "The same feedback phase on a scale of its own. The vector unit applies the derivative"
            + " under every scheme; what a scheme can change is the rest.",
        title,
        bars.listing("feedback phase"),
        result.schemes());
  }

  private long feedbackCycles(SchemeResult scheme) {
    return result.feedback(scheme, anyTable).cycles();
  }

  private static long feedbackOn(UnitMapping unit, SchemeResult scheme) {
    return feedbackOperations(scheme)
        .filter(operation -> operation.what().mapping().equals(unit))
        .mapToLong(OperationCost::totalCycles)
        .reduce(0, Count::sum);
  }

  private String feedbackFinding() {
    if (feedbackCycles(result.baseline()) == 0) {
      return "There is no hidden layer, so nothing is fed back.";
    }
    SchemeResult shortest = Extremes.least(result, this::feedbackCycles);
    SchemeResult longest = Extremes.most(result, this::feedbackCycles);
    long least = feedbackCycles(shortest);
    long most = feedbackCycles(longest);
    if (least == most) {
      return "It takes " + Decimals.grouped(least) + " cycles under every scheme.";
    }
    return ("It is shortest with %s, %s cycles, and longest with %s, %s: a factor of" + " %s.")
        .formatted(
            Phrases.name(shortest),
            Decimals.grouped(least),
            Phrases.name(longest),
            Decimals.grouped(most),
            Decimals.fixed((double) most / least, 1));
  }

  private String wholeStep() {
    long cycles = result.step(result.baseline(), anyTable).cycles();
    boolean stalls =
        result.schemes().stream().anyMatch(s -> result.step(s, anyTable).stallCycles() > 0);
    return ("Phases run one after the other. At %s MHz the %s cycles of %s take %s µs." + " %s")
        .formatted(
            Decimals.fixed(experiment.hardware().accelerator().clockMegahertz(), 0),
            Decimals.grouped(cycles),
            Phrases.name(result.baseline()),
            Decimals.fixed(cycles / experiment.hardware().accelerator().clockMegahertz(), 2),
            stalls
                ? "Cycles include stalls."
                : "Counted free of stalls: every tensor is taken to be on chip.");
  }

  private static Stream<OperationCost> feedbackOperations(SchemeResult scheme) {
    return scheme.cost().operations().stream()
        .filter(operation -> operation.what().isIn(Phase.FEEDBACK));
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
