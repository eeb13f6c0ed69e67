package org.backflow.sweep.expression;

import org.jspecify.annotations.Nullable;

/** What an expression is evaluated on. */
public interface Cells {

  /** Returns the cell in a column: a {@code Number}, a {@code String}, or null for nothing. */
  @Nullable Object cell(int column);
}
