package org.backflow.accelerator.memory;

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
 */
public final class FoldedPasses implements Passes {

  private final Folding folding;
  private final boolean rowsInner;
  private final ProductBuffers buffers;
  private final ArrayEdge edge;
  private final long rowFolds;
  private final long columnFolds;
  private final int lastRows;
  private final int lastColumns;
  private final boolean keepsAllByRow;
  private final boolean keepsAllOther;
  private final boolean keepsAllSums;
  private final long chunkSteps;
  private final long chunks;

  /** Cuts a product into passes. */
  public FoldedPasses(Folding folding, ProductBuffers buffers, MemorySystem system) {
    this.folding = folding;
    this.buffers = buffers;
    this.rowsInner = system.foldOrder() == FoldOrder.ROWS_FIRST;
    this.rowFolds = folding.rowFolds();
    this.columnFolds = folding.columnFolds();
    this.edge = new ArrayEdge(folding, buffers, system.ports());
    this.lastRows = (int) (folding.rows() - (rowFolds - 1) * folding.arrayRows());
    this.lastColumns = (int) (folding.columns() - (columnFolds - 1) * folding.arrayColumns());
    long streamed = folding.streamed();
    this.keepsAllByRow = buffers.byRow().keeps(folding.rows() * streamed);
    this.keepsAllOther = buffers.other().keeps(folding.columns() * streamed);
    this.keepsAllSums = buffers.sums().keeps(folding.columns() * streamed);
    this.chunkSteps = longestChunk();
    this.chunks = (streamed - 1) / chunkSteps + 1;
  }

  private long longestChunk() {
    long steps = folding.streamed();
    int rows = folding.widestRows();
    int columns = folding.widestColumns();
    if (!keepsByRow(rows)) {
      steps = Math.min(steps, buffers.byRow().steps(rows));
    }
    if (folding.sumsStay()) {
      return keepsOther(columns) ? steps : Math.min(steps, buffers.other().steps(columns));
    }
    if (rowFolds > 1 && !keepsSums(columns)) {
      steps = Math.min(steps, buffers.sums().steps(columns));
    }
    boolean streamsResult = buffers.result().placement() == Placement.STREAMED;
    return streamsResult ? Math.min(steps, buffers.result().steps(columns)) : steps;
  }

  private boolean keepsByRow(int rows) {
    return keepsAllByRow || (!rowsInner && buffers.byRow().keeps((long) rows * folding.streamed()));
  }

  private boolean keepsOther(int columns) {
    return keepsAllOther
        || (rowsInner && buffers.other().keeps((long) columns * folding.streamed()));
  }

  private boolean keepsSums(int columns) {
    return keepsAllSums || (rowsInner && buffers.sums().keeps((long) columns * folding.streamed()));
  }

  @Override
  public long outerCount() {
    return rowsInner ? columnFolds : rowFolds;
  }

  @Override
  public long innerCount() {
    return rowsInner ? rowFolds : columnFolds;
  }

  @Override
  public long chunkCount() {
    return chunks;
  }

  @Override
  public long cycles(long outer, long inner, long chunk) {
    long rowFold = rowsInner ? inner : outer;
    long columnFold = rowsInner ? outer : inner;
    int columns = columns(columnFold);
    int rows = rows(rowFold);
    long streaming = Count.product(steps(chunk), edge.cyclesPerStep(rowFold, rows, columns));
    if (chunk < chunks - 1) {
      return streaming;
    }
    boolean last = rowFold == rowFolds - 1 && columnFold == columnFolds - 1;
    long fold = last ? folding.lastFoldCycles() : folding.foldDistance();
    long tile = Count.product(edge.cyclesPerTileRow(columns) - 1, rows);
    return Count.sum(streaming, fold - folding.streamed() + tile);
  }

