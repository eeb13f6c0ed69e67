package org.backflow.report.page;

import java.util.List;
import java.util.stream.Collectors;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.StepCost;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;
import org.backflow.report.html.Element;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Phrases;

/** What can be said about the cost of the feedback phase and of the whole step. */
record CostVerdict(ComparisonResult result) {

  /** Returns one item per scheme other than the baseline, and one on what there is to save. */
  List<Element> items() {
    SchemeResult baseline = result.baseline();
    List<Element> items =
        result.schemes().stream()
            .filter(scheme -> !scheme.equals(baseline))
            .map(this::saving)
            .collect(Collectors.toList());
    items.add(Element.of("li", Element.of("strong", "What there is to save. "), share(baseline)));
    return items;
  }

  private Element saving(SchemeResult scheme) {
    return Element.of(
        "li",
        Element.of(
            "strong",
            "Cost of %s against %s. "
                .formatted(Phrases.name(scheme), Phrases.name(result.baseline()))),
        "The feedback phase takes ",
        changes(scheme, result::feedback),
        ". The whole step takes ",
        changes(scheme, result::step),
        ".");
  }

  /** The sums over a part of the step. */
  private interface PricedPart {
    StepCost.Totals of(SchemeResult scheme, EnergyTable table);
  }

  private String changes(SchemeResult scheme, PricedPart part) {
    List<EnergyTable> tables = result.experiment().hardware().energyTables();
    long from = part.of(result.baseline(), tables.get(0)).cycles();
    long to = part.of(scheme, tables.get(0)).cycles();
    String cycles =
        "%s (%s)"
            .formatted(
                Phrases.change(
                    (double) from, (double) to, "fewer cycles", "more cycles", "as many cycles"),
                from == to
                    ? Decimals.grouped(to)
                    : Decimals.grouped(from) + " to " + Decimals.grouped(to));
    return cycles
        + " and "
        + Phrases.listed(tables.stream().map(table -> energy(scheme, part, table)).toList());
  }

  private String energy(SchemeResult scheme, PricedPart part, EnergyTable table) {
    double from = part.of(result.baseline(), table).energy().totalPicojoules();
    double to = part.of(scheme, table).energy().totalPicojoules();
    return Phrases.change(from, to, "less energy", "more energy", "as much energy")
        + " ("
        + table.name()
        + ")";
  }

  private String share(SchemeResult baseline) {
    List<EnergyTable> tables = result.experiment().hardware().energyTables();
    StepCost.Totals feedback = result.feedback(baseline, tables.get(0));
    if (feedback.cycles() == 0) {
      return "This network has no hidden layer, so there is no feedback phase to save.";
    }
    String energies =
        tables.stream()
            .map(
                table ->
                    "%s of its energy (%s)"
                        .formatted(
                            percent(
                                result.feedback(baseline, table).energy().totalPicojoules(),
                                result.step(baseline, table).energy().totalPicojoules()),
                            table.name()))
            .collect(Collectors.joining(", "));
    return ("The feedback phase is %s of the cycles of a %s step and %s. That share is"
            + " the most that another feedback phase can save while the rest of the step"
            + " stays as it is.")
        .formatted(
            percent(
                (double) feedback.cycles(), (double) result.step(baseline, tables.get(0)).cycles()),
            Phrases.name(baseline),
            energies);
  }

  private static String percent(double part, double whole) {
    return Decimals.fixed(100.0 * part / whole, 2) + " %";
  }
}
