package org.backflow.accelerator.memory;

import java.util.Optional;
import org.backflow.plan.Count;

/**
 * The passes of a matrix product on an array.
 *
 * <h2>Tiles</h2>
 *
 * Fold (i, j) covers r<sub>i</sub> of the rows and c<sub>j</sub> of the columns, and streams T
 * steps. It takes the strip r<sub>i</sub> x T of the operand that enters by rows; output-stationary
 * also the strip T x c<sub>j</sub> of the other operand, and leaves a tile r<sub>i</sub> x
 * c<sub>j</sub> of results; otherwise the stationary tile r<sub>i</sub> x c<sub>j</sub>, and leaves
 * a strip T x c<sub>j</sub> of sums, which the last row fold finishes.
 *
 * <p>An operand that is not on chip passes through its buffer. Strips that are larger than their
 * buffer cut T into chunks of t steps, the most that fits the buffer of every operand that is not
 * kept; a pass is a chunk of a fold, and the array stands still between chunks if it must. The
 * first chunk of a fold brings the stationary tile, the last one takes the results of a stationary
 * sum with it and lasts as long as filling, loading and draining of the fold beside its steps. One
 * step of a strip and one tile of the array's own size always fit: the edge and the second
 * registers of the elements hold them.
 *
 * <h2>What is kept</h2>
 *
 * The strips of {@code byRow} are needed again in every column fold. They are fetched once if all
 * of them fit the buffer (any order), or strip by strip if the next fold uses the same one (columns
 * first) and it fits; in both cases with column fold 0, otherwise in every fold:
 *
 * <pre>words = rows T, or rows T columnFolds</pre>
 *
 * Likewise the strips of {@code other} where sums stay, rows and columns exchanged. A stationary
 * tile is used once: rows columns words. Results are written once, rows columns words where sums
 * stay, else T columns. Sums stay on chip between row folds if all of them fit the buffer, or strip
 * by strip if the next fold goes on with the same one (rows first); otherwise every row fold but
 * the last writes them and every one but the first reads them back:
 *
 * <pre>words = T columns (rowFolds - 1), in each direction</pre>
 *
 * Since rows and columns of the last folds are narrower, a last strip can fit where the others do
 * not; the forms add it apart.
 *
 * <h2>Windows</h2>
 *
 * Elements of an operand that is made of windows repeat words, or are no words. There "fits" is
 * said of the words that a strip or tile touches, each counted once, and these are fetched: all of
 * them, where its neighbours hold some of them too but are not kept ({@link WindowStrips}). Such
 * counts change from fold to fold, so every pass is visited.
 */
public final class FoldedPasses implements Passes {

  private final Folding folding;
  private final boolean rowsInner;
  private final ProductBuffers buffers;
  private final ArrayEdge edge;
  private final FoldedLength rowFolds;
  private final FoldedLength columnFolds;
  private final FoldedLength chunks;
  private final boolean keepsAllSums;
  private final boolean alike;
  private final Fetches byRow;
  private final Fetches other;

  /**
   * The words of operands that are made of windows, as the array sees them.
   *
   * @param byRow rows of the array by steps; nothing where every element is a word
   * @param other columns of the array by steps, or rows by columns of what is stationary
   */
  public record Windows(Optional<ElementBlocks> byRow, Optional<ElementBlocks> other) {
    /** Every element is a word. */
    public static final Windows NONE = new Windows(Optional.empty(), Optional.empty());
  }

  /** Cuts a product into passes. */
  public FoldedPasses(
      Folding folding, ProductBuffers buffers, Windows windows, MemorySystem system) {
    this.folding = folding;
    this.buffers = buffers;
    this.rowsInner = system.foldOrder() == FoldOrder.ROWS_FIRST;
    this.rowFolds = folding.rowFolds();
    this.columnFolds = folding.columnFolds();
    this.edge = new ArrayEdge(folding, buffers, system.ports());
    this.keepsAllSums = buffers.sums().keeps((long) folding.columns() * folding.streamed());
    this.alike =
        (windows.byRow().isEmpty() || !buffers.byRow().isMoved())
            && (windows.other().isEmpty() || !buffers.other().isMoved());
    Strips rowStrips =
        strips(buffers.byRow(), rowFolds, columnFolds.parts(), windows.byRow(), !rowsInner);
    if (folding.sumsStay()) {
      Strips columnStrips =
          strips(buffers.other(), columnFolds, rowFolds.parts(), windows.other(), rowsInner);
      this.chunks = chunks(rowStrips, columnStrips);
      this.other = columnStrips.cut(chunks);
    } else {
      this.chunks = new FoldedLength(folding.streamed(), rowStrips.chunkSteps(longestOfResults()));
      this.other = StationaryTiles.of(buffers.other(), folding, windows.other(), rowsInner);
    }
    this.byRow = rowStrips.cut(chunks);
  }

  private Strips strips(
      OperandBuffer buffer,
      FoldedLength folds,
      long otherFolds,
      Optional<ElementBlocks> windows,
      boolean stays) {
    int streamed = folding.streamed();
    return windows
        .<Strips>map(blocks -> new WindowStrips(buffer, blocks, folds, otherFolds, streamed, stays))
        .orElseGet(() -> new DenseStrips(buffer, folds, otherFolds, streamed, stays));
  }

