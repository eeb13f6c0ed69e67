package org.backflow.foreign.scalesim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.backflow.configuration.tree.NearestName;
import org.backflow.files.TextProblems;

/** The first row of a topology file: which column stands where, and so what a row describes. */
final class TopologyHeader {

  private static final String EITHER =
      "a header, 'Layer, M, N, K' or 'Layer name, IFMAP Height, IFMAP Width, Filter Height,"
          + " Filter Width, Channels, Num Filter, Strides'";

  private static final List<List<TopologyColumn>> HEIGHTS_AND_WIDTHS =
      List.of(
          List.of(TopologyColumn.INPUT_HEIGHT, TopologyColumn.INPUT_WIDTH),
          List.of(TopologyColumn.FILTER_HEIGHT, TopologyColumn.FILTER_WIDTH));

  private final boolean convolutions;
  private final Map<TopologyColumn, Integer> positions;

  /** Columns that stand there already. */
  private final Map<Integer, TopologyColumn> again = new TreeMap<>();

  /** Where a name stands, known or not. */
  private final Set<Integer> names = new HashSet<>();

  private TopologyHeader(boolean convolutions, Map<TopologyColumn, Integer> positions) {
    this.convolutions = convolutions;
    this.positions = positions;
  }

  /**
   * Reads the header from the first row, adding to {@code problems} what is wrong with it and to
   * {@code remarks} how it was read.
   */
  static Optional<TopologyHeader> read(
      TopologyRow row, TextProblems problems, TopologyRemarks remarks) {
    List<String> cells = row.cells();
    int width = cells.size();
    while (width > 0 && cells.get(width - 1).isBlank()) {
      width--;
    }
    boolean convolutions =
        hits(cells, TopologyColumn.OF_CONVOLUTIONS) > hits(cells, TopologyColumn.OF_PRODUCTS);
    List<TopologyColumn> valid =
        convolutions ? TopologyColumn.OF_CONVOLUTIONS : TopologyColumn.OF_PRODUCTS;
    if (hits(cells, valid) == 0) {
      problems.add(row.line(), 1, TextProblems.quoted(row.text().strip()), EITHER);
      return Optional.empty();
    }
    TopologyHeader header = new TopologyHeader(convolutions, new EnumMap<>(TopologyColumn.class));
    List<Integer> unknown = new ArrayList<>();
    for (int position = 0; position < width; position++) {
      header.take(row, position, valid, unknown);
    }
    header.resolveDoubled(row, remarks);
    header.again.forEach(
        (position, column) ->
            problems.add(
                row.line(),
                row.column(position),
                "column " + quoted(column) + " again",
                "it once"));
    header.refuseOrNote(row, unknown, valid, problems, remarks);
    Set<TopologyColumn> absent = header.absent();
    if (!absent.isEmpty() && problems.isEmpty()) {
      problems.add(
          row.line(),
          row.column(width - 1),
          "the header ends without "
              + absent.stream().map(TopologyHeader::quoted).collect(Collectors.joining(", ")),
          EITHER);
    }
    return problems.isEmpty() ? Optional.of(header) : Optional.empty();
  }

  /** Puts a cell where it belongs. */
  private void take(
      TopologyRow row, int position, List<TopologyColumn> valid, List<Integer> unknown) {
    String cell = row.cells().get(position).strip();
    if (cell.isEmpty() && position > 0) {
      return;
    }
    names.add(position);
    Optional<TopologyColumn> named =
        TopologyColumn.named(cell)
            .filter(column -> valid.contains(column) || column == TopologyColumn.BATCH);
    // The peer takes the first column for the name whatever it is called.
    if (named.isEmpty() && position > 0) {
      unknown.add(position);
      return;
    }
    TopologyColumn column = named.orElse(TopologyColumn.NAME);
    if (positions.putIfAbsent(column, position) != null) {
      again.put(position, column);
    }
  }

