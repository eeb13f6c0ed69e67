package org.backflow.execution;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Rows of words as vectors. Not among the loops, for those are compiled apart. */
final class CodeRows {

  static final VectorSpecies<Double> SPECIES =
      DoubleVector.SPECIES_PREFERRED.length() > 8
          ? DoubleVector.SPECIES_512
          : DoubleVector.SPECIES_PREFERRED;

  static final int WIDTH = SPECIES.length();

  /** The masks of the first words of a vector, by their number. */
  private static final VectorMask<?>[] FIRST = masks();

  private CodeRows() {}

  private static VectorMask<?>[] masks() {
    VectorMask<?>[] masks = new VectorMask<?>[WIDTH];
    for (int words = 0; words < WIDTH; words++) {
      masks[words] = SPECIES.indexInRange(0, words);
    }
    return masks;
  }

  /** Stores what of {@code sum} belongs to the row. */
  static void store(DoubleVector sum, double[] sums, int row, int column, int columns) {
    if (columns - column >= WIDTH) {
      sum.intoArray(sums, row + column);
    } else if (column < columns) {
      VectorMask<Double> mask = FIRST[columns - column].check(SPECIES);
      DoubleVector.fromArray(SPECIES, sums, row + column)
          .blend(sum, mask)
          .intoArray(sums, row + column);
    }
  }
}
