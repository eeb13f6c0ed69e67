package org.backflow.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Designs by what they cost and what they are worth, with those marked that no other one beats in
 * both: the Pareto front. Less cost is better, more worth is better.
 *
 * @param id unique in the page, of letters, digits and hyphens
 * @param title the heading
 * @param costAxis what the horizontal axis measures, with its unit
 * @param worthAxis what the vertical axis measures, with its unit
 * @param costDigits behind the point
 * @param worthDigits behind the point
 * @param points at least one
 */
public record ScatterFigure(
    String id,
    String title,
    String costAxis,
    String worthAxis,
    int costDigits,
    int worthDigits,
    List<Point> points) {

  private static final double LEFT = 62;
  private static final double RIGHT = SvgChart.WIDTH - 22.0;
  private static final double TOP = 26;
  private static final double BOTTOM = 246;
  private static final double HEIGHT = 290;

  /**
   * A design.
   *
   * @param name of the design
   * @param group what it has in common with others; drawn in one colour
   * @param cost finite
   * @param worth finite
   */
  public record Point(String name, String group, double cost, double worth) {
    /** Checks that the point has a place. */
    public Point {
      if (!Double.isFinite(cost) || !Double.isFinite(worth)) {
        throw new IllegalArgumentException(name + " lies at " + cost + ", " + worth);
      }
    }

    private boolean beats(Point other) {
      return cost <= other.cost
          && worth >= other.worth
          && (cost < other.cost || worth > other.worth);
    }
  }

  /** Checks that there is something to draw, and copies the list. */
  public ScatterFigure {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("scatter figure " + id + " has no points");
    }
  }

  /** Returns the points that no other one beats, by ascending cost. */
  public List<Point> front() {
    return points.stream()
        .filter(point -> points.stream().noneMatch(other -> other.beats(point)))
        .sorted(Comparator.comparingDouble(Point::cost))
        .toList();
  }

  /** Says what is on the front. */
  String finding() {
    List<Point> front = front();
    Point cheapest = front.get(0);
    Point worthiest = front.get(front.size() - 1);
    return front.size()
        + " of "
        + Phrases.counted(points.size(), "design")
        + " "
        + (front.size() == 1 ? "is" : "are")
        + " beaten by no other one: from "
        + cheapest.name()
        + " ("
        + cost(cheapest)
        + ", "
        + worth(cheapest)
        + ") to "
        + worthiest.name()
        + " ("
        + cost(worthiest)
        + ", "
        + worth(worthiest)
        + ").";
  }

  /** Returns the figure with its data. */
  Element element() {
    HtmlTable table = new HtmlTable(title);
    table.head(List.of("Design", "Group", costAxis, worthAxis, "On the front"));
    List<Point> front = front();
    for (Point point : points) {
      table.row(
          point.name(),
          List.of(point.group(), cost(point), worth(point), front.contains(point) ? "yes" : "no"));
    }
    ChartFigure figure =
        new ChartFigure(
            id,
            title,
            finding(),
            "Left is cheaper, up is better. Ringed designs, joined by the line, are beaten by no"
                + " other one in both.",
            table);
    List<String> groups = groups();
    for (int i = 0; i < groups.size(); i++) {
      figure.marker(groups.get(i), i, "mark " + SvgChart.colour(i));
    }
    return figure.panel(drawing(front, groups)).element();
  }

  private List<String> groups() {
    return List.copyOf(new LinkedHashSet<>(points.stream().map(Point::group).toList()));
  }

  private Element drawing(List<Point> front, List<String> groups) {
    SvgChart chart = new SvgChart(id + "-points", title, finding(), HEIGHT);
    Axis x = axis(points.stream().map(Point::cost).toList());
    Axis y = axis(points.stream().map(Point::worth).toList());
    chart.text(4, 14, "start", worthAxis).classed("unit");
    chart.text((LEFT + RIGHT) / 2, HEIGHT - 4, "middle", costAxis).classed("unit");
    chart.horizontalAxis(x, LEFT, RIGHT, TOP, BOTTOM);
    chart.verticalAxis(y, LEFT, RIGHT, TOP, BOTTOM);
    chart.path(steps(front, x, y)).classed("front");
    for (Point point : points) {
      double across = across(x, point);
      double up = up(y, point);
      chart
          .marker(across, up, groups.indexOf(point.group()))
          .classed("mark " + SvgChart.colour(groups.indexOf(point.group())))
          .add(Element.of("title", point.name() + ": " + cost(point) + ", " + worth(point)));
      if (front.contains(point)) {
        chart
            .path(
                "M"
                    + SvgChart.length(across - 8)
                    + " "
                    + SvgChart.length(up)
                    + "a8 8 0 1 0 16 0a8 8 0 1 0 -16 0z")
            .classed("ring");
      }
    }
    return chart.element();
  }

  private static Axis axis(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    sorted.sort(Comparator.naturalOrder());
    return Axis.covering(sorted.get(0), sorted.get(sorted.size() - 1), 5);
  }

  /** Between two designs of the front, only the worth of the cheaper one is to be had. */
  private static String steps(List<Point> front, Axis x, Axis y) {
    StringBuilder path = new StringBuilder();
    for (Point point : front) {
      String across = SvgChart.length(across(x, point));
      path.append(path.isEmpty() ? "M" + across + " " : "H" + across + "V")
          .append(SvgChart.length(up(y, point)));
    }
    return path.toString();
  }

  private static double across(Axis x, Point point) {
    return LEFT + x.position(point.cost()) * (RIGHT - LEFT);
  }

  private static double up(Axis y, Point point) {
    return BOTTOM - y.position(point.worth()) * (BOTTOM - TOP);
  }

  private String cost(Point point) {
    return Decimals.fixed(point.cost(), costDigits).replace('-', '−');
  }

  private String worth(Point point) {
    return Decimals.fixed(point.worth(), worthDigits).replace('-', '−');
  }
}
