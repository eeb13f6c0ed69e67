package org.backflow.report.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.backflow.figure.Figure;

/**
 * Rows as people read them, described once: what each column is called and what stands in it.
 * Terminal and page show the same listing.
 *
 * @param <R> what a row is of
 */
public final class Listing<R> {
  private final List<Column<R>> columns = new ArrayList<>();

  private record Column<R>(
      String title, Function<? super R, ?> cell, Function<? super R, Mark> mark) {}

  /** Adds a column whose cells are texts or elements of a page. */
  public Listing<R> column(String title, Function<? super R, ?> cell) {
    return marked(title, cell, row -> Mark.NONE);
  }

  /** Adds a column whose cells stand out by a mark, where they are not on a page. */
  public Listing<R> marked(
      String title, Function<? super R, ?> cell, Function<? super R, Mark> mark) {
    columns.add(new Column<>(title, cell, mark));
    return this;
  }

  /** Adds a column of whole numbers. */
  public Listing<R> count(String title, Function<? super R, Long> count) {
    return column(title, row -> Decimals.grouped(count.apply(row)));
  }

  /** Adds a column of a figure under a title of its own. */
  public Listing<R> figure(String title, Figure<R> figure) {
    return column(title, row -> Shown.of(figure, row));
  }

  /** Adds a column for each of {@code things}. */
  public <T> Listing<R> each(
      Iterable<T> things,
      Function<? super T, String> title,
      BiFunction<? super R, ? super T, ?> cell) {
    things.forEach(thing -> column(title.apply(thing), row -> cell.apply(row, thing)));
    return this;
  }

  /** Returns the titles of the columns. */
  public List<String> titles() {
    return columns.stream().map(Column::title).toList();
  }

  /** Returns the cells of a row. */
  public List<Object> cells(R row) {
    return columns.stream().<Object>map(column -> column.cell().apply(row)).toList();
  }

  /** Returns the table for people, the titles first. */
  public TextTable table(Iterable<? extends R> rows) {
    TextTable table = new TextTable();
    table.row(titles());
    rows.forEach(row -> add(table, row));
    return table;
  }

  /** Returns the same turned: a line per column, its title first. */
  public TextTable turned(Iterable<? extends R> rows) {
    TextTable table = new TextTable();
    for (Column<R> column : columns) {
      List<String> cells = new ArrayList<>();
      rows.forEach(row -> cells.add(column.cell().apply(row).toString()));
      table.row(column.title(), cells);
    }
    return table;
  }

  private void add(TextTable table, R row) {
    table.row(cells(row).stream().map(Object::toString).toList());
    for (int i = 0; i < columns.size(); i++) {
      Mark mark = columns.get(i).mark().apply(row);
      if (mark != Mark.NONE) {
        table.mark(i, mark);
      }
    }
  }
}
