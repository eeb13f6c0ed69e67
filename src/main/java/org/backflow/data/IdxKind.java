package org.backflow.data;

import java.util.Locale;

/** What an IDX file holds, which its number of dimensions tells. */
enum IdxKind {
  /** Dimensions: images, rows, columns. */
  IMAGES(3),
  /** Dimension: labels. */
  LABELS(1);

  private final int dimensions;

  IdxKind(int dimensions) {
    this.dimensions = dimensions;
  }

  int dimensions() {
    return dimensions;
  }

  int headerBytes() {
    return Integer.BYTES * (1 + dimensions);
  }

  /** {@return what is counted along a dimension} */
  String unit(int dimension) {
    return switch (dimension) {
      case 0 -> toString();
      case 1 -> "rows";
      default -> "columns";
    };
  }

  /** {@return how messages put the number of dimensions of a file} */
  static String describe(int dimensions) {
    String number = dimensions == 1 ? "1 dimension" : dimensions + " dimensions";
    for (IdxKind kind : values()) {
      if (kind.dimensions == dimensions) {
        return number + " (" + kind + ")";
      }
    }
    return number;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
