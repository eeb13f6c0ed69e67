package org.backflow.training.kernel;

/**
 * How values lie side by side in memory: rows are padded with zeros to a whole number of vectors,
 * so that no kernel needs a loop for what is left over.
 */
public final class Lanes {

  /** A row has a multiple of so many 32-bit lanes: 512 bits, the widest vector that is used. */
  public static final int MULTIPLE = 16;

  private Lanes() {}

  /** Returns how many lanes a row of {@code values} values takes. */
  public static int padded(int values) {
    return (values + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
  }
}
