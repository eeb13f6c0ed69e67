package org.backflow.accelerator.memory;

import java.util.List;
import java.util.Map;
import org.backflow.plan.Count;

/**
 * The passes of an operation that gathers.
 *
 * <p>A pass is as many rows as fit the buffers of all operands that are not on chip, at least one.
 * An operand whose words all fit its buffer is fetched word by word as rows need it first;
 * otherwise each pass brings the words that its rows touch, those that it shares with its
 * neighbours too. The last pass lasts longer by the register before the results.
 *
 * <p>A filling takes a cycle for each term, or as long as its words need to pass the ports of the
 * slowest memory.
 */
public final class GatheredPasses implements Passes {

  private final List<GatheredOperand> operands;
  private final Map<Memory, SramPorts> ports;
  private final FoldedLength fillingsOfRow;
  private final FoldedLength chunks;
  private final RowSums rowCycles;

  /**
   * Cuts rows into passes.
   *
   * @param ports of the memories that deliver a limited number of bits
   */
  public GatheredPasses(
      Gathering gathering, List<GatheredOperand> operands, Map<Memory, SramPorts> ports) {
    this.operands = List.copyOf(operands);
    this.ports = ports;
    this.fillingsOfRow = gathering.fillingsOfRow();
    long[] known = new long[gathering.mostTerms() + 1];
    for (int terms = 0; terms < known.length; terms++) {
      known[terms] = cyclesOfRow(terms);
    }
    this.rowCycles = new RowSums(gathering.rowsPerImage(), row -> known[gathering.terms(row)]);
    this.chunks = new FoldedLength(gathering.rows(), chunkRows(gathering));
  }

  private long cyclesOfRow(int terms) {
    long full = fillingsOfRow.parts() - 1;
    long ofFull = full == 0 ? 0 : Count.product(full, cycles(fillingsOfRow.part(), terms));
    return Count.sum(ofFull, cycles(fillingsOfRow.last(), terms));
  }

  private long cycles(int filled, int terms) {
    long cycles = Math.max(1, terms);
    for (Map.Entry<Memory, SramPorts> limit : ports.entrySet()) {
      long bits = 0;
      for (GatheredOperand operand : operands) {
        if (operand.buffer().memory() == limit.getKey()) {
          long words = operand.written() ? filled : (long) filled * terms;
          bits = Count.sum(bits, Count.product(words, operand.buffer().accessBits()));
        }
      }
      cycles = Math.max(cycles, Count.parts(bits, limit.getValue().bitsPerCycle()));
    }
    return cycles;
  }

  /** No row touches more words than its lanes gather, so the search ends where all of these fit. */
  private int chunkRows(Gathering gathering) {
    int rows = gathering.rows();
    int fitting = rows;
    for (GatheredOperand operand : operands) {
      if (operand.buffer().placement() == Placement.STREAMED) {
        long words =
            (operand.written() ? 1L : Math.max(1, gathering.mostTerms())) * gathering.elements();
        fitting = (int) Math.min(fitting, operand.buffer().steps(words));
      }
    }
    return ChunkLength.longest(fitting, rows, end -> fits(0, end), this::allFit);
  }

  private boolean fits(int first, int end) {
    return operands.stream().allMatch(operand -> operand.fits(first, end));
  }

  private boolean allFit(FoldedLength cut) {
    for (long chunk = 0; chunk < cut.parts(); chunk++) {
      if (!fits(cut.first(chunk), cut.end(chunk))) {
        return false;
      }
    }
    return true;
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
    return chunks.parts();
  }

  @Override
  public boolean areAlike() {
    return false;
  }

  @Override
  public long cycles(long outer, long inner, long chunk) {
    long cycles = rowCycles.between(chunks.first(chunk), chunks.end(chunk));
    return Count.sum(cycles, chunk == chunks.parts() - 1 ? 1 : 0);
  }

  @Override
  public long fetchedBits(long outer, long inner, long chunk) {
    return movedBits(chunk, false);
  }

  @Override
  public long writtenBits(long outer, long inner, long chunk) {
    return movedBits(chunk, true);
  }

  private long movedBits(long chunk, boolean written) {
    long bits = 0;
    for (GatheredOperand operand : operands) {
      if (operand.written() == written) {
        long words = movedWords(operand, chunk);
        bits = Count.sum(bits, Count.product(words, operand.buffer().wordBits()));
      }
    }
    return bits;
  }

  private long movedWords(GatheredOperand operand, long chunk) {
    return operand.movedWords(chunks.first(chunk), chunks.end(chunk), chunks.length());
  }

  /** Returns the words of {@code operand} that cross between DRAM and chip in all passes. */
  public long movedWords(GatheredOperand operand) {
    long words = 0;
    for (long chunk = 0; chunk < chunks.parts(); chunk++) {
      words = Count.sum(words, movedWords(operand, chunk));
    }
    return words;
  }
}
