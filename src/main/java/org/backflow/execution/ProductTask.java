package org.backflow.execution;

import java.util.stream.IntStream;
import org.backflow.plan.Extent;
import org.backflow.plan.Product;
import org.backflow.plan.View;

/**
 * A matrix product. Rows of zeros and words that are zero are skipped where there are many of them:
 * they change no sum, and an update by nothing is exact and draws nothing.
 */
final class ProductTask<A> implements Executor.Task {

  /** The left operand is taken for sparse where no more than one word in so many is not zero. */
  private static final int SPARSE = 2;

  /** In shorter rows nothing is looked for. */
  private static final int LEAST_SPARSE = 32;

  /** Of more terms, hardly a row of the result has none that is not zero. */
  private static final int MOST_TERMS_SKIPPED = 8;

  private final Machine<A> machine;
  private final Machine.ProductEnd<A> end;
  private final View left;
  private final int columns;

  /** Terms, or rows of the result where the operand is transposed, without those of the one. */
  private final int words;

  private final int storedRows;
  private final boolean skipsRows;
  private final A leftWords;
  private final A rightStored;
  private final A rightWords;
  private final A result;
  private final A factors;
  private final A sums;
  private final A one;
  private final A rightOne;
  private final int[] rightIndices;
  private final int[] terms;
  private final int[] rows;
  private final int[] allRows;

  /**
   * Creates a task.
   *
   * @param leftWords the left operand's words as they are stored; its windows, one per row
   */
  ProductTask(Product product, Machine<A> machine, A leftWords, A rightWords, A result) {
    this.machine = machine;
    this.end = machine.productEnd(product);
    this.left = product.left();
    View right = product.right();
    this.leftWords = leftWords;
    this.result = result;
    Extent extent = product.extent();
    this.columns = extent.n();
    this.storedRows = left.transposed() ? left.columns() : left.rows();
    this.words = (left.transposed() ? left.rows() : left.columns()) - (left.one() ? 1 : 0);
    // What is set must be set, but to what is added to, nothing may be added.
    this.skipsRows =
        product.ending().readsResult()
            && left.window().isEmpty()
            && storedRows <= MOST_TERMS_SKIPPED;
    this.rightIndices = isPlain(right) ? new int[0] : indices(right);
    this.rightStored = rightWords;
    this.rightWords =
        isPlain(right)
            ? rightWords
            : machine.words(Math.multiplyExact(right.rows(), right.columns()));
    this.rightOne = machine.words(1);
    machine.set(rightOne, 0, machine.word(right.tensor(), 1.0));
    this.sums = machine.words(Math.toIntExact(extent.elements()));
    this.factors = machine.words(skipsRows ? Math.multiplyExact(storedRows, words) : words);
    this.one = machine.words(1);
    machine.set(one, 0, machine.word(left.tensor(), 1.0));
    this.terms = new int[words];
    this.rows = new int[words + 1];
    this.allRows = IntStream.range(0, extent.m()).toArray();
  }

  @Override
  public void run(double eta) {
    if (rightIndices.length > 0) {
      machine.gather(rightIndices, rightStored, 0, machine.get(rightOne, 0), rightWords, 0);
    }
    if (left.transposed()) {
      update();
    } else {
      forward();
    }
  }

  private void forward() {
    if (left.window().isPresent() || words < LEAST_SPARSE) {
      machine.multiply(Strides.rows(storedRows, words), leftWords, rightWords, columns, sums, 0);
    } else {
      for (int row = 0; row < storedRows; row++) {
        int found = machine.compact(leftWords, row * words, words, terms, factors);
        if (found * SPARSE <= words) {
          machine.combine(terms, factors, found, rightWords, columns, sums, row * columns);
        } else {
          Strides strides = new Strides(row * words, 1, words, words, 1);
          machine.multiply(strides, leftWords, rightWords, columns, sums, row * columns);
        }
      }
    }
    if (left.one()) {
      machine.addRow(machine.get(one, 0), rightWords, words * columns, columns, sums, storedRows);
    }
    end.apply(sums, allRows, storedRows, result);
  }

  private void update() {
    int count = skipsRows ? gatherRows() : words;
    boolean all = count * SPARSE > words;
    if (all) {
      count = words;
    }
    machine.multiply(
        Strides.columns(count, storedRows),
        all ? leftWords : factors,
        rightWords,
        columns,
        sums,
        0);
    int[] ended = all ? allRows : rows;
    if (left.one()) {
      machine.multiply(
          Strides.repeated(1, storedRows), one, rightWords, columns, sums, count * columns);
      rows[count] = words;
      count++;
    }
    end.apply(sums, ended, count, result);
  }

  /**
   * Finds the rows of the result to which something is added, and gathers their words.
   *
   * @return how many there are
   */
  private int gatherRows() {
    if (storedRows == 1) {
      return machine.compact(leftWords, 0, words, rows, factors);
    }
    int found = 0;
    for (int row = 0; row < words; row++) {
      boolean adds = false;
      for (int term = 0; term < storedRows; term++) {
        adds |= machine.get(leftWords, term * words + row) != 0.0;
      }
      rows[found] = row;
      found += adds ? 1 : 0;
    }
    if (found * SPARSE <= words) {
      for (int term = 0; term < storedRows; term++) {
        for (int row = 0; row < found; row++) {
          double word = machine.get(leftWords, term * words + rows[row]);
          machine.set(factors, term * found + row, word);
        }
      }
    }
    return found;
  }

  private static boolean isPlain(View view) {
    return view.window().isEmpty() && !view.one() && !view.transposed();
  }

  private static int[] indices(View view) {
    int[] indices = new int[Math.multiplyExact(view.rows(), view.columns())];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = view.index(0, i / view.columns(), i % view.columns());
    }
    return indices;
  }
}
