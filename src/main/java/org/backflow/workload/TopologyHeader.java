package org.backflow.workload;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.backflow.configuration.TextProblems;

/** The first row of a topology file: which column stands where, and so what a row describes. */
final class TopologyHeader {

  private static final String EITHER =
      "a header, 'Layer, M, N, K' or 'Layer name, IFMAP Height, IFMAP Width, Filter Height,"
          + " Filter Width, Channels, Num Filter, Strides'";

  private final boolean convolutions;
  private final Map<TopologyColumn, Integer> positions;
  private final int width;

  private TopologyHeader(boolean convolutions, Map<TopologyColumn, Integer> positions, int width) {
    this.convolutions = convolutions;
    this.positions = positions;
    this.width = width;
  }

  /** Reads the header from the first row, adding to {@code problems} what is wrong with it. */
  static Optional<TopologyHeader> read(TopologyRow row, TextProblems problems) {
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
    Map<TopologyColumn, Integer> positions = new EnumMap<>(TopologyColumn.class);
    for (int position = 0; position < width; position++) {
      String cell = cells.get(position).strip();
      Optional<TopologyColumn> named = TopologyColumn.named(cell).filter(valid::contains);
      // The peer takes the first column for the name whatever it is called.
      TopologyColumn column =
          named.orElse(position == 0 ? TopologyColumn.NAME : TopologyColumn.SPARSITY);
      if (named.isEmpty() && position > 0) {
        problems.addUnknown(
            row.line(), row.column(position), "column", cell, missing(valid, positions));
      } else if (positions.putIfAbsent(column, position) != null) {
        problems.add(
            row.line(), row.column(position), "column " + quoted(column) + " again", "it once");
      }
    }
    TopologyHeader header = new TopologyHeader(convolutions, positions, width);
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

  private static long hits(List<String> cells, List<TopologyColumn> columns) {
    return cells.stream()
        .map(TopologyColumn::named)
        .flatMap(Optional::stream)
        .filter(column -> column != TopologyColumn.NAME && column != TopologyColumn.SPARSITY)
        .filter(columns::contains)
        .count();
  }

  private static List<String> missing(
      List<TopologyColumn> valid, Map<TopologyColumn, Integer> found) {
    return valid.stream()
        .filter(column -> !found.containsKey(column))
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

  /** Returns how many columns have a name. */
  int width() {
    return width;
  }
}
