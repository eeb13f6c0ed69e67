package org.backflow.accelerator.memory;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.plan.View;

/**
 * A product with its memories, simulated tile by tile: the buffers hold what was used last, as much
 * as fits, and a channel and an array take their turns in time. Nothing is added up in advance.
 */
final class SlowProduct {

  /** Tiles that were used last, as many as fit. */
  private static final class Buffer {
    private final OperandBuffer operand;
    private final long capacityBits;
    private final Map<String, Long> bitsByTile = new LinkedHashMap<>();
    private long held;

    Buffer(OperandBuffer operand) {
      this.operand = operand;
      this.capacityBits =
          operand.placement() == Placement.STREAMED ? operand.bufferBits() : Long.MAX_VALUE;
    }

    /** Returns the words that must be fetched to use {@code tile}. */
    long use(String tile, long words) {
      Long there = bitsByTile.remove(tile);
      if (there != null) {
        bitsByTile.put(tile, there);
        return 0;
      }
      long bits = words * operand.wordBits();
      bitsByTile.put(tile, bits);
      held += bits;
      Iterator<Map.Entry<String, Long>> oldest = bitsByTile.entrySet().iterator();
      while (held > capacityBits) {
        held -= oldest.next().getValue();
        oldest.remove();
      }
      return operand.placement() == Placement.RESIDENT ? 0 : words;
    }
  }

  private final Folding folding;
  private final ProductBuffers buffers;
  private final MemorySystem system;
  private final Optional<SlowWindows> byRowWindows;
  private final Optional<SlowWindows> otherWindows;
  private final List<SlowClock.Pass> passes = new ArrayList<>();

  long byRowFetches;
  long otherFetches;
  long spilledSums;
  long readBackSums;
  long resultFetches;
  long resultWrites;
  StallCycles stalls = StallCycles.NONE;
  long passCycles;

  SlowProduct(Folding folding, ProductBuffers buffers, MemorySystem system) {
    this(folding, buffers, Optional.empty(), Optional.empty(), system);
  }

  /**
   * Simulates a product of windows.
   *
   * @param byRow rows of the array by steps
   * @param other columns of the array by steps, or rows by columns of what is stationary
   */
  SlowProduct(
      Folding folding,
      ProductBuffers buffers,
      Optional<View> byRow,
      Optional<View> other,
      MemorySystem system) {
    this.folding = folding;
    this.buffers = buffers;
    this.system = system;
    this.byRowWindows = byRow.map(view -> new SlowWindows(view, buffers.byRow()));
    this.otherWindows = other.map(view -> new SlowWindows(view, buffers.other()));
    movePasses();
    for (SlowClock.Pass pass : passes) {
      passCycles += pass.cycles();
    }
    system.dram().ifPresent(dram -> stalls = SlowClock.run(passes, dram, system.doubleBuffered()));
  }

  int passes() {
    return passes.size();
  }