  @Override
  public long fetchedBits(long outer, long inner, long chunk) {
    long rowFold = rowsInner ? inner : outer;
    long columnFold = rowsInner ? outer : inner;
    long steps = steps(chunk);
    int rows = rows(rowFold);
    int columns = columns(columnFold);
    long bits = 0;
    OperandBuffer byRow = buffers.byRow();
    if (byRow.isMoved() && (columnFold == 0 || !keepsByRow(rows))) {
      bits += rows * steps * byRow.wordBits();
    }
    OperandBuffer other = buffers.other();
    OperandBuffer result = buffers.result();
    boolean readsResult = buffers.adds() && result.isMoved();
    if (folding.sumsStay()) {
      if (other.isMoved() && (rowFold == 0 || !keepsOther(columns))) {
        bits += columns * steps * other.wordBits();
      }
      if (readsResult && chunk == chunks - 1) {
        bits += (long) rows * columns * result.wordBits();
      }
      return bits;
    }
    if (other.isMoved() && chunk == 0) {
      bits += (long) rows * columns * other.wordBits();
    }
    if (rowFold > 0 && !keepsSums(columns)) {
      bits += columns * steps * buffers.sums().wordBits();
    }
    if (readsResult && rowFold == rowFolds - 1) {
      bits += columns * steps * result.wordBits();
    }
    return bits;
  }

  @Override
  public long writtenBits(long outer, long inner, long chunk) {
    long rowFold = rowsInner ? inner : outer;
    long columnFold = rowsInner ? outer : inner;
    int columns = columns(columnFold);
    OperandBuffer result = buffers.result();
    if (folding.sumsStay()) {
      return result.isMoved() && chunk == chunks - 1
          ? (long) rows(rowFold) * columns * result.wordBits()
          : 0;
    }
    if (rowFold < rowFolds - 1) {
      return keepsSums(columns) ? 0 : columns * steps(chunk) * buffers.sums().wordBits();
    }
    return result.isMoved() ? columns * steps(chunk) * result.wordBits() : 0;
  }

  private int rows(long rowFold) {
    return rowFold == rowFolds - 1 ? lastRows : folding.arrayRows();
  }

  private int columns(long columnFold) {
    return columnFold == columnFolds - 1 ? lastColumns : folding.arrayColumns();
  }

  private long steps(long chunk) {
    return chunk == chunks - 1 ? folding.streamed() - chunk * chunkSteps : chunkSteps;
  }

  /** Returns the words of the operand that enters by rows that are fetched from DRAM. */
  public long byRowFetches() {
    if (!buffers.byRow().isMoved()) {
      return 0;
    }
    long wide = (long) folding.rows() - lastRows;
    return streamed(
        Count.sum(
            Count.product(wide, keepsByRow(folding.widestRows()) ? 1 : columnFolds),
            Count.product(lastRows, keepsByRow(lastRows) ? 1 : columnFolds)));
  }

  /** Returns the words of the other operand that are fetched from DRAM. */
  public long otherFetches() {
    if (!buffers.other().isMoved()) {
      return 0;
    }
    if (!folding.sumsStay()) {
      return (long) folding.rows() * folding.columns();
    }
    long wide = (long) folding.columns() - lastColumns;
    return streamed(
        Count.sum(
            Count.product(wide, keepsOther(folding.widestColumns()) ? 1 : rowFolds),
            Count.product(lastColumns, keepsOther(lastColumns) ? 1 : rowFolds)));
  }

  /** Returns what {@code words} of every step are in all steps. */
  private long streamed(long words) {
    return Count.product(folding.streamed(), words);
  }

  /** Returns the partial sums that are written to DRAM, as many as are read back. */
  public long spilledSums() {
    if (folding.sumsStay()) {
      return 0;
    }
    long wide = (long) folding.columns() - lastColumns;
    long spilled =
        (keepsSums(folding.widestColumns()) ? 0 : wide)
            + (keepsSums(lastColumns) ? 0 : lastColumns);
    return streamed(Count.product(rowFolds - 1, spilled));
  }

  /** Returns the results that are written to DRAM. */
  public long resultWrites() {
    if (!buffers.result().isMoved()) {
      return 0;
    }
    long other = folding.sumsStay() ? folding.rows() : folding.streamed();
    return Count.product(other, folding.columns());
  }

  /** Returns the words that are fetched from DRAM to have results added to them. */
  public long resultFetches() {
    return buffers.adds() ? resultWrites() : 0;
  }
}
