package org.backflow.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Figures over epochs: a line through the means of the runs in a band from the lowest run to the
 * highest.
 *
 * @param id unique in the page
 * @param title of the drawing
 * @param description for who cannot see it
 * @param unit what the vertical axis measures
 * @param fromZero whether the vertical axis starts at zero
 * @param epochs the epochs that are drawn, counted from one, ascending
 */
record LineChart(
    String id,
    String title,
    String description,
    String unit,
    boolean fromZero,
    List<Integer> epochs,
    List<Series> series) {

  private static final double LEFT = 50;
  private static final double RIGHT = SvgChart.WIDTH - 14.0;
  private static final double TOP = 26;
  private static final double BOTTOM = 236;
  private static final double HEIGHT = 276;
  private static final int MOST_MARKED = 12;

  /** The mean over the runs, the lowest and the highest run in one epoch. */
  record Point(double mean, double low, double high) {}

  /**
   * A line.
   *
   * @param colour the index of its colour and marker
   * @param points one per epoch that is drawn
   */
  record Series(String name, int colour, boolean dashed, List<Point> points) {}

  /** Returns the drawing. */
  Element element() {
    SvgChart chart = new SvgChart(id, title, description, HEIGHT);
    Axis x = Axis.counting(epochs.get(epochs.size() - 1), 6);
    Axis y = vertical();
    chart.text(4, 14, "start", unit).classed("unit");
    chart.horizontalAxis(x, LEFT, RIGHT, TOP, BOTTOM);
    chart.verticalAxis(y, LEFT, RIGHT, TOP, BOTTOM);
    chart.text((LEFT + RIGHT) / 2, HEIGHT - 4, "middle", "epochs completed").classed("unit");
    series.forEach(s -> band(chart, s, x, y));
    series.forEach(s -> means(chart, s, x, y));
    return chart.element();
  }

  private Axis vertical() {
    List<Point> all = series.stream().flatMap(s -> s.points().stream()).toList();
    double high = all.stream().mapToDouble(Point::high).max().orElseThrow();
    double low = all.stream().mapToDouble(Point::low).min().orElseThrow();
    return fromZero ? Axis.fromZero(high, 5) : Axis.covering(low, high, 5);
  }

  private void band(SvgChart chart, Series s, Axis x, Axis y) {
    int last = epochs.size() - 1;
    StringBuilder outline = new StringBuilder();
    for (int i = 0; i <= last; i++) {
      outline.append(i == 0 ? 'M' : 'L').append(at(x, y, i, s.points().get(i).high()));
    }
    for (int i = last; i >= 0; i--) {
      outline.append('L').append(at(x, y, i, s.points().get(i).low()));
    }
    String shape = last == 0 ? outline.toString() : outline.append('Z').toString();
    chart.path(shape).classed((last == 0 ? "range " : "band ") + SvgChart.colour(s.colour()));
  }

  private void means(SvgChart chart, Series s, Axis x, Axis y) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < epochs.size(); i++) {
      line.append(i == 0 ? 'M' : 'L').append(at(x, y, i, s.points().get(i).mean()));
    }
    String dashes = s.dashed() ? " dashed" : "";
    chart.path(line.toString()).classed("mean " + SvgChart.colour(s.colour()) + dashes);
    int marksFrom = epochs.size() <= MOST_MARKED ? 0 : epochs.size() - 1;
    IntStream.range(marksFrom, epochs.size())
        .forEach(
            i ->
                chart
                    .marker(horizontal(x, i), vertical(y, s.points().get(i).mean()), s.colour())
                    .classed((s.dashed() ? "hollow " : "mark ") + SvgChart.colour(s.colour())));
  }

  private String at(Axis x, Axis y, int i, double value) {
    return SvgChart.length(horizontal(x, i)) + " " + SvgChart.length(vertical(y, value));
  }

  private double horizontal(Axis x, int i) {
    return LEFT + x.position(epochs.get(i)) * (RIGHT - LEFT);
  }

  private static double vertical(Axis y, double value) {
    return BOTTOM - y.position(value) * (BOTTOM - TOP);
  }
}
