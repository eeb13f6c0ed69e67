package org.backflow.sweep.parquet;

/**
 * A column, every cell of which may be missing.
 *
 * @param name in the schema
 * @param type what its cells are
 */
public record ParquetColumn(String name, Type type) {

  /** What the cells of a column are, with their number in the format. */
  public enum Type {
    /** A {@code Long}. */
    INT64(2),
    /** A {@code Double}. */
    DOUBLE(5),
    /** A {@code String}, as UTF-8. */
    STRING(6);

    private final int code;

    Type(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }
}
