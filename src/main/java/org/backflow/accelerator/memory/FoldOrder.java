package org.backflow.accelerator.memory;

import java.util.Locale;

/** Which folds of a product follow each other. It decides what can be kept on chip meanwhile. */
public enum FoldOrder {
  /**
   * All row folds of one column fold, then those of the next: the sums of a weight- or
   * input-stationary array are finished column by column.
   */
  ROWS_FIRST,
  /** All column folds of one row fold, then those of the next. */
  COLUMNS_FIRST;

  /** Returns {@code rows-first} or {@code columns-first}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
