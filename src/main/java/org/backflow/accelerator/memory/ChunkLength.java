package org.backflow.accelerator.memory;

import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** How long the chunks are whose words differ from chunk to chunk. */
final class ChunkLength {

  private ChunkLength() {}

  /**
   * Returns the largest length with which all chunks fit, or {@code fitting} if none is larger.
   *
   * @param fitting a length with which they surely fit, or must
   * @param most the whole length
   * @param firstFits whether a first chunk of a length fits; if so, all shorter ones do
   * @param allFit whether all chunks fit that the whole length is cut into
   */
  static int longest(
      int fitting, int most, IntPredicate firstFits, Predicate<FoldedLength> allFit) {
    return longest(fitting, most, most, firstFits, allFit);
  }

  /**
   * Returns the same of lengths up to {@code limit}.
   *
   * @param limit no more than {@code most}
   */
  static int longest(
      int fitting, int limit, int most, IntPredicate firstFits, Predicate<FoldedLength> allFit) {
    int length = Math.min(fitting, limit);
    int above = limit + 1;
    while (above - length > 1) {
      int middle = length + (above - length) / 2;
      if (firstFits.test(middle)) {
        length = middle;
      } else {
        above = middle;
      }
    }
    while (length > fitting && !allFit.test(new FoldedLength(most, length))) {
      length--;
    }
    return length;
  }
}
