package org.backflow.report.page;

import java.util.List;
import java.util.Optional;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.report.html.Element;
import org.backflow.report.html.Page;
import org.backflow.report.page.cost.CyclesSection;
import org.backflow.report.page.cost.EnergySection;
import org.backflow.report.page.cost.FeedbackUnitsSection;
import org.backflow.report.page.cost.MemorySection;
import org.backflow.report.page.cost.MovementSection;
import org.backflow.report.page.cost.OperationsSection;
import org.backflow.report.page.cost.RooflineSection;
import org.backflow.report.page.cost.TimelineSection;
import org.backflow.report.page.motion.MotionSection;
import org.backflow.report.page.training.StatisticsSection;
import org.backflow.report.page.training.TrainingSection;
import org.backflow.report.text.Decimals;
import org.backflow.report.text.Phrases;
import org.backflow.validation.ValidationResult;

/**
 * A comparison as one self-contained page: one script and one style sheet inside, no font, no
 * request. Everything is there without the script, which adds downloads, read-outs and motion. The
 * markup is well-formed XML, so any parser can check it.
 */
public final class HtmlReport {

  private HtmlReport() {}

  /** Returns the page of a comparison of which no errors against float were measured. */
  public static String of(ComparisonResult result, String toolVersion, String command) {
    return of(result, Optional.empty(), toolVersion, command);
  }

  /**
   * Returns the page.
   *
   * @param stepErrors of fixed point against float; empty where none were measured
   * @param command the command that repeats the comparison
   */
  public static String of(
      ComparisonResult result,
      Optional<ValidationResult> stepErrors,
      String toolVersion,
      String command) {
    Experiment experiment = result.experiment();
    return Page.of(
        experiment.presentation().title() + ", comparison of feedback schemes",
        experiment.presentation().name(),
        List.of(
            link("verdict", "Skip to the verdict").classed("skip"),
            header(experiment),
            navigation(),
            main(result, stepErrors, toolVersion, command),
            Page.footer(toolVersion, "configuration")));
  }

  private static Element main(
      ComparisonResult result,
      Optional<ValidationResult> stepErrors,
      String toolVersion,
      String command) {
    return Element.of(
        "main",
        Verdict.of(result),
        FiguresSection.of(result),
        StatisticsSection.of(result),
        TrainingSection.of(result),
        CyclesSection.of(result),
        MovementSection.of(result),
        MemorySection.of(result),
        EnergySection.of(result),
        TimelineSection.of(result),
        RooflineSection.of(result),
        MotionSection.of(result),
        FixedPointSection.of(result, stepErrors),
        FeedbackUnitsSection.element(),
        OperationsSection.of(result),
        new ProvenanceSection(result, toolVersion, command).element(),
        GlossarySection.element());
  }

  private static Element header(Experiment experiment) {
    return Element.of(
        "header",
        Page.colours(),
        Element.of("p", "Backflow, comparison of feedback schemes").classed("kicker"),
        Element.of("h1", experiment.presentation().title()),
        Element.of("p", experiment.presentation().description()),
        Element.of(
                "p",
                Phrases.networkAndData(experiment)
                    + ", "
                    + Phrases.counted(experiment.training().runs(), "run")
                    + " of "
                    + Phrases.counted(experiment.training().protocol().epochs(), "epoch")
                    + ", minibatch "
                    + experiment.training().protocol().minibatch()
                    + ", seed "
                    + experiment.training().seed()
                    + "; priced on "
                    + experiment.hardware().accelerator().name()
                    + " ("
                    + experiment.hardware().accelerator().array()
                    + ") at "
                    + Decimals.fixed(experiment.hardware().accelerator().clockMegahertz(), 0)
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
            link("memory", "Memory"),
            link("energy", "Energy"),
            link("timeline", "Timeline"),
            link("roofline", "Roofline"),
            link("motion", "Array in motion"),
            link("fixed-point", "Fixed point"),
            link("feedback-units", "Hardware"),
            link("operations", "Operations"),
            link("provenance", "Provenance"),
            link("glossary", "Glossary"))
        .with("aria-label", "Sections");
  }

  private static Element link(String section, String name) {
    return Element.of("a", name).with("href", "#" + section);
  }
}
