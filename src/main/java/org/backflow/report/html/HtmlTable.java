package org.backflow.report.html;

import java.util.List;
import java.util.stream.Stream;
import org.backflow.report.text.Listing;

/**
 * A table of a page in a container that scrolls by itself. The first cell of a row is its heading;
 * a cell is a text or an element.
 */
public final class HtmlTable {

  /** Of a table with more rows, a print holds every tenth. */
  private static final int MOST_PRINTED_ROWS = 60;

  private final Element caption;
  private final Element head = Element.of("thead");
  private final Element body = Element.of("tbody");
  private final String name;
  private int columns;
  private int rows;

  public HtmlTable(String caption) {
    this.name = caption;
    this.caption = Element.of("caption", caption);
  }

  /** Returns the table of {@code rows} as they are listed. */
  public static <R> HtmlTable of(String caption, Listing<R> listing, Iterable<? extends R> rows) {
    HtmlTable table = new HtmlTable(caption).head(listing.titles());
    rows.forEach(row -> table.add("", listing.cells(row)));
    return table;
  }

  /** Adds a row of column headings. */
  public HtmlTable head(List<?> cells) {
    columns = cells.size();
    Element row = Element.of("tr");
    cells.forEach(cell -> row.add(Element.of("th", cell).with("scope", "col")));
    head.add(row);
    return this;
  }

  /**
   * Adds column headings of a table whose cells, but for the first of a row, hold several numbers
   * each: the CSV of the table has a column for each of {@code parts}.
   */
  public HtmlTable head(List<?> cells, List<String> parts) {
    columns = cells.size();
    Element row = Element.of("tr");
    for (int i = 0; i < cells.size(); i++) {
      Element heading = Element.of("th", cells.get(i)).with("scope", "col");
      row.add(i == 0 ? heading : heading.with("data-parts", String.join(",", parts)));
    }
    head.add(row);
    return this;
  }

  /** Adds a row. */
  public HtmlTable row(Object heading, List<?> cells) {
    return add("", Stream.concat(Stream.of(heading), cells.stream()).toList());
  }

  /** Adds a row of a class that the style sheet knows, its heading first among the cells. */
  public HtmlTable add(String rowClass, List<?> cells) {
    Element row = Element.of("tr", Element.of("th", cells.get(0)).with("scope", "row"));
    if (!rowClass.isEmpty()) {
      row.classed(rowClass);
    }
    cells.subList(1, cells.size()).forEach(cell -> row.add(Element.of("td", cell)));
    body.add(row);
    rows++;
    return this;
  }

  /** Adds a row that heads the rows below it. */
  public HtmlTable group(String title) {
    Element heading =
        Element.of("th", title).with("scope", "rowgroup").with("colspan", "" + columns);
    body.add(Element.of("tr", heading).classed("group"));
    return this;
  }

  /** Returns the table in its container, which the keyboard can reach in order to scroll it. */
  public Element element() {
    return element("");
  }

  /** Returns the same, with a class for the style sheet. */
  public Element element(String tableClass) {
    Element table = Element.of("table", caption, head, body);
    String classes = (tableClass + (rows > MOST_PRINTED_ROWS ? " long" : "")).strip();
    if (!classes.isEmpty()) {
      table.classed(classes);
    }
    return Element.of("div", table)
        .classed("scroll")
        .with("role", "region")
        .with("aria-label", name)
        .with("tabindex", "0");
  }
}
