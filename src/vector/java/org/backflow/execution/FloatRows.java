package org.backflow.execution;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Rows of words as vectors. Not among the loops, for those are compiled apart. */
final class FloatRows {

  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  static final int WIDTH = SPECIES.length();

  /** The masks of the first words of a vector, by their number. */
  private static final VectorMask<?>[] FIRST = masks();

  private FloatRows() {}

  private static VectorMask<?>[] masks() {
    VectorMask<?>[] masks = new VectorMask<?>[WIDTH];
    for (int words = 0; words < WIDTH; words++) {
      masks[words] = SPECIES.indexInRange(0, words);
    }
    return masks;
  }

  /** Stores what of {@code sum} belongs to the row. */
  static void store(FloatVector sum, float[] sums, int row, int column, int columns) {
    if (columns - column >= WIDTH) {
      sum.intoArray(sums, row + column);
    } else if (column < columns) {
      VectorMask<Float> mask = FIRST[columns - column].check(SPECIES);
      FloatVector.fromArray(SPECIES, sums, row + column)
          .blend(sum, mask)
          .intoArray(sums, row + column);
    }
  }
}
