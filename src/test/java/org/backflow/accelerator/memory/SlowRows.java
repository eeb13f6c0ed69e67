package org.backflow.accelerator.memory;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An operation that takes row after row, with its memories, simulated word by word: buffers hold
 * words, lanes ask for them, ports let bits through cycle by cycle. Nothing is added up in advance.
 */
final class SlowRows {

  private final LaneFolding folding;
  private final List<RowOperand> operands;
  private final MemorySystem system;
  private final List<SlowClock.Pass> passes = new ArrayList<>();

  /** By operand: the words of a table in its buffer, and the filling in the lanes' registers. */
  private final List<Set<Long>> tableInBuffer = new ArrayList<>();

  private final List<Set<Long>> tableInLanes = new ArrayList<>();

  final long[] onChipWords;
  final long[] dramWords;
  long cycles;
  long edgeCycles;
  StallCycles stalls = StallCycles.NONE;

  SlowRows(LaneFolding folding, List<RowOperand> operands, MemorySystem system) {
    this.folding = folding;
    this.operands = operands;
    this.system = system;
    this.onChipWords = new long[operands.size()];
    this.dramWords = new long[operands.size()];
    for (int i = 0; i < operands.size(); i++) {
      tableInBuffer.add(new HashSet<>());
      tableInLanes.add(new HashSet<>());
    }
    long atOnce = rowsThatFit();
    for (long row = 0; row < folding.rows(); row += atOnce) {
      pass(Math.min(atOnce, folding.rows() - row), row + atOnce >= folding.rows());
    }
    for (SlowClock.Pass pass : passes) {
      cycles += pass.cycles();
    }
    system.dram().ifPresent(dram -> stalls = SlowClock.run(passes, dram, system.doubleBuffered()));
  }

  int passes() {
    return passes.size();
  }

  /** Returns the largest number of rows at which every buffer holds what passes through it. */
  private long rowsThatFit() {
    for (long rows = folding.rows(); rows > 1; rows--) {
      boolean fits = true;
      for (RowOperand operand : operands) {
        boolean kept = operand.use() == LaneUse.TABLE && fits(operand, 1);
        fits &= kept || fits(operand, rows);
      }
      if (fits) {
        return rows;
      }
    }
    return 1;
  }

  private static boolean fits(RowOperand operand, long rows) {
    OperandBuffer buffer = operand.buffer();
    return buffer.placement() != Placement.STREAMED
        || rows * operand.words() * buffer.wordBits() <= buffer.bufferBits();
  }

  private void pass(long rows, boolean last) {
    long fetchedBits = 0;
    long writtenBits = 0;
    long taken = 0;
    for (long row = 0; row < rows; row++) {
      for (int i = 0; i < operands.size(); i++) {
        long bits = crossDram(i) * operands.get(i).buffer().wordBits();
        if (operands.get(i).use() == LaneUse.RESULTS) {
          writtenBits += bits;
        } else {
          fetchedBits += bits;
        }
      }
      for (long element = 0; element < folding.elements(); element += folding.lanes()) {
        taken += filling(element, Math.min(folding.lanes(), folding.elements() - element));
      }
    }
    for (int register = 0; last && register < folding.registers(); register++) {
      taken++;
    }
    passes.add(new SlowClock.Pass(taken, fetchedBits, writtenBits));
  }

  /** Moves the words of one row to or from DRAM; returns how many. */
  private long crossDram(int index) {
    RowOperand operand = operands.get(index);
    if (operand.buffer().placement() == Placement.RESIDENT) {
      return 0;
    }
    Set<Long> held = tableInBuffer.get(index);
    long moved = 0;
    for (long word = 0; word < operand.words(); word++) {
      boolean isThere = operand.use() == LaneUse.TABLE && !held.add(word);
      moved += isThere ? 0 : 1;
    }
    if (!fits(operand, 1)) {
      held.clear();
    }
    dramWords[index] += moved;
    return moved;
  }

  /** Fills the lanes with elements from {@code first} on; returns the cycles. */
  private long filling(long first, long filled) {
    Map<Memory, Long> waiting = new EnumMap<>(Memory.class);
    for (int i = 0; i < operands.size(); i++) {
      OperandBuffer buffer = operands.get(i).buffer();
      long words = wordsAtTheLanes(i, first, filled);
      onChipWords[i] += words;
      waiting.merge(buffer.memory(), words * buffer.accessBits(), Long::sum);
    }
    long taken = 0;
    while (taken < folding.terms() || !waiting.isEmpty()) {
      waiting.replaceAll((memory, bits) -> bits - passing(memory));
      waiting.values().removeIf(bits -> bits <= 0);
      edgeCycles += taken >= folding.terms() ? 1 : 0;
      taken++;
    }
    return taken;
  }

  private long passing(Memory memory) {
    SramPorts ports = system.ports().get(memory);
    return ports == null ? Long.MAX_VALUE / 2 : ports.bitsPerCycle();
  }

  /** Lets every lane ask for the words of every term; returns how many words had to move. */
  private long wordsAtTheLanes(int index, long first, long filled) {
    RowOperand operand = operands.get(index);
    long asked = 0;
    Set<Long> needed = new HashSet<>();
    for (long term = 0; term < folding.terms(); term++) {
      for (long lane = 0; lane < filled; lane++) {
        asked++;
        needed.add((first + lane) * folding.terms() + term);
      }
    }
    return switch (operand.use()) {
      case ELEMENTS, RESULTS -> filled;
      case SHARED -> wholeRow(operand.words()) > asked ? asked : wholeRow(operand.words());
      case TABLE -> missing(tableInLanes.get(index), needed);
    };
  }

  private static long wholeRow(long words) {
    long read = 0;
    for (long word = 0; word < words; word++) {
      read++;
    }
    return read;
  }

  /** The registers of the lanes hold one word each, so all of one term, loaded together. */
  private long missing(Set<Long> held, Set<Long> needed) {
    if (held.equals(needed)) {
      return 0;
    }
    held.clear();
    if (folding.terms() == 1) {
      held.addAll(needed);
    }
    return needed.size();
  }
}
