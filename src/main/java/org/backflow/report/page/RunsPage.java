package org.backflow.report.page;

import java.util.List;
import java.util.stream.Stream;
import org.backflow.experiment.file.ExperimentCodec;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.html.Page;
import org.backflow.report.result.DifferingKey;
import org.backflow.report.table.RunsTable;
import org.backflow.report.text.Phrases;

/** Several comparisons side by side as one self-contained page. */
public final class RunsPage {

  private static final String NOTHING = "–";

  private RunsPage() {}

  public static String of(RunsTable table) {
    return Page.of(
        String.join(", ", table.labels()) + ", side by side",
        "side-by-side",
        List.of(header(table), main(table)));
  }

  private static Element header(RunsTable table) {
    return Element.of(
        "header",
        Page.colours(),
        Element.of("p", "Backflow, comparisons side by side").classed("kicker"),
        Element.of("h1", Phrases.listed(table.labels())),
        Element.of(
                "p",
                "Costs of all of them are those of the same version, of one step with the minibatch"
                    + " of its own comparison. Gains are of the whole step, against the baseline"
                    + " scheme of the same comparison.")
            .classed("facts"));
  }

  private static Element main(RunsTable table) {
    Element main = Element.of("main", differingKeys(table));
    for (String scheme : table.schemes()) {
      main.add(scheme(table, scheme));
    }
    return main.add(provenance(table));
  }

  private static Element differingKeys(RunsTable table) {
    Element section =
        Element.of("section", Element.of("h2", "What differs")).with("id", "configuration");
    if (table.keys().isEmpty()) {
      return section.add(Element.of("p", "Their configurations are the same."));
    }
    HtmlTable keys = new HtmlTable("Configuration keys that are not the same in all");
    keys.head(head("Key", table));
    for (DifferingKey key : table.keys()) {
      keys.row(
          Element.of("code", key.key()),
          key.values().stream().map(value -> value.orElse(NOTHING)).toList());
    }
    return section.add(keys.element());
  }

  private static Element scheme(RunsTable table, String scheme) {
    HtmlTable figures = new HtmlTable("Scheme " + scheme);
    figures.head(head("Figure", table));
    for (RunsTable.Row figure : table.figures(scheme)) {
      figures.row(
          figure.name(),
          figure.cells().stream()
              .map(cell -> cell.equals(RunsTable.NOTHING) ? NOTHING : cell)
              .toList());
    }
    return Element.of("section", Element.of("h2", scheme), figures.element())
        .with("id", "scheme-" + scheme);
  }

  private static Element provenance(RunsTable table) {
    HtmlTable runs = new HtmlTable("Where the figures come from");
    runs.head(List.of("Comparison", "File", "Backflow", "Command", "Configuration hash"));
    for (RunsTable.Run run : table.runs()) {
      runs.row(
          run.label(),
          List.of(
              Element.of("code", run.file().path()),
              run.provenance().versions(),
              Element.of("code", run.provenance().command()),
              Element.of("code", ExperimentCodec.hash(run.result().experiment())).classed("hash")));
    }
    return Element.of("section", Element.of("h2", "Provenance"), runs.element("prose"))
        .with("id", "provenance");
  }

  private static List<String> head(String first, RunsTable table) {
    return Stream.concat(Stream.of(first), table.labels().stream()).toList();
  }
}
