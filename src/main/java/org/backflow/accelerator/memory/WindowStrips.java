package org.backflow.accelerator.memory;

import java.util.stream.LongStream;
import org.backflow.plan.Count;

/**
 * Strips of an operand whose elements repeat stored words.
 *
 * <p>All of it is kept if the words that it is made of fit the buffer together, each fetched when
 * it is first needed; else a strip, if the next fold needs the same one and its words fit;
 * otherwise each chunk brings all of its words, those that it shares with its neighbours too.
 *
 * @param buffer what it passes through
 * @param blocks its words, by the side of the array and the steps
 * @param folds the side of the array where it enters
 * @param otherFolds how often each strip is needed
 * @param streamed steps of a strip
 * @param stays whether the next fold needs the same strip
 */
record WindowStrips(
    OperandBuffer buffer,
    ElementBlocks blocks,
    FoldedLength folds,
    long otherFolds,
    int streamed,
    boolean stays)
    implements Strips {

  private boolean keepsAll() {
    return buffer.keeps(blocks.words(0, folds.length(), 0, streamed));
  }

  private boolean keeps(long fold) {
    return stays && buffer.keeps(words(fold, 0, streamed));
  }

  private long words(long fold, int firstStep, int endStep) {
    return blocks.words(folds.first(fold), folds.end(fold), firstStep, endStep);
  }

  /** No chunk has more words than elements, so the search ends where all elements fit. */
  @Override
  public int chunkSteps(int limit) {
    if (keepsAll()) {
      return limit;
    }
    int fitting = (int) Math.min(limit, buffer.steps(folds.widest()));
    boolean keepsFirst = keeps(0);
    return ChunkLength.longest(
        fitting,
        limit,
        streamed,
        steps -> keepsFirst || buffer.keeps(words(0, 0, steps)),
        this::fits);
  }

  private boolean fits(FoldedLength chunks) {
    for (long fold = 0; fold < folds.parts(); fold++) {
      for (long chunk = 0; chunk < chunks.parts() && !keeps(fold); chunk++) {
        if (!buffer.keeps(words(fold, chunks.first(chunk), chunks.end(chunk)))) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public Fetches cut(FoldedLength chunks) {
    int count = buffer.isMoved() ? Math.toIntExact(folds.parts()) : 0;
    long[][] words = new long[count][(int) chunks.parts()];
    boolean[] kept = new boolean[count];
    boolean keepsAll = keepsAll();
    WordSet seen = new WordSet();
    for (int fold = 0; fold < count; fold++) {
      kept[fold] = keepsAll || keeps(fold);
      for (int chunk = 0; chunk < words[fold].length; chunk++) {
        int first = chunks.first(chunk);
        int end = chunks.end(chunk);
        if (keepsAll) {
          words[fold][chunk] = blocks.mark(folds.first(fold), folds.end(fold), first, end, seen);
        } else if (kept[fold] && first > 0) {
          words[fold][chunk] = words(fold, 0, end) - words(fold, 0, first);
        } else {
          words[fold][chunk] = words(fold, first, end);
        }
      }
    }
    return new Fetches() {
      @Override
      public long words(long fold, long otherFold, long chunk) {
        return count == 0 || (otherFold > 0 && kept[(int) fold])
            ? 0
            : words[(int) fold][(int) chunk];
      }

      @Override
      public long total() {
        long total = 0;
        for (int fold = 0; fold < count; fold++) {
          long once = LongStream.of(words[fold]).reduce(0, Count::sum);
          total = Count.sum(total, Count.product(kept[fold] ? 1 : otherFolds, once));
        }
        return total;
      }
    };
  }
}
