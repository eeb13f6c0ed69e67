package org.backflow.accelerator.memory;

import java.util.Optional;
import org.backflow.plan.Count;

/**
 * The tiles of an operand that stays in the array: each is used by one fold, in its first chunk.
 */
final class StationaryTiles {

  private StationaryTiles() {}

  /**
   * Returns what is fetched of an operand.
   *
   * @param blocks its words by rows and columns of the array, where elements repeat them
   */
  static Fetches of(
      OperandBuffer buffer, Folding folding, Optional<ElementBlocks> blocks, boolean rowsInner) {
    if (!buffer.isMoved()) {
      return new Dense(folding, 0);
    }
    return blocks
        .<Fetches>map(each -> windows(buffer, folding, each, rowsInner))
        .orElseGet(() -> new Dense(folding, 1));
  }

  /**
   * Elements that are words of their own.
   *
   * @param times how often each is fetched
   */
  private record Dense(Folding folding, int times) implements Fetches {
    @Override
    public long words(long fold, long otherFold, long chunk) {
      return chunk == 0
          ? (long) times * folding.rowFolds().width(fold) * folding.columnFolds().width(otherFold)
          : 0;
    }

    @Override
    public long total() {
      return (long) times * folding.rows() * folding.columns();
    }
  }

  /** If all words fit the buffer, each is fetched when it is first needed; else by every tile. */
  private static Fetches windows(
      OperandBuffer buffer, Folding folding, ElementBlocks blocks, boolean rowsInner) {
    FoldedLength rows = folding.rowFolds();
    FoldedLength columns = folding.columnFolds();
    long[][] words = new long[Math.toIntExact(rows.parts())][Math.toIntExact(columns.parts())];
    boolean keepsAll = buffer.keeps(blocks.words(0, rows.length(), 0, columns.length()));
    WordSet seen = new WordSet();
    long total = 0;
    for (long tile = 0; tile < folding.folds(); tile++) {
      int row = (int) (rowsInner ? tile % rows.parts() : tile / columns.parts());
      int column = (int) (rowsInner ? tile / rows.parts() : tile % columns.parts());
      int firstRow = rows.first(row);
      int firstColumn = columns.first(column);
      words[row][column] =
          keepsAll
              ? blocks.mark(firstRow, rows.end(row), firstColumn, columns.end(column), seen)
              : blocks.words(firstRow, rows.end(row), firstColumn, columns.end(column));
      total = Count.sum(total, words[row][column]);
    }
    return new Listed(words, total);
  }

  @SuppressWarnings("ArrayRecordComponent") // filled once, never compared
  private record Listed(long[][] tiles, long total) implements Fetches {
    @Override
    public long words(long fold, long otherFold, long chunk) {
      return chunk == 0 ? tiles[(int) fold][(int) otherFold] : 0;
    }
  }
}
