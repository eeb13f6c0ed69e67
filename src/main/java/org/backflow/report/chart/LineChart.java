package org.backflow.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backflow.report.html.Element;
import org.backflow.report.text.Decimals;

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
public record LineChart(
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
  public record Point(double mean, double low, double high) {}

  /**
   * A line.
   *
   * @param colour the index of its colour and marker
   * @param points one per epoch that is drawn; empty where the figure has no meaning
   */
  public record Series(String name, int colour, boolean dashed, List<Optional<Point>> points) {
    public Point at(int index) {
      return points.get(index).orElseThrow();
    }
  }

  /** Returns the drawing. */
  public Element element() {
    return element(vertical());
  }

  /** Returns the drawing with a vertical axis that it shares with others. */
  public Element element(LinearAxis y) {
    SvgChart chart = new SvgChart(id, title, description, HEIGHT);
    LinearAxis x = LinearAxis.counting(epochs.get(epochs.size() - 1), 6);
    chart.text(4, 14, "start", unit).classed("unit");
    chart.horizontalAxis(x, LEFT, RIGHT, TOP, BOTTOM);
    chart.verticalAxis(y, LEFT, RIGHT, TOP, BOTTOM);
    chart.text((LEFT + RIGHT) / 2, HEIGHT - 4, "middle", "epochs completed").classed("unit");
    series.forEach(s -> band(chart, s, x, y));
    series.forEach(s -> means(chart, s, x, y));
    // The script reads a table's row out where the pointer is.
    return chart
        .element()
        .with("data-rows-from", SvgChart.length(LEFT + x.position(0.0) * (RIGHT - LEFT)))
        .with(
            "data-row-width",
            Decimals.fixed((x.position(1.0) - x.position(0.0)) * (RIGHT - LEFT), 6))
        .with("data-top", SvgChart.length(TOP))
        .with("data-bottom", SvgChart.length(BOTTOM));
  }

  /** Returns an axis that holds all points. */
  public LinearAxis vertical() {
    List<Point> all =
        series.stream().flatMap(s -> s.points().stream()).flatMap(Optional::stream).toList();
    double high = all.stream().mapToDouble(Point::high).max().orElseThrow();
    double low = all.stream().mapToDouble(Point::low).min().orElseThrow();
    return fromZero ? LinearAxis.fromZero(high, 5) : LinearAxis.covering(low, high, 5);
  }

  /** Draws each stretch of epochs that have a point. */
  private void band(SvgChart chart, Series s, LinearAxis x, LinearAxis y) {
    for (List<Integer> stretch : stretches(s)) {
      StringBuilder outline = new StringBuilder();
      for (int i : stretch) {
        outline.append(outline.isEmpty() ? 'M' : 'L').append(at(x, y, i, s.at(i).high()));
      }
      for (int k = stretch.size() - 1; k >= 0; k--) {
        outline.append('L').append(at(x, y, stretch.get(k), s.at(stretch.get(k)).low()));
      }
      boolean single = stretch.size() == 1;
      chart
          .path(single ? outline.toString() : outline.append('Z').toString())
          .classed((single ? "range " : "band ") + SvgChart.colour(s.colour()));
    }
  }

  private void means(SvgChart chart, Series s, LinearAxis x, LinearAxis y) {
    StringBuilder line = new StringBuilder();
    List<List<Integer>> stretches = stretches(s);
    for (List<Integer> stretch : stretches) {
      for (int i : stretch) {
        line.append(i == stretch.get(0) ? 'M' : 'L').append(at(x, y, i, s.at(i).mean()));
      }
    }
    String dashes = s.dashed() ? " dashed" : "";
    chart.path(line.toString()).classed("mean " + SvgChart.colour(s.colour()) + dashes);
    List<Integer> drawn = stretches.stream().flatMap(List::stream).toList();
    int marksFrom = drawn.size() <= MOST_MARKED ? 0 : drawn.size() - 1;
    drawn
        .subList(marksFrom, drawn.size())
        .forEach(
            i ->
                chart
                    .marker(horizontal(x, i), vertical(y, s.at(i).mean()), s.colour())
                    .classed((s.dashed() ? "hollow " : "mark ") + SvgChart.colour(s.colour())));
  }

  /** Returns the indices of the epochs that have a point, neighbours together. */
  private static List<List<Integer>> stretches(Series s) {
    List<List<Integer>> stretches = new ArrayList<>();
    boolean open = false;
    for (int i = 0; i < s.points().size(); i++) {
      boolean present = s.points().get(i).isPresent();
      if (present) {
        if (!open) {
          stretches.add(new ArrayList<>());
        }
        stretches.get(stretches.size() - 1).add(i);
      }
      open = present;
    }
    return stretches;
  }

  private String at(LinearAxis x, LinearAxis y, int i, double value) {
    return SvgChart.length(horizontal(x, i)) + " " + SvgChart.length(vertical(y, value));
  }

  private double horizontal(LinearAxis x, int i) {
    return LEFT + x.position(epochs.get(i)) * (RIGHT - LEFT);
  }

  private static double vertical(LinearAxis y, double value) {
    return BOTTOM - y.position(value) * (BOTTOM - TOP);
  }
}
