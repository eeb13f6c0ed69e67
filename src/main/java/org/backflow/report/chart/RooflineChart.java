package org.backflow.report.chart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.backflow.report.html.Element;
import org.backflow.report.text.Decimals;

/**
 * Operations under the roofs of an accelerator, both axes logarithmic: what is done per byte moved,
 * against what is done per cycle.
 *
 * @param id unique in the page
 * @param title of the drawing
 * @param description for who cannot see it
 * @param peak multiply-accumulates per cycle of all elements
 * @param slopes the roofs of memories
 */
public record RooflineChart(
    String id,
    String title,
    String description,
    double peak,
    List<Slope> slopes,
    List<Point> points) {

  private static final double LEFT = 62;
  private static final double RIGHT = SvgChart.WIDTH - 16.0;
  private static final double TOP = 26;
  private static final double BOTTOM = 246;
  private static final double HEIGHT = 290;
  private static final double LINE_HEIGHT = 14;
  private static final double FAR = 1000.0;

  /**
   * The roof of a memory.
   *
   * @param bytesPerCycle what it delivers
   */
  public record Slope(String name, double bytesPerCycle) {
    /** Returns the intensity above which {@code peak} can be reached. */
    double ridge(double peak) {
      return peak / bytesPerCycle;
    }
  }

  /**
   * An operation at one level of the memory hierarchy.
   *
   * @param macsPerByte positive
   * @param macsPerCycle positive
   * @param shape the index of its marker
   * @param colour the class that colours it
   */
  public record Point(
      String name, double macsPerByte, double macsPerCycle, int shape, String colour) {}

  /** A rectangle that a text takes. */
  private record Box(double left, double right, double y) {
    boolean overlaps(Box other) {
      return left < other.right && other.left < right && Math.abs(y - other.y) < LINE_HEIGHT;
    }
  }

  /**
   * Returns the axes that hold all of {@code points} below {@code peak} and, unless they are far
   * away, the upper ends of the slopes.
   *
   * @param points at least one
   */
  public static List<LogAxis> axes(List<Point> points, List<Slope> slopes, double peak) {
    double low = points.stream().mapToDouble(Point::macsPerCycle).min().orElseThrow();
    double right = points.stream().mapToDouble(Point::macsPerByte).max().orElseThrow();
    for (Slope slope : slopes) {
      // With room for the name of the slope beside its upper end.
      right = Math.max(right, Math.min(2.0 * slope.ridge(peak), right * FAR));
    }
    return List.of(
        LogAxis.covering(
            points.stream().mapToDouble(Point::macsPerByte).min().orElseThrow(), right),
        LogAxis.covering(Math.min(low, peak / 2), peak));
  }

  /** Returns the drawing on {@code axes} that it may share with others. */
  public Element element(List<LogAxis> axes) {
    LogAxis x = axes.get(0);
    LogAxis y = axes.get(1);
    SvgChart chart = new SvgChart(id, title, description, HEIGHT);
    chart.text(4, 14, "start", "MACs per cycle").classed("unit");
    chart.text((LEFT + RIGHT) / 2, HEIGHT - 4, "middle", "MACs per byte moved").classed("unit");
    for (BigDecimal tick : x.ticks()) {
      double at = across(x, tick.doubleValue());
      chart.line(at, TOP, at, BOTTOM).classed("grid");
      chart.tickLabel(at, BOTTOM + 20, LogAxis.label(tick));
    }
    for (BigDecimal tick : y.ticks()) {
      double at = up(y, tick.doubleValue());
      chart.line(LEFT, at, RIGHT, at).classed("grid");
      chart.text(LEFT - 6, at + 4, "end", LogAxis.label(tick)).classed("tick");
    }
    List<Box> taken = new ArrayList<>();
    roofs(chart, x, y, taken);
    for (Point point : points) {
      double centre = across(x, point.macsPerByte());
      double middle = up(y, point.macsPerCycle());
      taken.add(new Box(centre - 6, centre + 6, middle + 4));
    }
    for (Point point : points) {
      chart
          .marker(across(x, point.macsPerByte()), up(y, point.macsPerCycle()), point.shape())
          .classed("mark " + point.colour())
          .add(Element.of("title", says(point)));
    }
    points.forEach(point -> name(chart, x, y, point, taken));
    return chart.element();
  }

  private static String says(Point point) {
    return "%s: %s MACs per byte, %s per cycle"
        .formatted(
            point.name(),
            Decimals.fixed(point.macsPerByte(), 3),
            Decimals.fixed(point.macsPerCycle(), 2));
  }

  private void roofs(SvgChart chart, LogAxis x, LogAxis y, List<Box> taken) {
    double reached = slopes.stream().mapToDouble(slope -> slope.ridge(peak)).min().orElse(x.low());
    double from = Math.min(Math.max(reached, x.low()), x.high());
    chart.line(across(x, from), up(y, peak), RIGHT, up(y, peak)).classed("roof");
    roofName(
        chart,
        RIGHT,
        up(y, peak) - 5,
        "all elements: " + Decimals.grouped(Math.round(peak)),
        taken);
    double below = up(y, peak) + 16;
    for (Slope slope : slopes) {
      double start = Math.max(x.low(), y.low() / slope.bytesPerCycle());
      double end = Math.min(x.high(), slope.ridge(peak));
      if (end > start) {
        chart
            .line(
                across(x, start),
                up(y, start * slope.bytesPerCycle()),
                across(x, end),
                up(y, end * slope.bytesPerCycle()))
            .classed("roof");
      }
      roofName(chart, RIGHT, below, slope.name(), taken);
      below += LINE_HEIGHT + 2;
    }
  }

  private static void roofName(
      SvgChart chart, double right, double y, String name, List<Box> taken) {
    chart.text(right, y, "end", name).classed("roof-name");
    taken.add(new Box(right - SvgChart.textWidth(name), right, y));
  }

  /** Writes the name beside the marker where there is room for it, or else nowhere. */
  private static void name(SvgChart chart, LogAxis x, LogAxis y, Point point, List<Box> taken) {
    double centre = across(x, point.macsPerByte());
    double middle = up(y, point.macsPerCycle());
    double width = SvgChart.textWidth(point.name());
    Stream<Box> places =
        DoubleStream.of(4, -9, 17)
            .boxed()
            .flatMap(
                down ->
                    Stream.of(
                        new Box(centre + 8, centre + 8 + width, middle + down),
                        new Box(centre - 8 - width, centre - 8, middle + down)));
    places
        .filter(box -> box.left() >= LEFT && box.right() <= RIGHT && box.y() <= BOTTOM)
        .filter(box -> taken.stream().noneMatch(box::overlaps))
        .findFirst()
        .ifPresent(
            box -> {
              chart.text(box.left(), box.y(), "start", point.name()).classed("point-name");
              taken.add(box);
            });
  }

  private static double across(LogAxis x, double value) {
    return LEFT + x.position(value) * (RIGHT - LEFT);
  }

  private static double up(LogAxis y, double value) {
    return BOTTOM - y.position(value) * (BOTTOM - TOP);
  }
}
