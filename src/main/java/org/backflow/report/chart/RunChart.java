package org.backflow.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.backflow.report.html.Element;

/**
 * One figure of every run as a marker over a box: a row per group of runs. The box holds the middle
 * half of the runs, with the median across, its whiskers reach the lowest and the highest. Too many
 * runs to tell apart are the box alone.
 *
 * @param id unique in the page
 * @param title of the drawing
 * @param description for who cannot see it
 * @param unit what the axis measures
 * @param reference a figure that every row is to be seen against
 */
public record RunChart(
    String id,
    String title,
    String description,
    String unit,
    OptionalDouble reference,
    List<Row> rows) {

  private static final double LEFT = 20;
  private static final double RIGHT = SvgChart.WIDTH - 22.0;
  private static final double ROW = 62;
  private static final double HALF_BOX = 16;
  private static final double MARKER = 7;
  private static final int MOST_MARKED = 200;

  /**
   * A group of runs.
   *
   * @param summary its mean and deviation as text
   * @param colour the index of its colour and marker
   * @param hollow whether its markers are outlines
   */
  public record Row(
      String name, String summary, int colour, boolean hollow, List<Double> runs, double mean) {

    /** Returns the runs in ascending order. */
    List<Double> sorted() {
      return runs.stream().sorted().toList();
    }

    /**
     * Returns the figure below which {@code share} of the runs lie, between two runs in proportion:
     * 0.25 and 0.75 are the quartiles.
     */
    public double quantile(double share) {
      List<Double> sorted = sorted();
      double place = share * (sorted.size() - 1);
      int below = (int) Math.floor(place);
      int above = Math.min(below + 1, sorted.size() - 1);
      return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
    }
  }

  /** Returns the drawing. */
  public Element element() {
    double bottom = ROW * rows.size() + 6;
    SvgChart chart = new SvgChart(id, title, description, bottom + 40);
    LinearAxis axis =
        LinearAxis.covering(extremes().min().orElseThrow(), extremes().max().orElseThrow(), 6);
    chart.horizontalAxis(axis, LEFT, RIGHT, 2, bottom);
    chart.text((LEFT + RIGHT) / 2, bottom + 36, "middle", unit).classed("unit");
    if (reference.isPresent()) {
      double at = at(axis, reference.getAsDouble());
      chart.line(at, 2, at, bottom).classed("reference");
    }
    for (int i = 0; i < rows.size(); i++) {
      draw(chart, axis, rows.get(i), ROW * i);
    }
    return chart.element();
  }

  private DoubleStream extremes() {
    return DoubleStream.concat(
        reference.stream(),
        rows.stream()
            .flatMapToDouble(row -> DoubleStream.of(row.quantile(0.0), row.quantile(1.0))));
  }

  private static void draw(SvgChart chart, LinearAxis axis, Row row, double top) {
    double y = top + 42;
    String colour = SvgChart.colour(row.colour());
    chart
        .text(LEFT, top + 16, "start", row.name() + " ")
        .classed("label")
        .add(Element.of("tspan", row.summary()));
    double low = at(axis, row.quantile(0.25));
    double high = at(axis, row.quantile(0.75));
    chart.line(at(axis, row.quantile(0.0)), y, low, y).classed("whisker " + colour);
    chart.line(high, y, at(axis, row.quantile(1.0)), y).classed("whisker " + colour);
    chart
        .rectangle(low, y - HALF_BOX, Math.max(high - low, 0.5), 2 * HALF_BOX)
        .classed("box " + colour);
    double median = at(axis, row.quantile(0.5));
    chart.line(median, y - HALF_BOX, median, y + HALF_BOX).classed("average " + colour);
    if (row.runs().size() <= MOST_MARKED) {
      markers(chart, axis, row, y);
    }
  }

  /** Draws markers that would cover each other above and below the middle of the row. */
  private static void markers(SvgChart chart, LinearAxis axis, Row row, double y) {
    List<Double> latest = new ArrayList<>();
    for (double run : row.sorted()) {
      double x = at(axis, run);
      int lane = 0;
      while (lane < latest.size() && x - latest.get(lane) < MARKER) {
        lane++;
      }
      if (lane == latest.size()) {
        latest.add(x);
      } else {
        latest.set(lane, x);
      }
      int lanesAway = (lane + 1) / 2;
      double away = (lane % 2 == 0 ? 5.0 : -5.0) * lanesAway;
      chart
          .marker(x, y + Math.max(-HALF_BOX, Math.min(HALF_BOX, away)), row.colour())
          .classed(
              (row.hollow() ? "hollow small " : "mark small ") + SvgChart.colour(row.colour()));
    }
  }

  private static double at(LinearAxis axis, double value) {
    return LEFT + axis.position(value) * (RIGHT - LEFT);
  }
}
