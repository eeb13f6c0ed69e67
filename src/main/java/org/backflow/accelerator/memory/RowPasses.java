package org.backflow.accelerator.memory;

import java.util.List;
import java.util.Map;
import org.backflow.plan.Count;

/**
 * The passes of an operation that takes row after row, on the vector unit or in the router.
 *
 * <p>A pass is as many rows as fit the buffers of all operands that are not on chip, at least one.
 * A table that every row reads is fetched with the first pass if it fits its buffer, else with
 * every row. The last pass lasts longer by the registers before the results.
 *
 * <p>A filling of the lanes takes a cycle for each term, or as long as its words need to pass the
 * ports of the slowest memory.
 */
public final class RowPasses implements Passes {

  private final LaneFolding folding;
  private final long cyclesPerRow;
  private final long firstRowExtraCycles;
  private final long chunkRows;
  private final long chunks;
  private final long tableBits;
  private final long fetchedBitsPerRow;
  private final long writtenBitsPerRow;

  /**
   * Cuts rows into passes.
   *
   * @param ports of the memories that deliver a limited number of bits
   */
  public RowPasses(LaneFolding folding, List<RowOperand> operands, Map<Memory, SramPorts> ports) {
    this.folding = folding;
    Filling filling = new Filling(folding, operands, ports);
    this.cyclesPerRow = filling.cyclesPerRow(!folding.holdsTable());
    this.firstRowExtraCycles = filling.cyclesPerRow(true) - cyclesPerRow;
    long fitting = folding.rows();
    long table = 0;
    long fetched = 0;
    long written = 0;
    for (RowOperand operand : operands) {
      if (operand.use().isWritten()) {
        written = Count.sum(written, operand.movedBits());
      } else if (operand.isKept()) {
        table = Count.sum(table, operand.movedBits());
      } else {
        fetched = Count.sum(fetched, operand.movedBits());
      }
      if (operand.buffer().placement() == Placement.STREAMED && !operand.isKept()) {
        fitting = Math.min(fitting, operand.buffer().steps(operand.words()));
      }
    }
    this.tableBits = table;
    this.fetchedBitsPerRow = fetched;
    this.writtenBitsPerRow = written;
    this.chunkRows = fitting;
    this.chunks = Count.parts(folding.rows(), chunkRows);
  }

  /** How long the lanes are filled for, given what the ports deliver. */
  private record Filling(
      LaneFolding folding, List<RowOperand> operands, Map<Memory, SramPorts> ports) {

    long cyclesPerRow(boolean withTable) {
      long full = folding.fillingsPerRow() - 1;
      long ofFull = full == 0 ? 0 : cycles(folding.lanes(), withTable);
      return Count.sum(Count.product(full, ofFull), cycles(folding.lastElements(), withTable));
    }

    private long cycles(long filled, boolean withTable) {
      long cycles = folding.terms();
      for (Map.Entry<Memory, SramPorts> limit : ports.entrySet()) {
        long perCycle = limit.getValue().bitsPerCycle();
        long bits = bits(limit.getKey(), filled, withTable);
        cycles = Math.max(cycles, Count.parts(bits, perCycle));
      }
      return cycles;
    }

    private long bits(Memory memory, long filled, boolean withTable) {
      long bits = 0;
      for (RowOperand operand : operands) {
        boolean moves = withTable || operand.use() != LaneUse.TABLE;
        if (moves && operand.buffer().memory() == memory) {
          long words = folding.fillingWords(operand.use(), operand.words(), filled);
          bits = Count.sum(bits, Count.product(words, operand.buffer().accessBits()));
        }
      }
      return bits;
    }
  }

  @Override
  public long outerCount() {
    return 1;
  }

  @Override
  public long innerCount() {
    return 1;
  }

  @Override
  public long chunkCount() {
    return chunks;
  }

  @Override
  public boolean areAlike() {
    return true;
  }

  private long rows(long chunk) {
    return chunk == chunks - 1 ? folding.rows() - chunk * chunkRows : chunkRows;
  }

  @Override
  public long cycles(long outer, long inner, long chunk) {
    long cycles = Count.product(rows(chunk), cyclesPerRow);
    cycles = Count.sum(cycles, chunk == 0 ? firstRowExtraCycles : 0);
    return Count.sum(cycles, chunk == chunks - 1 ? folding.registers() : 0);
  }

  @Override
  public long fetchedBits(long outer, long inner, long chunk) {
    long bits = Count.product(rows(chunk), fetchedBitsPerRow);
    return Count.sum(bits, chunk == 0 ? tableBits : 0);
  }

  @Override
  public long writtenBits(long outer, long inner, long chunk) {
    return Count.product(rows(chunk), writtenBitsPerRow);
  }
}
