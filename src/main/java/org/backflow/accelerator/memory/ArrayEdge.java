package org.backflow.accelerator.memory;

import java.util.Map;
import org.backflow.plan.Count;

/**
 * The edge of an array, where memories deliver words and take them.
 *
 * <p>In a step, one word enters at each row, and one enters (sums stay) or sums leave and enter at
 * each column; loading and draining move one word per column and row. A step whose words of one
 * memory have more bits than its ports deliver in a cycle takes as many cycles as the ports need.
 * The schedule is fixed: a word of padding, which nothing is read for, takes its place on the
 * ports.
 */
record ArrayEdge(Folding folding, ProductBuffers buffers, Map<Memory, SramPorts> ports) {

  /** Returns the cycles of one step of the streamed length, one unless a memory is too narrow. */
  long cyclesPerStep(long rowFold, int rows, int columns) {
    long cycles = 1;
    for (Map.Entry<Memory, SramPorts> limit : ports.entrySet()) {
      Memory memory = limit.getKey();
      long bits = accessBits(buffers.byRow(), memory, rows);
      if (folding.sumsStay()) {
        bits += accessBits(buffers.other(), memory, columns);
      } else {
        long moved =
            (rowFold > 0 ? columns : 0L)
                + (rowFold < folding.rowFolds().parts() - 1 ? columns : 0L);
        bits += accessBits(buffers.sums(), memory, moved);
        if (rowFold == folding.rowFolds().parts() - 1) {
          bits += resultBits(memory, columns);
        }
      }
      cycles = Math.max(cycles, Count.parts(bits, limit.getValue().bitsPerCycle()));
    }
    return cycles;
  }

  /** Returns the cycles in which one row of a tile is drained or loaded. */
  long cyclesPerTileRow(int columns) {
    long cycles = 1;
    for (Map.Entry<Memory, SramPorts> limit : ports.entrySet()) {
      Memory memory = limit.getKey();
      long bits =
          folding.sumsStay()
              ? resultBits(memory, columns)
              : accessBits(buffers.other(), memory, columns);
      cycles = Math.max(cycles, Count.parts(bits, limit.getValue().bitsPerCycle()));
    }
    return cycles;
  }

  private long resultBits(Memory memory, int columns) {
    return accessBits(buffers.result(), memory, buffers.adds() ? 2L * columns : columns);
  }

  private static long accessBits(OperandBuffer operand, Memory memory, long words) {
    return operand.memory() == memory ? Count.product(words, operand.accessBits()) : 0;
  }
}
