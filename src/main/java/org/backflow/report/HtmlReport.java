package org.backflow.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;

/**
 * A comparison as one self-contained page: one script and one style sheet inside, no font, no
 * request. Everything is there without the script, which adds downloads, read-outs and motion. The
 * markup is well-formed XML, so any parser can check it.
 */
final class HtmlReport {

  private static final String STYLE_SHEET = "report.css";
  private static final String SCRIPT = "report.js";

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
                    link("verdict", "Skip to the verdict").classed("skip"),
                    header(result.experiment()),
                    navigation(),
                    main(result, toolVersion, command),
                    footer(toolVersion),
                    Element.of("script", script())))
            .with("lang", "en")
            .with("data-experiment", result.experiment().name());
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
        MovementSection.of(result),
        EnergySection.of(result),
        TimelineSection.of(result),
        RooflineSection.of(result),
        MotionSection.of(result),
        FixedPointSection.of(result),
        OperationsSection.of(result),
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
            .with(
                "content",
                "default-src 'none'; script-src 'sha256-"
                    + hash(script())
                    + "'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
                    + " form-action 'none'"),
        Element.of("link").with("rel", "icon").with("href", "data:,"),
        Element.of("title", experiment.name() + ", comparison of feedback schemes"),
        Element.of("style", "\n" + styleSheet()));
  }

  private static Element header(Experiment experiment) {
    return Element.of(
        "header",
        Element.of("button", "Colours: automatic")
            .with("type", "button")
            .with("id", "colours")
            .with("hidden", "hidden"),
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
            link("statistics", "Accuracy"),
            link("training", "Training"),
            link("cycles", "Cycles"),
            link("movement", "Traffic"),
            link("energy", "Energy"),
            link("timeline", "Timeline"),
            link("roofline", "Roofline"),
            link("motion", "Array in motion"),
            link("fixed-point", "Fixed point"),
            link("operations", "Operations"),
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

  private static String styleSheet() {
    return resource(STYLE_SHEET);
  }

  /** Returns the script between marks that XML needs and that are comments to the script. */
  private static String script() {
    return "/*<![CDATA[*/\n" + resource(SCRIPT) + "/*]]>*/";
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  /** Returns the hash by which the page permits this script and no other. */
  private static String hash(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java has SHA-256", impossible);
    }
  }
}
