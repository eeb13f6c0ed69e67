package org.backflow.accelerator;

import java.util.Optional;
import org.backflow.accelerator.memory.ElementBlocks;
import org.backflow.accelerator.memory.WindowBlocks;
import org.backflow.plan.Count;
import org.backflow.plan.View;
import org.backflow.plan.Window;

/**
 * The elements of an operand of a matrix product, of one group of it.
 *
 * @param words words that enter the array when every element enters it once: all elements but the
 *     padding and the constant one of windows, which the edge makes itself
 * @param windows the words of its rows and columns, where elements repeat them; nothing where every
 *     element is a word of its own
 */
record Elements(long words, Optional<ElementBlocks> windows) {

  /** Returns {@code rows} x {@code columns} words. */
  static Elements of(int rows, int columns) {
    return new Elements(Count.product(rows, columns), Optional.empty());
  }

  /** Returns what {@code view} shows of a group: all have the same windows of other channels. */
  static Elements of(View view) {
    if (view.window().isEmpty()) {
      return of(view.rows(), view.columns());
    }
    Window window = view.window().get().ofChannels(view.window().get().channels() / view.groups());
    ElementBlocks blocks = new WindowBlocks(window, view.storedRows());
    return new Elements(
        Count.product(view.storedRows(), window.windowWords()),
        Optional.of(view.transposed() ? blocks.transposed() : blocks));
  }
}
