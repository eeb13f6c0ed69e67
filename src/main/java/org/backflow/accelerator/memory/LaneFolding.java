package org.backflow.accelerator.memory;

import org.backflow.plan.Count;

/**
 * How an operation that takes row after row fills the lanes of its unit.
 *
 * <p>The elements of a row fill the lanes ceil(elements / lanes) times, the last time perhaps in
 * part. A filling takes a cycle for each term of its elements; rows follow one another, and the
 * last result leaves after the registers.
 *
 * @param rows how many there are
 * @param elements of a row
 * @param lanes elements that are taken at once
 * @param terms of an element; one but for the sums of a sparse router
 * @param registers between the last term and its result
 */
public record LaneFolding(long rows, long elements, int lanes, long terms, int registers) {

  /** Checks that there is something to do. */
  public LaneFolding {
    requirePositive("rows", rows);
    requirePositive("elements", elements);
    requirePositive("lanes", lanes);
    requirePositive("terms", terms);
    requirePositive("registers", registers);
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + "; expected at least 1");
    }
  }

  /** Returns how often a row fills the lanes. */
  public long fillingsPerRow() {
    return Count.parts(elements, lanes);
  }

  /** Returns how often all rows fill the lanes. */
  public long fillings() {
    return Count.product(rows, fillingsPerRow());
  }

  /** Returns the cycles free of stalls. */
  public long computeCycles() {
    return Count.sum(Count.product(fillings(), terms), registers);
  }

  /** Returns the elements of the last filling of a row. */
  long lastElements() {
    return elements - (fillingsPerRow() - 1) * lanes;
  }

  /** Returns whether the lanes need the same words of a table in every cycle. */
  boolean holdsTable() {
    return fillingsPerRow() == 1 && terms == 1;
  }

  /** Returns the words that cross between on-chip memory and the lanes in the whole operation. */
  public long words(LaneUse use, long rowWords) {
    long ofFull = fillingWords(use, rowWords, lanes);
    long ofRow =
        Count.sum(
            Count.product(fillingsPerRow() - 1, ofFull),
            fillingWords(use, rowWords, lastElements()));
    boolean once = use == LaneUse.TABLE && holdsTable();
    return once ? ofRow : Count.product(rows, ofRow);
  }

  /**
   * Returns the words that a filling with {@code filled} elements takes or leaves, those of a table
   * that is not held included.
   */
  long fillingWords(LaneUse use, long rowWords, long filled) {
    return switch (use) {
      case ELEMENTS, RESULTS -> filled;
      case SHARED -> Math.min(rowWords, Count.product(filled, terms));
      case TABLE -> Count.product(filled, terms);
    };
  }
}
