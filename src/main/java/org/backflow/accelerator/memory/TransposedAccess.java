package org.backflow.accelerator.memory;

import java.util.Locale;

/**
 * How the array reads W transposed, against the direction in which W is laid out for the forward
 * product. Every product that reads it so pays, whatever its dataflow.
 */
public enum TransposedAccess {
  /** A second copy in the feedback memory, written again after every update: weight transport. */
  COPY,
  /**
   * A buffer in the feedback memory that is filled by rows and emptied by columns while the next
   * half fills: each word is written and read once more, and the first fill of R cycles is exposed.
   */
  BUFFER,
  /** Each word costs an access to a whole row of the weight memory. */
  COLUMN_READS;

  /** Returns {@code copy}, {@code buffer} or {@code column-reads}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
