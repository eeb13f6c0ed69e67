package org.backflow.accelerator.memory;

import java.util.Locale;

/** Where a fixed feedback matrix, or the selection of one-hot feedback, comes from in a step. */
public enum FeedbackStorage {
  /**
   * Registers of the elements that use it, written once before the first step. A matrix must be the
   * stationary operand and fit a feedback array of its own in one fold.
   */
  ARRAY,
  /** The feedback memory; from DRAM in every step where it does not fit there. */
  SRAM,
  /** DRAM, in every step. */
  DRAM,
  /** Registers that draw it anew in every step, at the edge of the array. */
  LFSR,
  /** Constants of the circuit. */
  WIRED;

  /** Returns whether its words are read from a memory in every step. */
  public boolean isRead() {
    return this == SRAM || this == DRAM;
  }

  /** Returns {@code array}, {@code sram}, {@code dram}, {@code lfsr} or {@code wired}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
