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
import org.backflow.figure.Kind;
import org.backflow.report.chart.BarFigure;
import org.backflow.report.chart.ChartFigure;
import org.backflow.report.chart.EnergyUnit;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Listing;
import org.backflow.report.text.Phrases;
import org.backflow.report.text.Shown;
import org.backflow.report.verdict.Extremes;

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
    for (EnergyTable table : result.experiment().hardware().energyTables()) {
      double baseline = part.of(result.baseline(), table).totalPicojoules();
      if (baseline == 0.0) {
        return "There is no hidden layer, so nothing is fed back.";
      }
      SchemeResult least =
          Extremes.least(result, scheme -> part.of(scheme, table).totalPicojoules());
      Energy energy = part.of(least, table);
      Component largest =
          COMPONENTS.stream()
              .max(Comparator.comparingDouble(c -> c.picojoules().applyAsDouble(energy)))
              .orElseThrow();
      sentences.add(
          "by %s %s takes %s, most of it for %s (%s)"
              .formatted(
                  table.name(),
                  Phrases.name(least),
                  least.equals(result.baseline())
                      ? "no more than any other"
                      : Phrases.percentChange(baseline, energy.totalPicojoules())
                          + " less than "
                          + Phrases.name(result.baseline()),
                  largest.name(),
                  Phrases.share(
                      largest.picojoules().applyAsDouble(energy), energy.totalPicojoules())));
    }
    return "Least energy: " + Phrases.listed(sentences) + ".";
  }

  private String memories() {
    Accelerator.Memories memories = result.experiment().hardware().accelerator().memories();
    return ("W is read from a memory of %s KiB, B and selections from one of %s KiB;"
            + " the energy of an access depends on that size.")
        .formatted(
            Decimals.grouped(memories.weightKibibytes()),
            Decimals.grouped(memories.feedbackKibibytes()));
  }

  /** Returns the components that take any energy: without DRAM traffic, none of DRAM. */
  private List<Component> components(PricedPart part) {
    return COMPONENTS.stream()
        .filter(
            component ->
                result.experiment().hardware().energyTables().stream()
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
    List<EnergyTable> tables = result.experiment().hardware().energyTables();
    double longest = 0.0;
    for (EnergyTable table : tables) {
      for (SchemeResult scheme : result.schemes()) {
        longest = Math.max(longest, part.of(scheme, table).totalPicojoules());
      }
    }
    EnergyUnit unit = EnergyUnit.fitting(longest);
    ChartFigure figure =
        bars(id, title, unit, tables.get(0), part).figure(finding, reading, data(title, part));
    for (int i = 0; i < tables.size(); i++) {
      EnergyTable table = tables.get(i);
      figure.panel(
          table.name(),
          bars(id, title, unit, table, part)
              .drawing(
                  id + "-" + (i + 1),
                  title + ", " + table.name(),
                  finding,
                  result.schemes(),
                  longest / unit.picojoules()));
    }
    return figure.element();
  }

  /** Returns the bars by a table; their legend is the same for every table. */
  private BarFigure<SchemeResult> bars(
      String id, String title, EnergyUnit unit, EnergyTable table, PricedPart part) {
    BarFigure<SchemeResult> bars =
        new BarFigure<>(
            id,
            title,
            new BarFigure.Measure(
                unit.symbol() + " per step",
                unit.picojoules(),
                energy -> Shown.of(Kind.ENERGY, energy)),
            Phrases::name,
            scheme -> Decimals.energy(part.of(scheme, table).totalPicojoules()));
    for (Component each : components(part)) {
      bars.part(
          each.name(),
          each.partClass(),
          scheme -> each.picojoules().applyAsDouble(part.of(scheme, table)));
    }
    return bars;
  }

  private record Priced(SchemeResult scheme, EnergyTable table, Energy energy) {}

  private HtmlTable data(String title, PricedPart part) {
    List<Priced> rows = new ArrayList<>();
    for (EnergyTable table : result.experiment().hardware().energyTables()) {
      result.schemes().forEach(s -> rows.add(new Priced(s, table, part.of(s, table))));
    }
    return HtmlTable.of(
        title + ", in picojoules",
        new Listing<Priced>()
            .column("Scheme", row -> Phrases.name(row.scheme()))
            .column("Energy table", row -> row.table().name())
            .each(
                components(part),
                Component::name,
                (row, c) -> Decimals.fixed(c.picojoules().applyAsDouble(row.energy()), 2))
            .column("total", row -> Decimals.fixed(row.energy().totalPicojoules(), 2)),
        rows);
  }
}
