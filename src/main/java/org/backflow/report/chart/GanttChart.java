package org.backflow.report.chart;

import java.util.List;
import org.backflow.report.html.Element;
import org.backflow.report.text.Decimals;

/**
 * Units over time: a row per unit, a bar per operation that it runs.
 *
 * @param id unique in the page
 * @param title of the drawing
 * @param description for who cannot see it
 * @param fromCycle where the axis begins
 * @param toCycle where the axis ends at the earliest
 */
public record GanttChart(
    String id, String title, String description, long fromCycle, long toCycle, List<Row> rows) {

  private static final double LEFT = 112;
  private static final double RIGHT = SvgChart.WIDTH - 22.0;
  private static final double ROW = 30;

  /** A unit and what it runs. */
  public record Row(String unit, List<Bar> bars) {}

  /**
   * An operation.
   *
   * @param stallCycles of its cycles, those in which the unit waits for memory
   * @param barClass the class that colours it
   */
  public record Bar(
      String name, long startCycle, long endCycle, long stallCycles, String barClass) {}

  /** Returns the drawing. */
  public Element element() {
    double bottom = ROW * rows.size() + 4;
    SvgChart chart = new SvgChart(id, title, description, bottom + 40);
    LinearAxis axis =
        LinearAxis.covering((double) fromCycle, (double) Math.max(toCycle, fromCycle + 1), 5);
    chart.horizontalAxis(axis, LEFT, RIGHT, 2, bottom);
    chart.text((LEFT + RIGHT) / 2, bottom + 36, "middle", "clock cycles").classed("unit");
    for (int i = 0; i < rows.size(); i++) {
      double top = ROW * i + 4;
      chart.text(LEFT - 6, top + 17, "end", rows.get(i).unit()).classed("tick");
      for (Bar bar : rows.get(i).bars()) {
        if (bar.endCycle() > fromCycle && bar.startCycle() < toCycle) {
          draw(chart, axis, bar, top);
        }
      }
    }
    return chart.element();
  }

  private void draw(SvgChart chart, LinearAxis axis, Bar bar, double top) {
    double left = at(axis, Math.max(bar.startCycle(), fromCycle));
    double right = at(axis, Math.min(bar.endCycle(), toCycle));
    String says =
        "%s: cycles %s to %s, %s in all%s"
            .formatted(
                bar.name(),
                Decimals.grouped(bar.startCycle()),
                Decimals.grouped(bar.endCycle()),
                Decimals.grouped(bar.endCycle() - bar.startCycle()),
                bar.stallCycles() > 0
                    ? ", " + Decimals.grouped(bar.stallCycles()) + " of them stalls"
                    : "");
    // A bar of a few cycles in thousands would not be seen at its own width, nor with an outline.
    boolean thin = right - left < 3;
    chart
        .rectangle(left, top, Math.max(right - left, 1.2), 22)
        .classed((thin ? "" : "part ") + bar.barClass())
        .add(Element.of("title", says));
    if (SvgChart.textWidth(bar.name()) + 4 < right - left) {
      chart.text((left + right) / 2, top + 15.5, "middle", bar.name()).classed("on-bar");
    }
  }

  private static double at(LinearAxis axis, long cycle) {
    return LEFT + axis.position((double) cycle) * (RIGHT - LEFT);
  }
}
