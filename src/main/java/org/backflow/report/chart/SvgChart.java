package org.backflow.report.chart;

import java.math.BigDecimal;
import java.util.List;
import org.backflow.report.html.Element;
import org.backflow.report.text.Decimals;

/**
 * A drawing in a page. Lengths are in units of a drawing {@value #WIDTH} wide, which the page
 * stretches to the room there is; colours, strokes and fonts are the style sheet's.
 */
public final class SvgChart {

  /** The width of every drawing. */
  public static final int WIDTH = 480;

  /** Of digits in 15 units, the size on a phone. */
  private static final double CHARACTER_WIDTH = 8.8;

  private static final double TICK_GAP = 8;

  private final Element svg;

  /**
   * Starts a drawing.
   *
   * @param id unique in the page
   * @param title what a screen reader calls it
   * @param description what it reads out then
   */
  public SvgChart(String id, String title, String description, double height) {
    svg =
        Element.of(
                "svg",
                Element.of("title", title).with("id", id + "-title"),
                Element.of("desc", description).with("id", id + "-desc"))
            .with("viewBox", "0 0 " + WIDTH + " " + length(height))
            .with("role", "img")
            .with("aria-labelledby", id + "-title " + id + "-desc");
  }

  private SvgChart(Element svg) {
    this.svg = svg;
  }

  /** Starts a drawing that says nothing which the text beside it does not say. */
  public static SvgChart ornament(int width, int height) {
    return new SvgChart(
        Element.of("svg")
            .with("viewBox", "0 0 " + width + " " + height)
            .with("width", Integer.toString(width))
            .with("height", Integer.toString(height))
            .with("aria-hidden", "true"));
  }

  /** Returns the drawing, to which more can be drawn. */
  public Element element() {
    return svg;
  }

  /** Draws text; {@code anchor} is {@code start}, {@code middle} or {@code end}. */
  public Element text(double x, double y, String anchor, String text) {
    return drawn(
        Element.of("text", text)
            .with("x", length(x))
            .with("y", length(y))
            .with("text-anchor", anchor));
  }

  public Element line(double x1, double y1, double x2, double y2) {
    return drawn(
        Element.of("line")
            .with("x1", length(x1))
            .with("y1", length(y1))
            .with("x2", length(x2))
            .with("y2", length(y2)));
  }

  public Element rectangle(double x, double y, double width, double height) {
    return drawn(
        Element.of("rect")
            .with("x", length(x))
            .with("y", length(y))
            .with("width", length(width))
            .with("height", length(height)));
  }

  public Element path(String commands) {
    return drawn(Element.of("path").with("d", commands));
  }

  /** Draws the marker of a series: its shape tells it apart where its colour does not. */
  public Element marker(double x, double y, int series) {
    String centre = "M" + length(x) + " " + length(y);
    return path(
        centre
            + switch (series % 4) {
              case 0 -> "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z";
              case 1 -> "m-3.5 -3.5h7v7h-7z";
              case 2 -> "m0 -4.5l4.5 8h-9z";
              default -> "m0 -5l5 5l-5 5l-5 -5z";
            });
  }

  /** Draws the ticks of a horizontal axis below a plot, with a grid line through the plot. */
  void horizontalAxis(LinearAxis axis, double left, double right, double top, double bottom) {
    List<BigDecimal> ticks = axis.ticks();
    double widest = ticks.stream().mapToDouble(tick -> textWidth(axis.label(tick))).max().orElse(0);
    double apart = (right - left) / (ticks.size() - 1);
    int stride = (int) Math.ceil((widest + TICK_GAP) / apart);
    for (int i = 0; i < ticks.size(); i++) {
      BigDecimal tick = ticks.get(i);
      double x = left + axis.position(tick.doubleValue()) * (right - left);
      line(x, top, x, bottom).classed("grid");
      if (i % stride == 0) {
        tickLabel(x, bottom + 16, axis.label(tick));
      }
    }
  }

  /** Writes the label of a horizontal tick, moved inwards where it would leave the drawing. */
  void tickLabel(double x, double y, String label) {
    double half = textWidth(label) / 2;
    text(Math.min(Math.max(x, half), WIDTH - half), y, "middle", label).classed("tick");
  }

  /** Returns how wide a text is at most, in the largest font of a drawing: that on a phone. */
  static double textWidth(String text) {
    return text.length() * CHARACTER_WIDTH;
  }

  /** Draws the ticks of a vertical axis left of a plot, with a grid line through the plot. */
  void verticalAxis(LinearAxis axis, double left, double right, double top, double bottom) {
    for (BigDecimal tick : axis.ticks()) {
      double y = bottom - axis.position(tick.doubleValue()) * (bottom - top);
      line(left, y, right, y).classed("grid");
      text(left - 6, y + 4, "end", axis.label(tick)).classed("tick");
    }
  }

  private Element drawn(Element element) {
    svg.add(element);
    return element;
  }

  /** Returns a length with one decimal, which is finer than a pixel. */
  public static String length(double value) {
    return Decimals.fixed(value, 1);
  }

  /** Returns the class of series {@code index}; the colours repeat after eight. */
  public static String colour(int index) {
    return "series-" + index % 8;
  }
}
