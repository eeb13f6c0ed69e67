package org.backflow.report.page.cost;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.Energy;
import org.backflow.accelerator.EnergyTable;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;
import org.backflow.report.chart.ChartFigure;
import org.backflow.report.chart.EnergyUnit;
import org.backflow.report.chart.StackedBars;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Phrases;

/** Energy by component, of the whole step and of its feedback phase, under every energy table. */
public record EnergySection(ComparisonResult result) {

  private static final List<Component> COMPONENTS =
      List.of(
          new Component("multiply", "component-multiply", Energy::multiplyPicojoules),
          new Component("add", "component-add", Energy::addPicojoules),
          new Component("sigmoid look-up", "component-look-up", Energy::lookUpPicojoules),
          new Component("SRAM", "component-sram", Energy::sramPicojoules),
          new Component("DRAM", "component-dram", Energy::dramPicojoules),
          new Component("leakage", "component-leakage", Energy::leakagePicojoules));

  private record Component(String name, String partClass, ToDoubleFunction<Energy> picojoules) {}

  /** The energy of a part of the step. */
  private interface PricedPart {
    Energy of(SchemeResult scheme, EnergyTable table);
  }

  public static Element of(ComparisonResult result) {
    EnergySection section = new EnergySection(result);
    return Element.of(
            "section",
            Element.of("h2", "Energy"),
            result.experiment().remarks().stream().map(remark -> Element.of("p", remark)).toList(),
            section.figure(
                "energy-step",
                "Energy of the whole step, by component",
                "All tables share one scale: published figures for the same event differ, so a"
                    + " saving counts as far as it holds under every table.",
                (scheme, table) -> result.step(scheme, table).energy()),
            section.figure(
                "energy-feedback",
                "Energy of the feedback phase alone, by component",
                "The feedback phase on a scale of its own. "
                    + section.memories()
                    + " What remains under every scheme is the derivative and the traffic of"
                    + " errors and activations.",
                (scheme, table) -> result.feedback(scheme, table).energy()))
        .with("id", "energy");
  }

  /** Says by table which scheme takes least, and which component most. */
  private String finding(PricedPart part) {
    List<String> sentences = new ArrayList<>();
    for (EnergyTable table : result.experiment().energyTables()) {
      double baseline = part.of(result.baseline(), table).totalPicojoules();
      if (baseline == 0.0) {
        return "There is no hidden layer, so nothing is fed back.";
      }
      SchemeResult least =
          result.schemes().stream()
              .min(Comparator.comparingDouble(s -> part.of(s, table).totalPicojoules()))
              .orElseThrow();
      Energy energy = part.of(least, table);
      Component largest =
          COMPONENTS.stream()
              .max(Comparator.comparingDouble(c -> c.picojoules().applyAsDouble(energy)))
              .orElseThrow();
      sentences.add(
          "by "
              + table.name()
              + " "
              + Phrases.name(least)
              + " takes "
              + (least.equals(result.baseline())
                  ? "no more than any other"
                  : Phrases.percentChange(baseline, energy.totalPicojoules())
                      + " less than "
                      + Phrases.name(result.baseline()))
              + ", most of it for "
              + largest.name()
              + " ("
              + Phrases.share(largest.picojoules().applyAsDouble(energy), energy.totalPicojoules())
              + ")");
    }
    return "Least energy: " + Phrases.listed(sentences) + ".";
  }

  private String memories() {
    Accelerator.Memories memories = result.experiment().accelerator().memories();
    return "W is read from a memory of "
        + Decimals.grouped(memories.weightKibibytes())
        + " KiB, B and selections from one of "
        + Decimals.grouped(memories.feedbackKibibytes())
        + " KiB; the energy of an access depends on that size.";
  }

  /** Returns the components that take any energy: without DRAM traffic, none of DRAM. */
  private List<Component> components(PricedPart part) {
    return COMPONENTS.stream()
        .filter(
            component ->
                result.experiment().energyTables().stream()
                    .anyMatch(
                        table ->
                            result.schemes().stream()
                                .map(scheme -> part.of(scheme, table))
                                .anyMatch(
                                    energy -> component.picojoules().applyAsDouble(energy) > 0.0)))
        .toList();
  }

  private Element figure(String id, String title, String reading, PricedPart part) {
    String finding = finding(part);
    ChartFigure figure = new ChartFigure(id, title, finding, reading, data(title, part));
    components(part).forEach(component -> figure.part(component.name(), component.partClass()));
    double longest = 0.0;
    for (EnergyTable table : result.experiment().energyTables()) {
      for (SchemeResult scheme : result.schemes()) {
        longest = Math.max(longest, part.of(scheme, table).totalPicojoules());
      }
    }
    EnergyUnit unit = EnergyUnit.fitting(longest);
    int number = 1;
    for (EnergyTable table : result.experiment().energyTables()) {
      StackedBars bars =
          new StackedBars(
              id + "-" + number++,
              title + ", " + table.name(),
              finding,
              unit.symbol() + " per step",
              longest / unit.picojoules(),
              bars(table, part, unit));
      figure.panel(table.name(), bars.element());
    }
    return figure.element();
  }

  private List<StackedBars.Bar> bars(EnergyTable table, PricedPart part, EnergyUnit unit) {
    List<StackedBars.Bar> bars = new ArrayList<>();
    for (SchemeResult scheme : result.schemes()) {
      Energy energy = part.of(scheme, table);
      List<StackedBars.Segment> parts =
          components(part).stream()
              .map(
                  component -> {
                    double picojoules = component.picojoules().applyAsDouble(energy);
                    return new StackedBars.Segment(
                        component.partClass(),
                        picojoules / unit.picojoules(),
                        component.name() + ": " + Decimals.energy(picojoules));
                  })
              .toList();
      String total = Decimals.energy(energy.totalPicojoules());
      bars.add(new StackedBars.Bar(Phrases.name(scheme), total, parts));
    }
    return bars;
  }

  private HtmlTable data(String title, PricedPart part) {
    HtmlTable data = new HtmlTable(title + ", in picojoules");
    List<String> head = new ArrayList<>(List.of("Scheme", "Energy table"));
    components(part).forEach(component -> head.add(component.name()));
    head.add("total");
    data.head(head);
    for (EnergyTable table : result.experiment().energyTables()) {
      for (SchemeResult scheme : result.schemes()) {
        Energy energy = part.of(scheme, table);
        List<String> cells = new ArrayList<>(List.of(table.name()));
        components(part)
            .forEach(c -> cells.add(Decimals.fixed(c.picojoules().applyAsDouble(energy), 2)));
        cells.add(Decimals.fixed(energy.totalPicojoules(), 2));
        data.row(Phrases.name(scheme), cells);
      }
    }
    return data;
  }
}
