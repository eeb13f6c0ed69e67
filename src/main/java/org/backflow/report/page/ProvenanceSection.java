package org.backflow.report.page;

import java.util.List;
import java.util.Optional;
import org.backflow.accelerator.Accelerator;
import org.backflow.accelerator.AccessEnergy;
import org.backflow.accelerator.EnergyTable;
import org.backflow.accelerator.memory.BitEnergy;
import org.backflow.accelerator.memory.Dram;
import org.backflow.accelerator.memory.Memory;
import org.backflow.experiment.ComparisonResult;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.SchemeResult;
import org.backflow.experiment.file.ExperimentCodec;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.result.ResultsJson;
import org.backflow.report.text.Phrases;

/**
 * Where the figures come from and how to get them again.
 *
 * @param command the command that repeats the comparison
 */
record ProvenanceSection(ComparisonResult result, String toolVersion, String command) {

  Element element() {
    Experiment experiment = result.experiment();
    return Element.of(
            "section",
            Element.of("h2", "Provenance"),
            Element.of(
                "dl",
                entry("Repeat it", Element.of("pre", Element.of("code", command))),
                entry("Tool", "Backflow " + toolVersion),
                entry("Format of results.json", "version " + ResultsJson.SCHEMA_VERSION),
                entry(
                    "Seed",
                    Long.toString(experiment.training().seed()),
                    "; every run draws its own streams from it: weights, feedback matrices, order"
                        + " of samples, stochastic rounding"),
                entry(
                    "Configuration hash",
                    Element.of("code", ExperimentCodec.hash(experiment)).classed("hash"),
                    " (SHA-256 of the configuration below)"),
                entry("Accelerator", accelerator(experiment.hardware().accelerator()))),
            Element.of("h3", "Files beside this page"),
            files(),
            Element.of("h3", "Sources"),
            schemes(),
            energies(experiment),
            Element.of(
                "details",
                Element.of("summary", "Configuration, with every default written out"),
                Element.of(
                        "pre",
                        Element.of(
                            "code", ConfigurationText.of(ExperimentCodec.describe(experiment))))
                    .with("tabindex", "0")))
        .with("id", "provenance");
  }

  private static List<Element> entry(String term, Object... description) {
    return List.of(Element.of("dt", term), Element.of("dd", description));
  }

  private static String accelerator(Accelerator accelerator) {
    return accelerator.name()
        + ": array "
        + accelerator.array()
        + ", for feedback products "
        + accelerator.feedbackArray()
        + ", dataflow "
        + accelerator.dataflows().forward().label()
        + " forward, "
        + accelerator.dataflows().feedback().label()
        + " feedback, "
        + accelerator.dataflows().update().label()
        + " update; "
        + Phrases.counted(accelerator.vectorLanes(), "vector lane")
        + ". Source: "
        + accelerator.source();
  }

  private Element files() {
    Element list =
        Element.of(
            "ul",
            file("results.json", "configuration and results, for programs"),
            file("schemes.csv", "the comparison table, a line per scheme"),
            file(
                "epochs.csv",
                "accuracy, dead outputs, loss and feedback alignment of every run; counts epochs from zero"),
            file("tests.csv", "every scheme against the baseline: intervals and three tests"),
            file("operations.csv", "cost of every operation"),
            file("traffic.csv", "words moved by every operation, by tensor"),
            file("timeline.json", "which unit does what, when, for ui.perfetto.dev"));
    if (!result.reproductions().isEmpty()) {
      list.add(file("published.csv", "published figures beside those here"));
    }
    return list;
  }

  private static Element file(String name, String content) {
    return Element.of("li", Element.of("a", name).with("href", name), ": " + content);
  }

  private Element schemes() {
    HtmlTable table = new HtmlTable("Feedback schemes");
    table.head(List.of("Scheme", "Feedback operator", "Published in"));
    for (SchemeResult scheme : result.schemes()) {
      table.row(
          Phrases.name(scheme),
          List.of(scheme.scheme().description(), scheme.scheme().publication()));
    }
    return table.element("prose");
  }

  private static Element energies(Experiment experiment) {
    HtmlTable table = new HtmlTable("Energy figures");
    table.head(List.of("Table", "Technology", "Multiply", "Add", "SRAM", "DRAM"));
    Optional<String> own =
        experiment
            .hardware()
            .accelerator()
            .memorySystem()
            .dram()
            .flatMap(Dram::energy)
            .map(BitEnergy::source);
    for (EnergyTable each : experiment.hardware().energyTables()) {
      table.row(
          each.name(),
          List.of(
              each.technology(),
              each.multiply().source(),
              each.add().source(),
              each.sram(Memory.WEIGHT).source(),
              own.or(() -> each.dram().map(AccessEnergy::source)).orElse("none")));
    }
    return table.element("prose");
  }
}
