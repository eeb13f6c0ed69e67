package org.backflow.report;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One figure of every run as a marker: a row per group of runs, with their mean and standard
 * deviation. Too many runs to tell apart are a line from the lowest to the highest.
 *
 * @param id unique in the page
 * @param title of the drawing
 * @param description for who cannot see it
 * @param unit what the axis measures
 */
record RunChart(String id, String title, String description, String unit, List<Row> rows) {

  private static final double LEFT = 20;
  private static final double RIGHT = SvgChart.WIDTH - 22.0;
  private static final double ROW = 46;
  private static final int MOST_MARKED = 200;

  /**
   * A group of runs.
   *
   * @param summary its mean and deviation as text
   * @param colour the index of its colour and marker
   * @param hollow whether its markers are outlines
   */
  record Row(
      String name,
      String summary,
      int colour,
      boolean hollow,
      List<Double> runs,
      double mean,
      OptionalDouble standardDeviation) {

    private double low() {
      double lowest = runs.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
      return Math.min(lowest, mean - standardDeviation.orElse(0.0));
    }

    private double high() {
      double highest = runs.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
      return Math.max(highest, mean + standardDeviation.orElse(0.0));
    }
  }

  /** Returns the drawing. */
  Element element() {
    double bottom = ROW * rows.size() + 6;
    SvgChart chart = new SvgChart(id, title, description, bottom + 40);
    Axis axis =
        Axis.covering(
            rows.stream().mapToDouble(Row::low).min().orElseThrow(),
            rows.stream().mapToDouble(Row::high).max().orElseThrow(),
            6);
    chart.horizontalAxis(axis, LEFT, RIGHT, 2, bottom);
    chart.text((LEFT + RIGHT) / 2, bottom + 36, "middle", unit).classed("unit");
    for (int i = 0; i < rows.size(); i++) {
      draw(chart, axis, rows.get(i), ROW * i);
    }
    return chart.element();
  }

  private static void draw(SvgChart chart, Axis axis, Row row, double top) {
    double y = top + 33;
    String colour = SvgChart.colour(row.colour());
    chart
        .text(LEFT, top + 16, "start", row.name() + " ")
        .classed("label")
        .add(Element.of("tspan", row.summary()));
    row.standardDeviation()
        .ifPresent(
            sd ->
                chart
                    .line(at(axis, row.mean() - sd), y, at(axis, row.mean() + sd), y)
                    .classed("deviation " + colour));
    double mean = at(axis, row.mean());
    chart.line(mean, y - 9, mean, y + 9).classed("average " + colour);
    if (row.runs().size() > MOST_MARKED) {
      chart.line(at(axis, row.low()), y, at(axis, row.high()), y).classed("range " + colour);
      return;
    }
    for (double run : row.runs()) {
      chart
          .marker(at(axis, run), y, row.colour())
          .classed((row.hollow() ? "hollow " : "mark ") + colour);
    }
  }

  private static double at(Axis axis, double value) {
    return LEFT + axis.position(value) * (RIGHT - LEFT);
  }
}
