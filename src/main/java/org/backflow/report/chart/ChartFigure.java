package org.backflow.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;

/**
 * Drawings under one heading, with a sentence that says what they show, a legend and one table that
 * holds what is drawn. The script of the page offers the table as CSV and the drawings as SVG and
 * PNG, under the figure's name.
 */
public final class ChartFigure {

  private final String name;
  private final String title;
  private final String finding;
  private final String reading;
  private final List<Element> legend = new ArrayList<>();
  private final List<Element> panels = new ArrayList<>();
  private final HtmlTable data;
  private boolean unfolded;

  /**
   * Starts a figure.
   *
   * @param name unique in the page; part of the names of its files
   * @param finding what there is to see in these data
   * @param reading how to read the drawings
   * @param data what is drawn
   */
  public ChartFigure(String name, String title, String finding, String reading, HtmlTable data) {
    this.name = name;
    this.title = title;
    this.finding = finding;
    this.reading = reading;
    this.data = data;
  }

  /** Adds a line of a chart to the legend. */
  public ChartFigure line(String entry, int colour, boolean dashed) {
    SvgChart swatch = swatch(34);
    swatch.line(0, 7, 34, 7).classed("mean " + SvgChart.colour(colour) + (dashed ? " dashed" : ""));
    swatch.marker(17, 7, colour).classed((dashed ? "hollow " : "mark ") + SvgChart.colour(colour));
    return entry(swatch, entry);
  }

  /** Adds a part of a bar to the legend. */
  public ChartFigure part(String entry, String partClass) {
    SvgChart swatch = swatch(14);
    swatch.rectangle(0, 0, 14, 14).classed("part " + partClass);
    return entry(swatch, entry);
  }

  /** Adds a marker to the legend. */
  public ChartFigure marker(String entry, int shape, String markerClass) {
    SvgChart swatch = swatch(14);
    swatch.marker(7, 7, shape).classed(markerClass);
    return entry(swatch, entry);
  }

  private static SvgChart swatch(int width) {
    return SvgChart.ornament(width, 14);
  }

  private ChartFigure entry(SvgChart swatch, String entry) {
    legend.add(Element.of("li", swatch.element(), " ", Element.of("span", entry)));
    return this;
  }

  /** Adds a drawing under a heading of its own. */
  public ChartFigure panel(String heading, Element drawing) {
    panels.add(Element.of("div", Element.of("h4", heading), drawing).classed("panel"));
    return this;
  }

  /** Adds a drawing. */
  public ChartFigure panel(Element drawing) {
    panels.add(Element.of("div", drawing).classed("panel"));
    return this;
  }

  /** Shows the table at once: it says more than the drawing does. */
  public ChartFigure unfolded() {
    unfolded = true;
    return this;
  }

  /** Returns the figure. */
  public Element element() {
    Element figure =
        Element.of("figure", Element.of("h3", title), Element.of("p", finding).classed("finding"))
            .with("data-name", name);
    if (!legend.isEmpty()) {
      figure.add(Element.of("ul", legend).classed("legend"));
    }
    Element details =
        Element.of("details", Element.of("summary", "Data: " + title), data.element());
    if (unfolded) {
      details.with("open", "open");
    }
    return figure.add(
        Element.of("div", panels).classed("panels"), Element.of("figcaption", reading), details);
  }
}
