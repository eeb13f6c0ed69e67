package org.backflow.foreign.scalesim;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The columns of a topology file, known by their names. */
enum TopologyColumn {
  NAME("Layer name", "layer", "name"),
  ROWS("M"),
  COLUMNS("N"),
  SUMS("K"),
  INPUT_HEIGHT("IFMAP Height"),
  INPUT_WIDTH("IFMAP Width"),
  FILTER_HEIGHT("Filter Height"),
  FILTER_WIDTH("Filter Width"),
  CHANNELS("Channels", "numchannels"),
  FILTERS("Num Filter", "numfilters"),
  STRIDE("Strides", "stride"),
  STRIDE_HEIGHT("Stride Height"),
  STRIDE_WIDTH("Stride Width"),
  SPARSITY("Sparsity", "sparsityratio"),
  /** Rows are of one sample; how many samples there are is said elsewhere. */
  BATCH("Batch", "batchsize", "batches");

  static final List<TopologyColumn> OF_PRODUCTS = List.of(NAME, ROWS, COLUMNS, SUMS, SPARSITY);

  static final List<TopologyColumn> OF_CONVOLUTIONS =
      List.of(
          NAME,
          INPUT_HEIGHT,
          INPUT_WIDTH,
          FILTER_HEIGHT,
          FILTER_WIDTH,
          CHANNELS,
          FILTERS,
          STRIDE,
          STRIDE_HEIGHT,
          STRIDE_WIDTH,
          SPARSITY);

  private final String label;
  private final List<String> others;

  TopologyColumn(String label, String... others) {
    this.label = label;
    this.others = List.of(others);
  }

  /** Returns the name as SCALE-Sim writes it. */
  String label() {
    return label;
  }

  /** Returns the column that a cell of the header names, whatever its case and spaces. */
  static Optional<TopologyColumn> named(String cell) {
    String sought = normalized(cell);
    return Arrays.stream(values())
        .filter(column -> normalized(column.label).equals(sought) || column.others.contains(sought))
        .findFirst();
  }

  private static String normalized(String cell) {
    return cell.replaceAll("[-_: \t]", "").toLowerCase(Locale.ROOT);
  }
}