  /** Fewer steps need not fit windows that more steps fit: their chunks begin elsewhere. */
  private FoldedLength chunks(Strips some, Strips others) {
    int steps = folding.streamed();
    int before;
    do {
      before = steps;
      steps = others.chunkSteps(some.chunkSteps(steps));
    } while (steps < before);
    return new FoldedLength(folding.streamed(), steps);
  }

  /** Returns the most steps whose sums and results pass through their buffers. */
  private int longestOfResults() {
    long steps = folding.streamed();
    int columns = columnFolds.widest();
    if (rowFolds.parts() > 1 && !keepsSums(columns)) {
      steps = Math.min(steps, buffers.sums().steps(columns));
    }
    boolean streamsResult = buffers.result().placement() == Placement.STREAMED;
    return (int) (streamsResult ? Math.min(steps, buffers.result().steps(columns)) : steps);
  }

  private boolean keepsSums(int columns) {
    return keepsAllSums || (rowsInner && buffers.sums().keeps((long) columns * folding.streamed()));
  }

  @Override
  public long outerCount() {
    return rowsInner ? columnFolds.parts() : rowFolds.parts();
  }

  @Override
  public long innerCount() {
    return rowsInner ? rowFolds.parts() : columnFolds.parts();
  }

  @Override
  public long chunkCount() {
    return chunks.parts();
  }

  @Override
  public boolean areAlike() {
    return alike;
  }

  @Override
  public long cycles(long outer, long inner, long chunk) {
    long rowFold = rowsInner ? inner : outer;
    long columnFold = rowsInner ? outer : inner;
    int columns = columnFolds.width(columnFold);
    int rows = rowFolds.width(rowFold);
    long streaming = Count.product(chunks.width(chunk), edge.cyclesPerStep(rowFold, rows, columns));
    if (!isLastChunk(chunk)) {
      return streaming;
    }
    boolean last = isLastRowFold(rowFold) && columnFold == columnFolds.parts() - 1;
    long fold = last ? folding.lastFoldCycles() : folding.foldDistance();
    long tile = Count.product(edge.cyclesPerTileRow(columns) - 1, rows);
    return Count.sum(streaming, fold - folding.streamed() + tile);
  }

  private boolean isLastChunk(long chunk) {
    return chunk == chunks.parts() - 1;
  }

  private boolean isLastRowFold(long rowFold) {
    return rowFold == rowFolds.parts() - 1;
  }

  @Override
  public long fetchedBits(long outer, long inner, long chunk) {
    long rowFold = rowsInner ? inner : outer;
    long columnFold = rowsInner ? outer : inner;
    long steps = chunks.width(chunk);
    int rows = rowFolds.width(rowFold);
    int columns = columnFolds.width(columnFold);
    OperandBuffer result = buffers.result();
    boolean readsResult = buffers.adds() && result.isMoved();
    long bits = byRow.words(rowFold, columnFold, chunk) * buffers.byRow().wordBits();
    if (folding.sumsStay()) {
      bits += other.words(columnFold, rowFold, chunk) * buffers.other().wordBits();
      if (readsResult && isLastChunk(chunk)) {
        bits += (long) rows * columns * result.wordBits();
      }
      return bits;
    }
    bits += other.words(rowFold, columnFold, chunk) * buffers.other().wordBits();
    if (rowFold > 0 && !keepsSums(columns)) {
      bits += columns * steps * buffers.sums().wordBits();
    }
    if (readsResult && isLastRowFold(rowFold)) {
      bits += columns * steps * result.wordBits();
    }
    return bits;
  }

  @Override
  public long writtenBits(long outer, long inner, long chunk) {
    long rowFold = rowsInner ? inner : outer;
    long columnFold = rowsInner ? outer : inner;
    int columns = columnFolds.width(columnFold);
    long strip = (long) columns * chunks.width(chunk);
    OperandBuffer result = buffers.result();
    if (folding.sumsStay()) {
      return result.isMoved() && isLastChunk(chunk)
          ? (long) rowFolds.width(rowFold) * columns * result.wordBits()
          : 0;
    }
    if (!isLastRowFold(rowFold)) {
      return keepsSums(columns) ? 0 : strip * buffers.sums().wordBits();
    }
    return result.isMoved() ? strip * result.wordBits() : 0;
  }

  /** Returns the words of the operand that enters by rows that are fetched from DRAM. */
  public long byRowFetches() {
    return byRow.total();
  }

  /** Returns the words of the other operand that are fetched from DRAM. */
  public long otherFetches() {
    return other.total();
  }

  /** Returns the partial sums that are written to DRAM, as many as are read back. */
  public long spilledSums() {
    if (folding.sumsStay()) {
      return 0;
    }
    int last = columnFolds.last();
    long wide = (long) folding.columns() - last;
    long spilled = (keepsSums(columnFolds.widest()) ? 0 : wide) + (keepsSums(last) ? 0 : last);
    long ofStep = Count.product(rowFolds.parts() - 1, spilled);
    return Count.product(folding.streamed(), ofStep);
  }

  /** Returns the results that are written to DRAM. */
  public long resultWrites() {
    if (!buffers.result().isMoved()) {
      return 0;
    }
    long length = folding.sumsStay() ? folding.rows() : folding.streamed();
    return Count.product(length, folding.columns());
  }

  /** Returns the words that are fetched from DRAM to have results added to them. */
  public long resultFetches() {
    return buffers.adds() ? resultWrites() : 0;
  }
}
