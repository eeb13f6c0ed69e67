package org.backflow.accelerator.array;

import java.util.ArrayList;
import java.util.List;

/** Triangular delay: what enters lane i leaves it i clock edges later. Lane 0 is a wire. */
final class Skew {

  private final int bits;
  private final long[] entering;

  /** Register d of lane i, 0 &lt;= d &lt; i, at [i][d]. */
  private final long[][] registers;

  Skew(int lanes, int bits) {
    this.bits = bits;
    this.entering = new long[lanes];
    this.registers = new long[lanes][];
    for (int i = 0; i < lanes; i++) {
      registers[i] = new long[i];
    }
  }

  void drive(int lane, long word) {
    entering[lane] = word;
  }

  long leaving(int lane) {
    return lane == 0 ? entering[0] : registers[lane][lane - 1];
  }

  void clock() {
    for (int i = 1; i < registers.length; i++) {
      System.arraycopy(registers[i], 0, registers[i], 1, i - 1);
      registers[i][0] = entering[i];
    }
  }

  List<Signal> signals(List<String> scope) {
    List<Signal> signals = new ArrayList<>();
    for (int i = 1; i < registers.length; i++) {
      long[] lane = registers[i];
      for (int d = 0; d < i; d++) {
        int register = d;
        List<String> inside = new ArrayList<>(scope);
        inside.add("g_lane[" + i + "]");
        inside.add("g_delay[" + (d + 1) + "]");
        signals.add(new Signal(inside, "word", 1, bits, one -> lane[register]));
      }
    }
    return signals;
  }
}
