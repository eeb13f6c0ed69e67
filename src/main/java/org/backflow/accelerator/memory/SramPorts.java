package org.backflow.accelerator.memory;

/**
 * How an on-chip memory is accessed: each port of each bank reads or writes one row of {@code
 * wordBits} in a cycle.
 *
 * @param wordBits bits of a row, 1 to {@value #MAX_WORD_BITS}
 * @param banks banks that work at the same time, 1 to {@value #MAX_COUNT}
 * @param ports ports of each bank, 1 to {@value #MAX_COUNT}
 */
public record SramPorts(int wordBits, int banks, int ports) {

  /** The widest row that is accepted. */
  public static final int MAX_WORD_BITS = 65_536;

  /** The most banks, and the most ports of a bank, that are accepted. */
  public static final int MAX_COUNT = 4096;

  /** Checks the ranges. */
  public SramPorts {
    require("wordBits", wordBits, MAX_WORD_BITS);
    require("banks", banks, MAX_COUNT);
    require("ports", ports, MAX_COUNT);
  }

  private static void require(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(name + " is " + value + "; expected 1 to " + most);
    }
  }

  /** Returns the bits that all ports deliver in a cycle. */
  public long bitsPerCycle() {
    return (long) wordBits * banks * ports;
  }
}
