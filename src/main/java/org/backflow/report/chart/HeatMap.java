package org.backflow.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.backflow.report.html.Element;
import org.backflow.report.html.HtmlTable;
import org.backflow.report.text.Decimals;

/**
 * A figure over two axes of choices, such as accuracy over word width and rounding: a cell per
 * pair, the darker the higher.
 *
 * @param id unique in the page, of letters, digits and hyphens
 * @param title the heading
 * @param rowAxis what the rows are
 * @param columnAxis what the columns are
 * @param rows their names, from the top
 * @param columns their names, from the left
 * @param unit of the values
 * @param digits behind the point
 * @param values by row and column; empty where nothing was measured
 */
public record HeatMap(
    String id,
    String title,
    String rowAxis,
    String columnAxis,
    List<String> rows,
    List<String> columns,
    String unit,
    int digits,
    List<List<OptionalDouble>> values) {

  /** The classes of the style sheet, from the lowest values to the highest. */
  private static final int SHADES = 7;

  private static final double RIGHT = SvgChart.WIDTH - 8.0;
  private static final double TOP = 68;
  private static final double ROW = 34;

  /** Checks that every pair has a place, and copies the lists. */
  public HeatMap {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    values = values.stream().map(List::copyOf).toList();
    int width = columns.size();
    if (rows.isEmpty()
        || width == 0
        || values.size() != rows.size()
        || values.stream().anyMatch(row -> row.size() != width)) {
      throw new IllegalArgumentException(
          "heat map %s of %s rows and %s columns has values in rows of %s"
              .formatted(id, rows.size(), width, values.stream().map(List::size).toList()));
    }
  }

  private record Found(String row, String column, double value) {}

  private List<Found> found() {
    List<Found> found = new ArrayList<>();
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < columns.size(); c++) {
        OptionalDouble value = values.get(r).get(c);
        if (value.isPresent()) {
          found.add(new Found(rows.get(r), columns.get(c), value.getAsDouble()));
        }
      }
    }
    return found;
  }

  /** Says which pairs are highest and lowest. */
  public String finding() {
    List<Found> found = found();
    if (found.isEmpty()) {
      return "Nothing was measured.";
    }
    Found highest = found.get(0);
    Found lowest = found.get(0);
    for (Found each : found) {
      highest = each.value() > highest.value() ? each : highest;
      lowest = each.value() < lowest.value() ? each : lowest;
    }
    return "Highest is %s %s with %s and %s, lowest %s with %s and %s."
        .formatted(
            text(highest.value()),
            unit,
            highest.row(),
            highest.column(),
            text(lowest.value()),
            lowest.row(),
            lowest.column());
  }

  /** Returns the figure with its data. */
  public Element element() {
    HtmlTable table = new HtmlTable(title + ", " + unit);
    List<String> head = new ArrayList<>(List.of(rowAxis));
    head.addAll(columns);
    table.head(head);
    for (int r = 0; r < rows.size(); r++) {
      table.row(rows.get(r), values.get(r).stream().map(this::cell).toList());
    }
    return new ChartFigure(
            id,
            title,
            finding(),
            ("Rows: %s; columns: %s. The stronger the colour, the higher; a dash where"
                    + " nothing was measured.")
                .formatted(rowAxis, columnAxis),
            table)
        .panel(drawing())
        .element();
  }

  private Element drawing() {
    SvgChart chart = new SvgChart(id + "-map", title, finding(), TOP + ROW * rows.size() + 8);
    double left = 12 + rows.stream().mapToDouble(SvgChart::textWidth).max().orElseThrow();
    double width = (RIGHT - left) / columns.size();
    chart.text(left, 16, "start", columnAxis + " →").classed("unit");
    boolean crowded = columns.stream().anyMatch(name -> SvgChart.textWidth(name) > width - 4);
    for (int c = 0; c < columns.size(); c++) {
      double line = crowded && c % 2 == 1 ? TOP - 26 : TOP - 10;
      chart.text(left + (c + 0.5) * width, line, "middle", columns.get(c)).classed("tick");
    }
    for (int r = 0; r < rows.size(); r++) {
      double top = TOP + r * ROW;
      chart.text(left - 8, top + ROW / 2 + 5, "end", rows.get(r)).classed("tick");
      for (int c = 0; c < columns.size(); c++) {
        OptionalDouble value = values.get(r).get(c);
        chart
            .rectangle(left + c * width + 1, top + 1, width - 2, ROW - 2)
            .classed(value.isPresent() ? "heat-" + shade(value.getAsDouble()) : "cell empty")
            .add(Element.of("title", rows.get(r) + ", " + columns.get(c) + ": " + cell(value)));
        chart
            .text(left + (c + 0.5) * width, top + ROW / 2 + 5, "middle", cell(value))
            .classed(
                value.isPresent() && shade(value.getAsDouble()) > SHADES / 2
                    ? "on-heat strong"
                    : "on-heat");
      }
    }
    return chart.element();
  }

  /** Returns 0 for the lowest values to {@link #SHADES} - 1 for the highest. */
  private int shade(double value) {
    double low = found().stream().mapToDouble(Found::value).min().orElseThrow();
    double high = found().stream().mapToDouble(Found::value).max().orElseThrow();
    return high == low
        ? SHADES - 1
        : Math.min(SHADES - 1, (int) (SHADES * (value - low) / (high - low)));
  }

  private String cell(OptionalDouble value) {
    return value.isPresent() ? text(value.getAsDouble()) : "–";
  }

  private String text(double value) {
    return Decimals.fixed(value, digits).replace('-', '−');
  }
}
