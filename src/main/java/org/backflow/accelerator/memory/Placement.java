package org.backflow.accelerator.memory;

/** Where the words of an operand are when an operation starts. */
public enum Placement {
  /** In a place of its own on chip. */
  RESIDENT,
  /** In DRAM, with a place of its own on chip that its first use fills. */
  ARRIVING,
  /** In DRAM; it passes through a buffer that other tensors use before and after it. */
  STREAMED
}
