package org.backflow.accelerator.memory;

import org.backflow.plan.Count;

/**
 * A length that is cut into parts of one size, the last of which may be shorter: the folds of a
 * side of the array, or the chunks of what streams.
 *
 * @param length one or more
 * @param part one or more
 */
record FoldedLength(int length, int part) {

  /** Returns the number of parts. */
  long parts() {
    return Count.parts(length, part);
  }

  /** Returns where {@code index} begins. */
  int first(long index) {
    return (int) (index * part);
  }

  /** Returns where {@code index} ends, exclusive. */
  int end(long index) {
    return (int) Math.min(length, (index + 1) * part);
  }

  /** Returns the length of part {@code index}. */
  int width(long index) {
    return end(index) - first(index);
  }

  /** Returns the length of the first part, the widest. */
  int widest() {
    return Math.min(length, part);
  }

  /** Returns the length of the last part. */
  int last() {
    return width(parts() - 1);
  }
}
