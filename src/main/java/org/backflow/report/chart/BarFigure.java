package org.backflow.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.text.Listing;

/**
 * Sums and their parts, one bar below the other: drawing, legend and the columns of the table from
 * one description.
 *
 * @param <R> what a bar is of
 */
public final class BarFigure<R> {
  private final String id;
  private final String title;
  private final Measure measure;
  private final Function<R, String> name;
  private final Function<R, String> total;
  private final List<Part<R>> parts = new ArrayList<>();

  private record Part<R>(String name, String style, Function<R, ? extends Number> value) {}

  /**
   * What bars are long by.
   *
   * @param axis what the axis measures
   * @param size of its unit, in what values are counted in
   * @param text shows a value
   */
  public record Measure(String axis, double size, Function<Number, String> text) {}

  /**
   * Starts the figure.
   *
   * @param id unique in the page
   * @param name of a bar
   * @param total of a bar, as text
   */
  public BarFigure(
      String id,
      String title,
      Measure measure,
      Function<R, String> name,
      Function<R, String> total) {
    this.id = id;
    this.title = title;
    this.measure = measure;
    this.name = name;
    this.total = total;
  }

  /** Adds a part of every bar, coloured by the class {@code style}. */
  public BarFigure<R> part(String part, String style, Function<R, ? extends Number> value) {
    parts.add(new Part<>(part, style, value));
    return this;
  }

  /** Returns a table's columns: the name of a bar and its parts. */
  public Listing<R> listing() {
    return new Listing<R>()
        .column("Scheme", name)
        .each(parts, Part::name, (row, part) -> measure.text().apply(part.value().apply(row)));
  }

  /** Returns the same with the sum. */
  public Listing<R> listing(String sum) {
    return listing().column(sum, total);
  }

  /** Starts the figure with its legend, for several drawings. */
  public ChartFigure figure(String finding, String reading, HtmlTable table) {
    ChartFigure figure = new ChartFigure(id, title, finding, reading, table);
    parts.forEach(part -> figure.part(part.name(), part.style()));
    return figure;
  }

  /** Returns the figure with all bars in one drawing. */
  public Element element(
      String finding, String reading, String caption, Listing<R> listing, List<R> rows) {
    return figure(finding, reading, HtmlTable.of(caption, listing, rows))
        .panel(drawing(id, title, finding, rows, longest(rows)))
        .element();
  }

  /** Returns the length of the longest bar, in units of the axis. */
  public double longest(List<R> rows) {
    return StackedBars.longest(bars(rows));
  }

  /** Returns a drawing whose axis reaches {@code longest} at least. */
  public Element drawing(
      String drawing, String heading, String finding, List<R> rows, double longest) {
    return new StackedBars(drawing, heading, finding, measure.axis(), longest, bars(rows))
        .element();
  }

  private List<StackedBars.Bar> bars(List<R> rows) {
    return rows.stream()
        .map(
            row ->
                new StackedBars.Bar(
                    name.apply(row),
                    total.apply(row),
                    parts.stream().map(part -> segment(part, part.value().apply(row))).toList()))
        .toList();
  }

  private StackedBars.Segment segment(Part<R> part, Number value) {
    return new StackedBars.Segment(
        part.style(),
        value.doubleValue() / measure.size(),
        part.name() + ": " + measure.text().apply(value));
  }
}
