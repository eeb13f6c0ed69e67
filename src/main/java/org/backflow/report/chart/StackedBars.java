package org.backflow.report.chart;

import java.util.List;
import org.backflow.report.html.Element;

/**
 * Sums and their parts as horizontal bars, all on one axis from zero.
 *
 * @param id unique in the page
 * @param title of the drawing
 * @param description for who cannot see it
 * @param unit what the axis measures
 * @param longest what the axis must reach at least
 */
public record StackedBars(
    String id, String title, String description, String unit, double longest, List<Bar> bars) {

  private static final double LEFT = 14;
  private static final double RIGHT = SvgChart.WIDTH - 26.0;
  private static final double ROW = 48;

  /**
   * A bar.
   *
   * @param total the sum as text
   */
  public record Bar(String name, String total, List<Segment> parts) {}

  /**
   * A part of a bar.
   *
   * @param partClass the class that colours it
   * @param value its length
   * @param text what a pointer that rests on it is shown
   */
  public record Segment(String partClass, double value, String text) {}

  /** Returns the length of the longest bar. */
  public static double longest(List<Bar> bars) {
    return bars.stream()
        .mapToDouble(bar -> bar.parts().stream().mapToDouble(Segment::value).sum())
        .max()
        .orElseThrow();
  }

  /** Returns the drawing. */
  public Element element() {
    double bottom = ROW * bars.size() + 4;
    SvgChart chart = new SvgChart(id, title, description, bottom + 40);
    LinearAxis axis = LinearAxis.fromZero(longest, 5);
    chart.horizontalAxis(axis, LEFT, RIGHT, 2, bottom);
    chart.text((LEFT + RIGHT) / 2, bottom + 36, "middle", unit).classed("unit");
    for (int i = 0; i < bars.size(); i++) {
      draw(chart, axis, bars.get(i), ROW * i);
    }
    return chart.element();
  }

  private static void draw(SvgChart chart, LinearAxis axis, Bar bar, double top) {
    chart
        .text(LEFT, top + 16, "start", bar.name() + " ")
        .classed("label")
        .add(Element.of("tspan", bar.total()));
    double from = 0.0;
    for (Segment segment : bar.parts()) {
      if (segment.value() > 0.0) {
        double left = LEFT + axis.position(from) * (RIGHT - LEFT);
        double right = LEFT + axis.position(from + segment.value()) * (RIGHT - LEFT);
        chart
            .rectangle(left, top + 22, right - left, 20)
            .classed("part " + segment.partClass())
            .add(Element.of("title", segment.text()));
      }
      from += segment.value();
    }
  }
}
