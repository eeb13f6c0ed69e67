package org.backflow.report.page;

import java.util.ArrayList;
import java.util.List;
import org.backflow.experiment.ComparisonResult;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.page.cost.ClaimTable;
import org.backflow.report.table.SchemeRows;
import org.backflow.report.text.Phrases;

/** The table of the comparison: a column per scheme, the figures that the terminal shows. */
final class FiguresSection {

  /** The marks of footnotes, none first. */
  private static final List<String> NOTES = List.of("", " ¹", " ²", " ³");

  private final ComparisonResult result;
  private final HtmlTable table;

  private FiguresSection(ComparisonResult result) {
    this.result = result;
    this.table =
        new HtmlTable(
            "Schemes compared, "
                + Phrases.step(result.experiment())
                + " on "
                + result.experiment().hardware().accelerator().name());
  }

  static Element of(ComparisonResult result) {
    return new FiguresSection(result).element();
  }

  private Element element() {
    List<String> headings = new ArrayList<>(List.of("Figure"));
    result.schemes().forEach(scheme -> headings.add(Phrases.name(scheme)));
    table.head(headings);
    SchemeRows.of(result, true).forEach(this::add);
    return Element.of(
            "section",
            Element.of("h2", "Comparison"),
            Element.of("div", table.element("figures"), new ClaimTable(result).element())
                .classed("beside"),
            footnotes())
        .with("id", "comparison");
  }

  private void add(SchemeRows.Row row) {
    if (row.isHeading()) {
      table.group(row.name());
    } else {
      table.row(row.name() + NOTES.get(row.note()), row.cells());
    }
  }

  private Element footnotes() {
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
            result.experiment().hardware().accelerator().zeroGating()
                ? "³ Both operands other than zero, measured after training; energy takes these. "
                : "",
            "Accuracies are those after the last epoch, mean ± sample standard deviation of single"
                + " runs; what the differences are worth is in the next section. A gain is the figure of the baseline"
                + " over that of the scheme: above 1 is better.")
        .classed("footnotes");
  }
}