  private void movePasses() {
    List<Integer> rowTiles = cut(folding.rows(), folding.arrayRows());
    List<Integer> columnTiles = cut(folding.columns(), folding.arrayColumns());
    List<Integer> chunks = cut(folding.streamed(), stepsThatFit(rowTiles, columnTiles));
    Buffer byRow = new Buffer(buffers.byRow());
    Buffer other = new Buffer(buffers.other());
    boolean rowsFirst = system.foldOrder() == FoldOrder.ROWS_FIRST;
    int outer = rowsFirst ? columnTiles.size() : rowTiles.size();
    int inner = rowsFirst ? rowTiles.size() : columnTiles.size();
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        int row = rowsFirst ? i : o;
        int column = rowsFirst ? o : i;
        for (int chunk = 0; chunk < chunks.size(); chunk++) {
          pass(byRow, other, rowTiles, columnTiles, chunks, row, column, chunk);
        }
      }
    }
  }

  private void pass(
      Buffer byRow,
      Buffer other,
      List<Integer> rowTiles,
      List<Integer> columnTiles,
      List<Integer> chunks,
      int row,
      int column,
      int chunk) {
    long rows = rowTiles.get(row);
    long columns = columnTiles.get(column);
    long steps = chunks.get(chunk);
    boolean lastChunk = chunk == chunks.size() - 1;
    boolean lastRow = row == rowTiles.size() - 1;
    boolean moves = buffers.result().placement() != Placement.RESIDENT;
    long fetched = 0;
    long written = 0;
    int firstStep = chunk * chunks.get(0);
    int endStep = firstStep + (int) steps;
    int firstRow = row * folding.arrayRows();
    int endRow = firstRow + (int) rows;
    int firstColumn = column * folding.arrayColumns();
    int endColumn = firstColumn + (int) columns;
    boolean rowsFirst = system.foldOrder() == FoldOrder.ROWS_FIRST;
    long words =
        byRowWindows.isPresent()
            ? byRowWindows.get().use(firstRow, endRow, firstStep, endStep, !rowsFirst)
            : byRow.use(row + "," + chunk, rows * steps);
    byRowFetches += words;
    fetched += words * buffers.byRow().wordBits();
    if (folding.sumsStay()) {
      words =
          otherWindows.isPresent()
              ? otherWindows.get().use(firstColumn, endColumn, firstStep, endStep, rowsFirst)
              : other.use(column + "," + chunk, columns * steps);
      otherFetches += words;
      fetched += words * buffers.other().wordBits();
      if (lastChunk && moves) {
        resultWrites += rows * columns;
        written += rows * columns * buffers.result().wordBits();
        resultFetches += buffers.adds() ? rows * columns : 0;
        fetched += buffers.adds() ? rows * columns * buffers.result().wordBits() : 0;
      }
    } else {
      boolean brings = chunk == 0 && buffers.other().placement() != Placement.RESIDENT;
      words = brings ? rows * columns : 0;
      if (brings && otherWindows.isPresent()) {
        words = otherWindows.get().use(firstRow, endRow, firstColumn, endColumn, false);
      }
      otherFetches += words;
      fetched += words * buffers.other().wordBits();
      long strip = columns * steps;
      boolean spills = !sumsFit(columns);
      if (row > 0 && spills) {
        readBackSums += strip;
        fetched += strip * buffers.sums().wordBits();
      }
      if (!lastRow && spills) {
        spilledSums += strip;
        written += strip * buffers.sums().wordBits();
      }
      if (lastRow && moves) {
        resultWrites += strip;
        written += strip * buffers.result().wordBits();
        resultFetches += buffers.adds() ? strip : 0;
        fetched += buffers.adds() ? strip * buffers.result().wordBits() : 0;
      }
    }
    boolean last = lastRow && column == columnTiles.size() - 1;
    passes.add(
        new SlowClock.Pass(
            cycles(rows, columns, steps, row, lastRow, lastChunk, last), fetched, written));
  }

  /** Counts a cycle for every access that the ports allow, step by step. */
  private long cycles(
      long rows,
      long columns,
      long steps,
      int row,
      boolean lastRow,
      boolean lastChunk,
      boolean last) {
    long cycles = 0;
    for (long step = 0; step < steps; step++) {
      List<Object[]> moved = new ArrayList<>();
      moved.add(new Object[] {buffers.byRow(), rows});
      if (folding.sumsStay()) {
        moved.add(new Object[] {buffers.other(), columns});
      } else {
        if (row > 0) {
          moved.add(new Object[] {buffers.sums(), columns});
        }
        if (!lastRow) {
          moved.add(new Object[] {buffers.sums(), columns});
        }
        if (lastRow) {
          moveResult(moved, columns);
        }
      }
      cycles += slowest(moved);
    }
    if (lastChunk) {
      long fold = last ? folding.lastFoldCycles() : folding.foldDistance();
      cycles += fold - folding.streamed();
      for (long tileRow = 0; tileRow < rows; tileRow++) {
        List<Object[]> moved = new ArrayList<>();
        if (folding.sumsStay()) {
          moveResult(moved, columns);
        } else {
          moved.add(new Object[] {buffers.other(), columns});
        }
        cycles += slowest(moved) - 1;
      }
    }
    return cycles;
  }

  private void moveResult(List<Object[]> moved, long columns) {
    moved.add(new Object[] {buffers.result(), columns});
    if (buffers.adds()) {
      moved.add(new Object[] {buffers.result(), columns});
    }
  }

  private long slowest(List<Object[]> moved) {
    long slowest = 1;
    for (Memory memory : Memory.values()) {
      SramPorts ports = system.ports().get(memory);
      if (ports != null) {
        long left = 0;
        for (Object[] words : moved) {
          OperandBuffer operand = (OperandBuffer) words[0];
          left += operand.memory() == memory ? (long) words[1] * operand.accessBits() : 0;
        }
        long cycles = 0;
        for (; left > 0; left -= ports.bitsPerCycle()) {
          cycles++;
        }
        slowest = Math.max(slowest, cycles);
      }
    }
    return slowest;
  }

  private boolean sumsFit(long columns) {
    OperandBuffer sums = buffers.sums();
    if (sums.placement() == Placement.RESIDENT) {
      return true;
    }
    long needed = system.foldOrder() == FoldOrder.ROWS_FIRST ? columns : folding.columns();
    return needed * folding.streamed() * sums.wordBits() <= sums.bufferBits();
  }

  /** Returns the largest number of steps at which every buffer still holds what it must. */
  private int stepsThatFit(List<Integer> rowTiles, List<Integer> columnTiles) {
    for (int steps = folding.streamed(); steps > 1; steps--) {
      boolean fits =
          byRowWindows.isPresent()
              ? fits(byRowWindows.get(), rowTiles, steps)
              : fits(buffers.byRow(), (long) rowTiles.get(0) * steps);
      long columns = columnTiles.get(0);
      if (folding.sumsStay()) {
        fits &=
            otherWindows.isPresent()
                ? fits(otherWindows.get(), columnTiles, steps)
                : fits(buffers.other(), columns * steps);
      } else {
        fits &= fits(buffers.result(), columns * steps);
        fits &= rowTiles.size() == 1 || fits(buffers.sums(), columns * steps);
      }
      if (fits) {
        return steps;
      }
    }
    return 1;
  }

  private boolean fits(SlowWindows windows, List<Integer> tiles, int steps) {
    int first = 0;
    for (int tile : tiles) {
      for (int step = 0; step < folding.streamed(); step += steps) {
        int endStep = Math.min(folding.streamed(), step + steps);
        if (!windows.fits(first, first + tile, step, endStep)) {
          return false;
        }
      }
      first += tile;
    }
    return true;
  }

  private static boolean fits(OperandBuffer operand, long words) {
    return operand.placement() != Placement.STREAMED
        || words * operand.wordBits() <= operand.bufferBits();
  }

  private static List<Integer> cut(int length, int side) {
    List<Integer> tiles = new ArrayList<>();
    for (int left = length; left > 0; left -= side) {
      tiles.add(Math.min(left, side));
    }
    return tiles;
  }
}
