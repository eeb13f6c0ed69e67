package org.backflow.report.page.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.backflow.report.chart.ScatterScale;
import org.backflow.report.chart.SvgChart;
import org.backflow.report.html.Element;
import org.backflow.sweep.Columns;
import org.backflow.sweep.Objective;
import org.backflow.sweep.Row;

/**
 * The points of a sweep by two outcomes, coloured by scheme, their front marked. Where there are
 * more points than can be told apart, one stands for all of its scheme at the same place.
 */
final class SweepScatter {
  private static final double LEFT = 78;
  private static final double RIGHT = SvgChart.WIDTH - 10.0;
  private static final double TOP = 14;
  private static final double BOTTOM = 300;
  private static final double HEIGHT = 350;

  /** Points up to this number are all drawn, each with its settings. */
  private static final int MOST_TOLD = 1500;

  private static final double CELL = 2.5;

  private final Objective across;
  private final Objective up;
  private final int scheme;
  private final Map<String, Integer> schemes = new LinkedHashMap<>();
  private final List<Row> told = new ArrayList<>();
  private double left = Double.POSITIVE_INFINITY;
  private double right = Double.NEGATIVE_INFINITY;
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;
  private long points;

  private final Set<String> cells = new HashSet<>();
  private final List<double[]> dots = new ArrayList<>();

  SweepScatter(Columns columns, Objective across, Objective up) {
    this.across = across;
    this.up = up;
    this.scheme = columns.find("scheme").orElseThrow();
  }

  private boolean shows(Row row) {
    return row.isDone() && across.isIn(row) && up.isIn(row);
  }

  /** Takes a point into account for the scales; all are measured before the first is placed. */
  void measure(Row row) {
    if (shows(row)) {
      double x = row.number(across.column());
      double y = row.number(up.column());
      left = Math.min(left, x);
      right = Math.max(right, x);
      low = Math.min(low, y);
      high = Math.max(high, y);
      schemes.putIfAbsent(row.text(scheme), schemes.size());
      points++;
      if (points <= MOST_TOLD) {
        told.add(row);
      } else {
        told.clear();
      }
    }
  }

  boolean isEmpty() {
    return points == 0;
  }

  boolean tellsAll() {
    return points <= MOST_TOLD;
  }

  long points() {
    return points;
  }

  /** Returns the schemes in the order of their colours. */
  Set<String> schemes() {
    return schemes.keySet();
  }

  private ScatterScale horizontal(Columns columns) {
    return ScatterScale.of(columns.get(across.column()), left, right);
  }

  private ScatterScale vertical(Columns columns) {
    return ScatterScale.of(columns.get(up.column()), low, high);
  }

  /** Places a point where there are too many to be told. */
  void place(Row row, Columns columns, ScatterScale x, ScatterScale y) {
    double atX = x(x, row);
    double atY = y(y, row);
    int series = schemes.getOrDefault(row.text(scheme), 0);
    if (cells.add(Math.round(atX / CELL) + " " + Math.round(atY / CELL) + " " + series)) {
      dots.add(new double[] {atX, atY, series});
    }
  }

  private double x(ScatterScale scale, Row row) {
    return LEFT + scale.position(row.number(across.column())) * (RIGHT - LEFT);
  }

  private double y(ScatterScale scale, Row row) {
    return BOTTOM - scale.position(row.number(up.column())) * (BOTTOM - TOP);
  }

  /**
   * Returns the drawing.
   *
   * @param front the points that are marked
   * @param all gives every point once more, where they are not all told
   * @param label what a point says of itself
   */
  Element drawing(
      Columns columns, List<Row> front, Consumer<Consumer<Row>> all, Function<Row, String> label) {
    ScatterScale x = horizontal(columns);
    ScatterScale y = vertical(columns);
    SvgChart chart =
        new SvgChart(
            "scatter",
            columns.get(up.column()).name() + " by " + columns.get(across.column()).name(),
            "Every point of the sweep as a dot, by scheme; the Pareto front as larger marks.",
            HEIGHT);
    axes(chart, x, y);
    if (tellsAll()) {
      told.forEach(
          row ->
              chart
                  .marker(x(x, row), y(y, row), schemes.getOrDefault(row.text(scheme), 0))
                  .classed("dot " + colour(row))
                  .add(Element.of("title", label.apply(row))));
    } else {
      all.accept(
          row -> {
            if (shows(row)) {
              place(row, columns, x, y);
            }
          });
      dots.forEach(
          dot ->
              chart
                  .marker(dot[0], dot[1], (int) dot[2])
                  .classed("dot " + SvgChart.colour((int) dot[2])));
    }
    List<Row> marked = front.stream().filter(this::shows).toList();
    if (!marked.isEmpty()) {
      StringBuilder line = new StringBuilder();
      marked.stream()
          .sorted(Comparator.comparingDouble(row -> x(x, row)))
          .forEach(
              row ->
                  line.append(line.isEmpty() ? 'M' : 'L')
                      .append(SvgChart.length(x(x, row)))
                      .append(' ')
                      .append(SvgChart.length(y(y, row))));
      chart.path(line.toString()).classed("front");
    }
    marked.forEach(
        row ->
            chart
                .marker(x(x, row), y(y, row), schemes.getOrDefault(row.text(scheme), 0))
                .classed("hollow " + colour(row))
                .add(Element.of("title", label.apply(row))));
    return chart.element();
  }

  private String colour(Row row) {
    return SvgChart.colour(schemes.getOrDefault(row.text(scheme), 0));
  }

  private static void axes(SvgChart chart, ScatterScale x, ScatterScale y) {
    for (ScatterScale.Tick tick : x.ticks()) {
      double at = LEFT + tick.position() * (RIGHT - LEFT);
      chart.line(at, TOP, at, BOTTOM).classed("grid");
      chart.text(at, BOTTOM + 16, "middle", tick.label()).classed("tick");
    }
    for (ScatterScale.Tick tick : y.ticks()) {
      double at = BOTTOM - tick.position() * (BOTTOM - TOP);
      chart.line(LEFT, at, RIGHT, at).classed("grid");
      chart.text(LEFT - 6, at + 4, "end", tick.label()).classed("tick");
    }
    chart.text((LEFT + RIGHT) / 2, BOTTOM + 38, "middle", x.title()).classed("label");
    chart
        .text(0, 0, "middle", y.title())
        .classed("label")
        .with("transform", "translate(14 " + SvgChart.length((TOP + BOTTOM) / 2) + ") rotate(-90)");
  }
}
