package org.backflow.accelerator.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RowPassesTest {

  private static OperandBuffer streamed(int bits, long bufferBits) {
    return new OperandBuffer(Memory.ACTIVATION, bits, bits, Placement.STREAMED, bufferBits);
  }

  @Test
  void stalls_twoRowsAtATime_areThoseWorkedByHand() {
    // 3 rows of 4 words of 8 bits on 2 lanes; 2 rows fit; the result is written.
    List<RowPasses.RowOperand> operands =
        List.of(
            new RowPasses.RowOperand(streamed(8, 64), 4, false, false),
            new RowPasses.RowOperand(streamed(8, 64), 4, true, false));
    RowPasses passes = new RowPasses(3, 2, 2, operands, Map.of());
    assertThat(passes.chunkCount()).isEqualTo(2);
    // 4 cycles, then 2 and the register.
    assertThat(Transfers.cycles(passes)).isEqualTo(7);
    StallCycles stalls = Transfers.stalls(passes, new Dram(1.0, 5), true, 0);
    // 8 words in; beside 4 cycles of pass 1, 4 words in; beside 3 cycles of pass 2, 8 words out;
    // 4 words out.
    assertThat(stalls).isEqualTo(new StallCycles(0, 5 + 8, (5 + 4 - 4) + (8 - 3), 4));
  }

  @Test
  void narrowPorts_takeLongerForEveryStep() {
    List<RowPasses.RowOperand> operands =
        List.of(new RowPasses.RowOperand(streamed(8, 64), 4, false, false));
    RowPasses passes =
        new RowPasses(3, 2, 2, operands, Map.of(Memory.ACTIVATION, new SramPorts(8, 1, 1)));
    assertThat(Transfers.cycles(passes)).isEqualTo(3 * 2 * 2 + 1);
  }

  /** The rows one by one, in a queue. */
  @Test
  void randomRows_closedForms_equalPassByPass() {
    int stalled = 0;
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      int rows = 1 + random.nextInt(60);
      int steps = 1 + random.nextInt(4);
      List<RowPasses.RowOperand> operands = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        boolean written = i == 2;
        operands.add(
            new RowPasses.RowOperand(
                streamed(1 + random.nextInt(16), 1 + random.nextInt(2000)),
                1 + random.nextInt(10),
                written,
                !written && random.nextInt(4) == 0));
      }
      RowPasses passes = new RowPasses(rows, steps, 4, operands, Map.of());
      Dram dram = new Dram((1 + random.nextInt(60)) / 8.0, random.nextInt(9));
      long rowsAtATime = rows;
      for (RowPasses.RowOperand operand : operands) {
        long bits = operand.words() * operand.buffer().wordBits();
        if (!operand.table() || bits > operand.buffer().bufferBits()) {
          rowsAtATime = Math.min(rowsAtATime, Math.max(1, operand.buffer().bufferBits() / bits));
        }
      }
      List<long[]> queue = new ArrayList<>();
      long[] moved = new long[3];
      for (long row = 0; row < rows; row += rowsAtATime) {
        long taken = Math.min(rowsAtATime, rows - row);
        long in = 0;
        long out = 0;
        for (int i = 0; i < 3; i++) {
          RowPasses.RowOperand operand = operands.get(i);
          long bits = operand.words() * operand.buffer().wordBits();
          boolean kept = operand.table() && bits <= operand.buffer().bufferBits();
          long words = operand.words() * (kept ? (row == 0 ? 1 : 0) : taken);
          moved[i] += words;
          in += i < 2 ? words * operand.buffer().wordBits() : 0;
          out += i == 2 ? words * operand.buffer().wordBits() : 0;
        }
        queue.add(new long[] {taken * steps + (row + taken == rows ? 1 : 0), in, out});
      }
      long waited = 0;
      for (int pass = 0; pass < queue.size(); pass++) {
        long in = pass + 1 < queue.size() ? queue.get(pass + 1)[1] : 0;
        long out = pass > 0 ? queue.get(pass - 1)[2] : 0;
        waited += Math.max(0, dram.cycles(in, out) - queue.get(pass)[0]);
      }
      assertThat(Transfers.stalls(passes, dram, true, 0))
          .as("seed %d", seed)
          .isEqualTo(
              new StallCycles(
                  0,
                  dram.cycles(queue.get(0)[1], 0),
                  waited,
                  dram.cycles(0, queue.get(queue.size() - 1)[2])));
      for (int i = 0; i < 3; i++) {
        assertThat(operands.get(i).movedWords(rows)).as("seed %d", seed).isEqualTo(moved[i]);
      }
      stalled += waited > 0 ? 1 : 0;
    }
    assertThat(stalled).isGreaterThan(100);
  }
}
