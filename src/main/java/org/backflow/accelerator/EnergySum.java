package org.backflow.accelerator;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.backflow.accelerator.memory.Memory;

/**
 * Energy by component while it is summed, in picojoules: a sweep adds up hundreds of operations a
 * point, too many to make a value of every sum.
 */
final class EnergySum {
  private static final List<Memory> MEMORIES = List.of(Memory.values());

  private double multiplies;
  private double additions;
  private double lookUps;

  /** By memory; only of those that took any. */
  private final double[] sram = new double[MEMORIES.size()];

  private final boolean[] took = new boolean[MEMORIES.size()];

  private double dram;
  private double leakage;

  /** The index lives as long as the sum: nothing is kept by it. */
  @SuppressWarnings("EnumOrdinal")
  private static int index(Memory memory) {
    return memory.ordinal();
  }

  void addMultiplies(double picojoules) {
    multiplies += picojoules;
  }

  void addAdditions(double picojoules) {
    additions += picojoules;
  }

  void addLookUps(double picojoules) {
    lookUps += picojoules;
  }

  void addSram(Memory memory, double picojoules) {
    sram[index(memory)] += picojoules;
    took[index(memory)] = true;
  }

  void addDram(double picojoules) {
    dram += picojoules;
  }

  void addLeakage(double picojoules) {
    leakage += picojoules;
  }

  /** Adds component by component. */
  void add(EnergySum other) {
    multiplies += other.multiplies;
    additions += other.additions;
    lookUps += other.lookUps;
    for (int memory = 0; memory < sram.length; memory++) {
      sram[memory] += other.sram[memory];
      took[memory] |= other.took[memory];
    }
    dram += other.dram;
    leakage += other.leakage;
  }

  /** Starts anew from nothing. */
  void clear() {
    multiplies = 0.0;
    additions = 0.0;
    lookUps = 0.0;
    Arrays.fill(sram, 0.0);
    Arrays.fill(took, false);
    dram = 0.0;
    leakage = 0.0;
  }

  Energy energy() {
    Map<Memory, Double> byMemory = new EnumMap<>(Memory.class);
    for (Memory memory : MEMORIES) {
      if (took[index(memory)]) {
        byMemory.put(memory, sram[index(memory)]);
      }
    }
    return new Energy(multiplies, additions, lookUps, byMemory, dram, leakage);
  }
}
