package org.backflow.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;

/**
 * A comparison as one self-contained page: no script, no font, no request. Its markup is
 * well-formed XML, so any parser can check it.
 */
final class HtmlReport {

  private static final String STYLE_SHEET = "report.css";

  private HtmlReport() {}

  /**
   * Returns the page.
   *
   * @param command the command that repeats the comparison
   */
  static String of(ComparisonResult result, String toolVersion, String command) {
    Element page =
        Element.of(
                "html",
                head(result.experiment()),
                Element.of(
                    "body",
                    header(result.experiment()),
                    navigation(),
                    main(result, toolVersion, command),
                    footer(toolVersion)))
            .with("lang", "en");
    return "<!DOCTYPE html>\n" + page + "\n";
  }

  private static Element main(ComparisonResult result, String toolVersion, String command) {
    return Element.of(
        "main",
        Verdict.of(result),
        FiguresSection.of(result),
        StatisticsSection.of(result),
        TrainingSection.of(result),
        CyclesSection.of(result),
        EnergySection.of(result),
        OperationsSection.of(result),
        FixedPointSection.of(result),
        new ProvenanceSection(result, toolVersion, command).element(),
        GlossarySection.element());
  }

  private static Element head(Experiment experiment) {
    return Element.of(
        "head",
        Element.of("meta").with("charset", "UTF-8"),
        Element.of("meta")
            .with("name", "viewport")
            .with("content", "width=device-width, initial-scale=1"),
        Element.of("meta").with("name", "color-scheme").with("content", "light dark"),
        Element.of("meta")
            .with("http-equiv", "Content-Security-Policy")
            .with("content", "default-src 'none'; style-src 'unsafe-inline'; img-src data:"),
        Element.of("link").with("rel", "icon").with("href", "data:,"),
        Element.of("title", experiment.name() + ", comparison of feedback schemes"),
        Element.of("style", "\n" + styleSheet()));
  }

  private static Element header(Experiment experiment) {
    return Element.of(
        "header",
        Element.of("p", "Backflow, comparison of feedback schemes").classed("kicker"),
        Element.of("h1", experiment.name()),
        Element.of("p", experiment.description()),
        Element.of(
                "p",
                experiment.network()
                    + ", "
                    + Phrases.counted(experiment.runs(), "run")
                    + " of "
                    + Phrases.counted(experiment.protocol().epochs(), "epoch")
                    + ", minibatch "
                    + experiment.protocol().minibatch()
                    + ", seed "
                    + experiment.seed()
                    + "; priced on "
                    + experiment.accelerator().name()
                    + " ("
                    + experiment.accelerator().array()
                    + ") at "
                    + Decimals.fixed(experiment.accelerator().clockMegahertz(), 0)
                    + " MHz")
            .classed("facts"));
  }

  private static Element navigation() {
    return Element.of(
            "nav",
            link("verdict", "Verdict"),
            link("comparison", "Comparison"),
            link("statistics", "Statistics"),
            link("training", "Training"),
            link("cycles", "Cycles"),
            link("energy", "Energy"),
            link("operations", "Operations"),
            link("fixed-point", "Fixed point"),
            link("provenance", "Provenance"),
            link("glossary", "Glossary"))
        .with("aria-label", "Sections");
  }

  private static Element link(String section, String name) {
    return Element.of("a", name).with("href", "#" + section);
  }

  private static Element footer(String toolVersion) {
    return Element.of(
        "footer",
        Element.of(
            "p",
            "Written by Backflow "
                + toolVersion
                + ". The same configuration gives this page again, byte for byte."));
  }

  static String styleSheet() {
    try (InputStream css =
        Objects.requireNonNull(HtmlReport.class.getResourceAsStream(STYLE_SHEET), STYLE_SHEET)) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(STYLE_SHEET + " cannot be read", e);
    }
  }
}