  /** Takes the first of two equal names for the height where the other name is missing. */
  private void resolveDoubled(TopologyRow row, TopologyRemarks remarks) {
    for (List<TopologyColumn> axes : HEIGHTS_AND_WIDTHS) {
      TopologyColumn height = axes.get(0);
      TopologyColumn width = axes.get(1);
      TopologyColumn said = positions.containsKey(width) ? width : height;
      TopologyColumn missing = said == width ? height : width;
      int first = positions.getOrDefault(said, -2);
      if (!positions.containsKey(missing) && again.get(first + 1) == said) {
        again.remove(first + 1);
        positions.put(height, first);
        positions.put(width, first + 1);
        remarks.addOfHeader(
            row.line(),
            row.column(first + 1),
            quoted(said)
                + " again, and no "
                + quoted(missing)
                + ": the first is taken as the height, as SCALE-Sim reads them");
      }
    }
  }

  /** Notes columns that stand behind a whole table, and refuses others. */
  private void refuseOrNote(
      TopologyRow row,
      List<Integer> unknown,
      List<TopologyColumn> valid,
      TextProblems problems,
      TopologyRemarks remarks) {
    boolean whole = absent().isEmpty();
    List<String> missing = missing(valid);
    List<String> notes = new ArrayList<>();
    for (int position : unknown) {
      String cell = row.cells().get(position).strip();
      boolean behind = whole && position >= tableWidth();
      if (behind && (position > tableWidth() || NearestName.of(cell, missing).isEmpty())) {
        notes.add(TextProblems.quoted(cell));
      } else {
        problems.addUnknown(row.line(), row.column(position), "column", cell, missing);
      }
    }
    position(TopologyColumn.BATCH)
        .ifPresent(
            position ->
                remarks.addOfHeader(
                    row.line(),
                    row.column(position),
                    "column "
                        + TextProblems.quoted(row.cells().get(position).strip())
                        + " is without effect: rows count for one sample, --batch says how many"));
    if (!notes.isEmpty()) {
      remarks.addOfHeader(
          row.line(),
          row.column(unknown.get(0)),
          "columns beside the table are without effect: " + String.join(", ", notes));
    }
  }

  private static long hits(List<String> cells, List<TopologyColumn> columns) {
    return cells.stream()
        .map(TopologyColumn::named)
        .flatMap(Optional::stream)
        .filter(column -> column != TopologyColumn.NAME && column != TopologyColumn.SPARSITY)
        .filter(columns::contains)
        .count();
  }

  private List<String> missing(List<TopologyColumn> valid) {
    return valid.stream()
        .filter(column -> !positions.containsKey(column))
        .map(TopologyColumn::label)
        .toList();
  }

  private Set<TopologyColumn> absent() {
    Set<TopologyColumn> absent =
        new LinkedHashSet<>(
            convolutions ? TopologyColumn.OF_CONVOLUTIONS : TopologyColumn.OF_PRODUCTS);
    absent.removeAll(positions.keySet());
    absent.remove(TopologyColumn.SPARSITY);
    if (positions.containsKey(TopologyColumn.STRIDE_HEIGHT)) {
      absent.remove(TopologyColumn.STRIDE);
    } else {
      absent.remove(TopologyColumn.STRIDE_HEIGHT);
      absent.remove(TopologyColumn.STRIDE_WIDTH);
    }
    return absent;
  }

  private static String quoted(TopologyColumn column) {
    return "'" + column.label() + "'";
  }

  /** Returns whether rows are convolutions; they are products otherwise. */
  boolean describesConvolutions() {
    return convolutions;
  }

  /** Returns where {@code column} stands, from 0. */
  Optional<Integer> position(TopologyColumn column) {
    return Optional.ofNullable(positions.get(column));
  }

  /** Returns how many columns the table has: up to the last whose name is known. */
  int tableWidth() {
    return 1 + Collections.max(positions.values());
  }

  /** Returns whether the column at {@code position} has a name, known or not. */
  boolean hasName(int position) {
    return names.contains(position);
  }
}
