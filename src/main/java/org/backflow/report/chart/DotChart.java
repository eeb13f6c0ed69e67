package org.backflow.report.chart;

import java.util.List;
import java.util.stream.DoubleStream;
import org.backflow.report.html.Element;

/**
 * Figures of several series as markers on rows: one row per name, one marker per series.
 *
 * @param id unique in the page
 * @param title of the drawing
 * @param description for who cannot see it
 * @param unit what the axis measures
 * @param rows at least one
 */
public record DotChart(String id, String title, String description, String unit, List<Row> rows) {

  private static final double RIGHT = SvgChart.WIDTH - 22.0;
  private static final double ROW = 24;

  /**
   * Markers of a row stand below each other as far as there is room, so that none covers another.
   */
  private static final double LANE = 4;

  /**
   * A row.
   *
   * @param dots at least one
   */
  public record Row(String name, List<Dot> dots) {}

  /**
   * A marker.
   *
   * @param series the index of its colour and shape
   * @param says what it says of itself
   */
  public record Dot(int series, double value, String says) {}

  /** Returns the drawing. */
  public Element element() {
    double left =
        14 + rows.stream().mapToDouble(row -> SvgChart.textWidth(row.name())).max().orElseThrow();
    double bottom = ROW * rows.size() + 6;
    SvgChart chart = new SvgChart(id, title, description, bottom + 40);
    LinearAxis axis =
        LinearAxis.covering(values().min().orElseThrow(), values().max().orElseThrow(), 6);
    chart.horizontalAxis(axis, left, RIGHT, 2, bottom);
    chart.text(SvgChart.WIDTH / 2.0, bottom + 36, "middle", unit).classed("unit");
    for (int i = 0; i < rows.size(); i++) {
      double y = ROW * (i + 0.5) + 3;
      chart.text(left - 8, y + 4, "end", rows.get(i).name()).classed("tick");
      chart.line(left, y, RIGHT, y).classed("grid");
      List<Dot> dots = rows.get(i).dots();
      double lane = Math.min(LANE, (ROW - 8) / dots.size());
      for (int k = 0; k < dots.size(); k++) {
        Dot dot = dots.get(k);
        chart
            .marker(
                left + axis.position(dot.value()) * (RIGHT - left),
                y + lane * (k - (dots.size() - 1) / 2.0),
                dot.series())
            .classed("mark small " + SvgChart.colour(dot.series()))
            .add(Element.of("title", dot.says()));
      }
    }
    return chart.element();
  }

  private DoubleStream values() {
    return rows.stream().flatMap(row -> row.dots().stream()).mapToDouble(Dot::value);
  }
}
