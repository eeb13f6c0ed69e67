package org.backflow.report;

import java.util.ArrayList;
import java.util.List;

/** Drawings under one heading, with a legend, a sentence and the data as tables. */
final class ChartFigure {

  private final String title;
  private final String sentence;
  private final List<Element> legend = new ArrayList<>();
  private final List<Element> panels = new ArrayList<>();
  private final List<Element> data = new ArrayList<>();

  /**
   * Starts a figure.
   *
   * @param sentence what there is to see
   */
  ChartFigure(String title, String sentence) {
    this.title = title;
    this.sentence = sentence;
  }

  /** Adds a line of a chart to the legend. */
  ChartFigure line(String name, int colour, boolean dashed) {
    SvgChart swatch = swatch(34);
    swatch.line(0, 7, 34, 7).classed("mean " + SvgChart.colour(colour) + (dashed ? " dashed" : ""));
    swatch.marker(17, 7, colour).classed((dashed ? "hollow " : "mark ") + SvgChart.colour(colour));
    return entry(swatch, name);
  }

  /** Adds a part of a bar to the legend. */
  ChartFigure part(String name, String partClass) {
    SvgChart swatch = swatch(14);
    swatch.rectangle(0, 0, 14, 14).classed("part " + partClass);
    return entry(swatch, name);
  }

  private static SvgChart swatch(int width) {
    return SvgChart.ornament(width, 14);
  }

  private ChartFigure entry(SvgChart swatch, String name) {
    legend.add(Element.of("li", swatch.element(), " ", name));
    return this;
  }

  /** Adds a drawing under a heading of its own. */
  ChartFigure panel(String heading, Element drawing) {
    panels.add(Element.of("div", Element.of("h4", heading), drawing).classed("panel"));
    return this;
  }

  /** Adds a drawing. */
  ChartFigure panel(Element drawing) {
    panels.add(Element.of("div", drawing).classed("panel"));
    return this;
  }

  /** Adds a table that holds what is drawn. */
  ChartFigure data(HtmlTable table) {
    data.add(table.element());
    return this;
  }

  /** Returns the figure. */
  Element element() {
    Element figure = Element.of("figure", Element.of("h3", title));
    if (!legend.isEmpty()) {
      figure.add(Element.of("ul", legend).classed("legend"));
    }
    return figure.add(
        Element.of("div", panels).classed("panels"),
        Element.of("figcaption", sentence),
        Element.of("details", Element.of("summary", "Data: " + title), data));
  }
}
