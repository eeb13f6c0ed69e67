package org.backflow.accelerator.memory;

import java.util.Locale;

/** A level of the memory hierarchy that words cross. */
public enum Level {
  /** Between the on-chip memories and the units. */
  SRAM,
  /** Between DRAM and the on-chip memories; what is read is read from DRAM. */
  DRAM;

  /** Returns {@code sram} or {@code dram}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
