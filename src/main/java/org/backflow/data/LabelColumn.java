package org.backflow.data;

import java.util.Optional;

/**
 * Which of several labels, or which column, is the label of a sample.
 *
 * @param name of the label or of the column, if it is named
 * @param number of the column if it is not named: from 1 on, or from -1 on backwards from the last
 */
public record LabelColumn(Optional<String> name, int number) {

  /** Checks the number. */
  public LabelColumn {
    if (name.isEmpty() && number == 0) {
      throw new IllegalArgumentException("columns count from 1, or backwards from -1");
    }
  }

  /** Returns the one of this name. */
  public static LabelColumn named(String name) {
    return new LabelColumn(Optional.of(name), 0);
  }

  /** Returns the one at this place. */
  public static LabelColumn numbered(int number) {
    return new LabelColumn(Optional.empty(), number);
  }
}
