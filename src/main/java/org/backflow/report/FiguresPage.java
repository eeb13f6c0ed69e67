package org.backflow.report;

import java.util.ArrayList;
import java.util.List;

/** A self-contained page of figures that are no comparison, such as those of a sweep. */
public final class FiguresPage {

  private final String name;
  private final String description;
  private final String toolVersion;
  private final String command;
  private final List<Element> figures = new ArrayList<>();

  /**
   * Starts a page.
   *
   * @param name its heading, and what the names of downloaded files begin with
   * @param description a sentence under it
   * @param command the command that repeats it
   */
  public FiguresPage(String name, String description, String toolVersion, String command) {
    this.name = name;
    this.description = description;
    this.toolVersion = toolVersion;
    this.command = command;
  }

  /** Adds a heat map. */
  public FiguresPage add(HeatMap figure) {
    figures.add(figure.element());
    return this;
  }

  /** Adds designs with their Pareto front. */
  public FiguresPage add(ScatterFigure figure) {
    figures.add(figure.element());
    return this;
  }

  /** Returns the page. */
  public String html() {
    return Page.of(
        name,
        name,
        List.of(
            Element.of("a", "Skip to the figures").with("href", "#figures").classed("skip"),
            Element.of(
                "header",
                Page.colours(),
                Element.of("p", "Backflow").classed("kicker"),
                Element.of("h1", name),
                Element.of("p", description)),
            Element.of(
                "main",
                Element.of("section", Element.of("h2", "Figures"), figures).with("id", "figures"),
                Element.of(
                        "section",
                        Element.of("h2", "Provenance"),
                        Element.of("pre", Element.of("code", command)))
                    .with("id", "provenance")),
            Page.footer(toolVersion)));
  }
}
