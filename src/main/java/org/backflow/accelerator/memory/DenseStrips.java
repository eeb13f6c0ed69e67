package org.backflow.accelerator.memory;

import org.backflow.plan.Count;

/**
 * Strips of an operand each of whose elements is a word of its own.
 *
 * @param buffer what it passes through
 * @param folds the side of the array where it enters
 * @param otherFolds how often each strip is needed
 * @param streamed steps of a strip
 * @param stays whether the next fold needs the same strip
 */
record DenseStrips(
    OperandBuffer buffer, FoldedLength folds, long otherFolds, int streamed, boolean stays)
    implements Strips {

  private boolean keeps(long fold) {
    return buffer.keeps((long) folds.length() * streamed)
        || (stays && buffer.keeps((long) folds.width(fold) * streamed));
  }

  @Override
  public int chunkSteps(int limit) {
    return keeps(0) ? limit : (int) Math.min(limit, buffer.steps(folds.widest()));
  }

  @Override
  public Fetches cut(FoldedLength chunks) {
    boolean keepsWide = keeps(0);
    boolean keepsLast = keeps(folds.parts() - 1);
    return new Fetches() {
      @Override
      public long words(long fold, long otherFold, long chunk) {
        boolean kept = fold == folds.parts() - 1 ? keepsLast : keepsWide;
        return buffer.isMoved() && (otherFold == 0 || !kept)
            ? (long) folds.width(fold) * chunks.width(chunk)
            : 0;
      }

      @Override
      public long total() {
        if (!buffer.isMoved()) {
          return 0;
        }
        int last = folds.last();
        long wide = (long) folds.length() - last;
        long ofStep =
            Count.sum(
                Count.product(wide, keepsWide ? 1 : otherFolds),
                Count.product(last, keepsLast ? 1 : otherFolds));
        return Count.product(streamed, ofStep);
      }
    };
  }
}
