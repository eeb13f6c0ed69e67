package org.backflow.training.kernel;

/**
 * How values lie side by side in memory: rows are padded with zeros to a whole number of vectors,
 * so that no kernel needs a loop for what is left over.
 */
public final class Lanes {

  /** A row has a multiple of so many 32-bit lanes: 512 bits, the widest vector that is used. */
  public static final int MULTIPLE = 16;

  /**
   * Where the first row of W<sub>1</sub> begins, and of what a minibatch adds to it. An array has a
   * header of 16 bytes, so the rows begin at lines of the cache if objects do, for which Java is
   * started with {@code -XX:ObjectAlignmentInBytes=64}. A vector then lies in one line instead of
   * in two.
   */
  public static final int FIRST = 12;

  private Lanes() {}

  /**
   * Returns how many elements a matrix of {@code rows} rows takes that begins at {@link #FIRST}.
   */
  public static int aligned(int rows, int lanes) {
    return FIRST + rows * lanes;
  }

  /** Returns how many lanes a row of {@code values} values takes. */
  public static int padded(int values) {
    return (values + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
  }
}
