package org.backflow.accelerator.memory;

import java.util.HashSet;
import java.util.Set;
import org.backflow.plan.View;

/**
 * An operand that is made of windows, as a buffer sees it: sets of addresses that the index of a
 * view gives one by one. What is needed and not held is fetched; nothing is added up in advance.
 */
final class SlowWindows {

  private final View view;
  private final OperandBuffer buffer;
  private final Set<Integer> held = new HashSet<>();
  private int strip = -1;

  SlowWindows(View view, OperandBuffer buffer) {
    this.view = view;
    this.buffer = buffer;
  }

  private Set<Integer> touched(int firstRow, int endRow, int firstColumn, int endColumn) {
    Set<Integer> touched = new HashSet<>();
    for (int row = firstRow; row < endRow; row++) {
      for (int column = firstColumn; column < endColumn; column++) {
        int index = view.index(row, column);
        if (index != View.ONE && index != View.ZERO) {
          touched.add(index);
        }
      }
    }
    return touched;
  }

  boolean fits(int firstRow, int endRow, int firstColumn, int endColumn) {
    return buffer.placement() != Placement.STREAMED
        || (long) touched(firstRow, endRow, firstColumn, endColumn).size() * buffer.wordBits()
            <= buffer.bufferBits();
  }

  /**
   * Returns the words that are fetched for a block.
   *
   * @param keepsStrip whether the words of its rows may stay until others are needed
   */
  long use(int firstRow, int endRow, int firstColumn, int endColumn, boolean keepsStrip) {
    if (buffer.placement() == Placement.RESIDENT) {
      return 0;
    }
    boolean keepsAll = fits(0, view.rows(), 0, view.columns());
    boolean keeps = keepsStrip && strip == firstRow && fits(firstRow, endRow, 0, view.columns());
    if (!keepsAll && !keeps) {
      held.clear();
    }
    strip = firstRow;
    long before = held.size();
    held.addAll(touched(firstRow, endRow, firstColumn, endColumn));
    return held.size() - before;
  }
}
