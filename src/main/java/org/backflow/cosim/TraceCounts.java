package org.backflow.cosim;

/**
 * How much of a trace was compared and found equal.
 *
 * @param records lines
 * @param words words of tensors or results, those covered by a hash included
 * @param cycles cycles of operations or folds, those between them left out
 */
public record TraceCounts(long records, long words, long cycles) {

  /** Nothing. */
  public static final TraceCounts NONE = new TraceCounts(0, 0, 0);

  /** Returns the sums. */
  public TraceCounts plus(TraceCounts other) {
    return new TraceCounts(records + other.records, words + other.words, cycles + other.cycles);
  }
}
