package org.backflow.accelerator;

import java.util.Map;
import org.backflow.accelerator.memory.Memory;

/**
 * Energy by component, in picojoules.
 *
 * @param multiplyPicojoules multipliers
 * @param addPicojoules adders and accumulators
 * @param lookUpPicojoules reads of the sigmoid table
 * @param sramPicojoulesByMemory on-chip memories; one that is not there took none
 * @param dramPicojoules off-chip memory
 * @param leakagePicojoules elements and on-chip memories, busy or idle
 */
public record Energy(
    double multiplyPicojoules,
    double addPicojoules,
    double lookUpPicojoules,
    Map<Memory, Double> sramPicojoulesByMemory,
    double dramPicojoules,
    double leakagePicojoules) {

  /** Copies the map. */
  public Energy {
    sramPicojoulesByMemory = Map.copyOf(sramPicojoulesByMemory);
  }

  /** Returns the energy of one on-chip memory. */
  public double sramPicojoules(Memory memory) {
    return sramPicojoulesByMemory.getOrDefault(memory, 0.0);
  }

  /** Returns the energy of all on-chip memories. */
  public double sramPicojoules() {
    double sum = 0.0;
    for (Memory memory : Memory.values()) {
      sum += sramPicojoules(memory);
    }
    return sum;
  }

  /** Returns the sum over the components. */
  public double totalPicojoules() {
    return multiplyPicojoules
        + addPicojoules
        + lookUpPicojoules
        + sramPicojoules()
        + dramPicojoules
        + leakagePicojoules;
  }
}
