package org.backflow.accelerator;

import java.util.EnumMap;
import java.util.Map;
import org.backflow.accelerator.memory.Memory;

/**
 * Energy by component while it is summed, in picojoules: a sweep adds up hundreds of operations a
 * point, too many to make a value of every sum.
 */
final class EnergySum {
  private double multiplies;
  private double additions;
  private double lookUps;

  /** One number each, of the memories that took any. */
  private final Map<Memory, double[]> sram = new EnumMap<>(Memory.class);

  private double dram;
  private double leakage;

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
    sram.computeIfAbsent(memory, key -> new double[1])[0] += picojoules;
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
    other.sram.forEach((memory, picojoules) -> addSram(memory, picojoules[0]));
    dram += other.dram;
    leakage += other.leakage;
  }

  Energy energy() {
    Map<Memory, Double> byMemory = new EnumMap<>(Memory.class);
    sram.forEach((memory, picojoules) -> byMemory.put(memory, picojoules[0]));
    return new Energy(multiplies, additions, lookUps, byMemory, dram, leakage);
  }
}
