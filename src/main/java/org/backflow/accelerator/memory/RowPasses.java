package org.backflow.accelerator.memory;

import java.util.List;
import java.util.Map;

/**
 * The passes of an operation that takes row after row, on the vector unit or in the router.
 *
 * <p>A pass is as many rows as fit the buffers of all operands that are not on chip, at least one.
 * A table that every row reads is fetched with the first pass if it fits its buffer, else with
 * every row. The last pass lasts one cycle longer, for the register at the output.
 */
public final class RowPasses implements Passes {

  /**
   * An operand or result of every row.
   *
   * @param buffer where it is
   * @param words words of it that a row takes
   * @param written whether it is a result
   * @param table whether every row reads the same words
   */
  public record RowOperand(OperandBuffer buffer, long words, boolean written, boolean table) {

    private boolean isKept() {
      return table && buffer.keeps(words);
    }

    private long bits() {
      return buffer.isMoved() ? words * buffer.wordBits() : 0;
    }

    /** Returns the words that cross between DRAM and chip in {@code rows} rows. */
    public long movedWords(long rows) {
      return buffer.isMoved() ? words * (isKept() ? 1 : rows) : 0;
    }
  }

  private final long rows;
  private final long cyclesPerRow;
  private final long chunkRows;
  private final long chunks;
  private final long tableBits;
  private final long fetchedBitsPerRow;
  private final long writtenBitsPerRow;

  /**
   * Cuts rows into passes.
   *
   * @param rows how many there are
   * @param stepsPerRow how often the lanes are filled for a row
   * @param lanes words of each operand that a full step takes
   * @param ports of the memories that deliver a limited number of bits
   */
  public RowPasses(
      long rows,
      long stepsPerRow,
      int lanes,
      List<RowOperand> operands,
      Map<Memory, SramPorts> ports) {
    this.rows = rows;
    this.cyclesPerRow = stepsPerRow * cyclesPerStep(lanes, operands, ports);
    long fitting = rows;
    long table = 0;
    long fetched = 0;
    long written = 0;
    for (RowOperand operand : operands) {
      if (operand.written()) {
        written += operand.bits();
      } else if (operand.isKept()) {
        table += operand.bits();
      } else {
        fetched += operand.bits();
      }
      if (operand.buffer().placement() == Placement.STREAMED && !operand.isKept()) {
        fitting = Math.min(fitting, operand.buffer().steps(operand.words()));
      }
    }
    this.tableBits = table;
    this.fetchedBitsPerRow = fetched;
    this.writtenBitsPerRow = written;
    this.chunkRows = fitting;
    this.chunks = (rows - 1) / chunkRows + 1;
  }

  private static long cyclesPerStep(
      int lanes, List<RowOperand> operands, Map<Memory, SramPorts> ports) {
    long cycles = 1;
    for (Map.Entry<Memory, SramPorts> limit : ports.entrySet()) {
      long bits = 0;
      for (RowOperand operand : operands) {
        if (operand.buffer().memory() == limit.getKey()) {
          bits += Math.min(lanes, operand.words()) * operand.buffer().accessBits();
        }
      }
      long perCycle = limit.getValue().bitsPerCycle();
      cycles = Math.max(cycles, (bits + perCycle - 1) / perCycle);
    }
    return cycles;
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

  private long rows(long chunk) {
    return chunk == chunks - 1 ? rows - chunk * chunkRows : chunkRows;
  }

  @Override
  public long cycles(long outer, long inner, long chunk) {
    return rows(chunk) * cyclesPerRow + (chunk == chunks - 1 ? 1 : 0);
  }

  @Override
  public long fetchedBits(long outer, long inner, long chunk) {
    return rows(chunk) * fetchedBitsPerRow + (chunk == 0 ? tableBits : 0);
  }

  @Override
  public long writtenBits(long outer, long inner, long chunk) {
    return rows(chunk) * writtenBitsPerRow;
  }
}
