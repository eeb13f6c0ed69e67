package org.backflow.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.StepCost;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.SchemeResult;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.page.cost.ClaimTable;
import org.backflow.report.result.TrainedIn;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Phrases;

/** The table of the comparison: a column per scheme, the figures that the terminal shows. */
final class FiguresSection {

  private final ComparisonResult result;
  private final HtmlTable table;

  private FiguresSection(ComparisonResult result) {
    this.result = result;
    this.table =
        new HtmlTable(
            "Schemes compared, "
                + Phrases.step(result.experiment())
                + " on "
                + result.experiment().accelerator().name());
  }

  static Element of(ComparisonResult result) {
    return new FiguresSection(result).element();
  }

  private Element element() {
    List<String> headings = new ArrayList<>(List.of("Figure"));
    result.schemes().forEach(scheme -> headings.add(Phrases.name(scheme)));
    table.head(headings);
    for (TrainedIn trained : TrainedIn.trained(result.experiment())) {
      row("Test accuracy, " + trained.name(), s -> Phrases.accuracy(trained.of(s)));
    }
    phase("Feedback phase", result::feedback);
    phase("Whole step", result::step);
    table.group("Whole-step gain against " + Phrases.name(result.baseline()));
    row("in cycles", scheme -> gain(result.stepGainInCycles(scheme)));
    for (EnergyTable each : result.experiment().energyTables()) {
      row("in energy, " + each.name(), scheme -> gain(result.stepGainInEnergy(scheme, each)));
    }
    return Element.of(
            "section",
            Element.of("h2", "Comparison"),
            Element.of("div", table.element("figures"), new ClaimTable(result).element())
                .classed("beside"),
            footnotes())
        .with("id", "comparison");
  }

  /** The sums over a part of the step. */
  private interface PricedPart {
    StepCost.Totals of(SchemeResult scheme, EnergyTable table);
  }

  private void phase(String title, PricedPart part) {
    List<EnergyTable> tables = result.experiment().energyTables();
    EnergyTable any = tables.get(0);
    table.group(title);
    row("MACs", scheme -> Decimals.grouped(part.of(scheme, any).macs()));
    row("multiplies ¹", scheme -> Decimals.grouped(part.of(scheme, any).multiplies()));
    row("words of W or B read ²", scheme -> Decimals.grouped(part.of(scheme, any).words()));
    row("cycles", scheme -> Decimals.grouped(part.of(scheme, any).cycles()));
    for (EnergyTable each : tables) {
      row(
          "energy, " + each.name(),
          scheme -> Decimals.energy(part.of(scheme, each).energy().totalPicojoules()));
    }
  }

  private void row(String name, Function<SchemeResult, String> cell) {
    table.row(name, result.schemes().stream().map(cell).toList());
  }

  private static String gain(double ratio) {
    return Decimals.fixed(ratio, 4) + "x";
  }

  private static Element footnotes() {
    return Element.of(
            "p",
            "¹ Every multiplication issued: those inside MACs, the derivative a(1−a) and its"
                + " product with the error (two per unit under every scheme), and the learning"
                + " rate where it is not a power of two.",
            Element.of("br"),
            "² Words of weights W or feedback weights B that on-chip memory delivers, every read"
                + " counted; with one-hot feedback, words of the selection table in place of B; with"
                + " sparse feedback, a word and an index per connection; with signs, words of one"
                + " bit.",
            Element.of("br"),
            "Accuracies are those after the last epoch, mean ± sample standard deviation of single"
                + " runs; what the differences are worth is in the next section. A gain is the figure of the baseline"
                + " over that of the scheme: above 1 is better.")
        .classed("footnotes");
  }
}
