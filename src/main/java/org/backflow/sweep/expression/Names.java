package org.backflow.sweep.expression;

import java.util.Optional;

/** What the names in an expression stand for. */
public interface Names {

  /** Returns where the column called {@code name} is. */
  Optional<Integer> find(String name);

  /** Returns whether the cells of a column are numbers; otherwise they are texts. */
  boolean isNumeric(int column);

  /** Returns what completes the refusal of {@code name}: the nearest one, or all. */
  String nearest(String name);
}
