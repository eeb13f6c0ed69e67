package org.backflow.plan;

import java.util.Optional;

/**
 * A tensor as a product reads it: rows of it as they are stored, or the windows of its images; with
 * a constant one behind every row, where a bias is to be multiplied; with rows and columns
 * exchanged.
 *
 * @param tensor what is read
 * @param storedRows the first rows of it, or all
 * @param storedColumns the words of a row
 * @param window how images are cut into rows; then {@code storedRows} are images
 * @param one whether every row ends with a constant one that is not stored
 * @param transposed whether rows are read as columns
 */
public record View(
    Tensor tensor,
    int storedRows,
    int storedColumns,
    Optional<Window> window,
    boolean one,
    boolean transposed) {

  /** Stands for the constant one. */
  public static final int ONE = -1;

  /** Stands for a word of the padding, which is zero. */
  public static final int ZERO = -2;

  /** Checks that the window fits the rows. */
  public View {
    if (window.isPresent() && window.get().imageWords() != storedColumns) {
      throw new IllegalArgumentException(
          tensor
              + " has rows of "
              + storedColumns
              + " words; the images of "
              + window.get()
              + " have "
              + window.get().imageWords());
    }
  }

  /** Returns {@code rows} x {@code columns} words as they are stored. */
  public static View of(Tensor tensor, int rows, int columns) {
    return new View(tensor, rows, columns, Optional.empty(), false, false);
  }

  /** Returns the windows of {@code images}, one per row. */
  public static View of(Tensor tensor, int images, Window window) {
    return new View(tensor, images, window.imageWords(), Optional.of(window), false, false);
  }

  /** Returns the same with a constant one behind every row. */
  public View withOne() {
    return new View(tensor, storedRows, storedColumns, window, true, transposed);
  }

  /** Returns the same with rows and columns exchanged. */
  public View transpose() {
    return new View(tensor, storedRows, storedColumns, window, one, !transposed);
  }

  /** Returns the rows that the product sees. */
  public int rows() {
    return transposed ? straightColumns() : straightRows();
  }

  /** Returns the columns that the product sees. */
  public int columns() {
    return transposed ? straightRows() : straightColumns();
  }

  private int straightRows() {
    return window.map(each -> Math.multiplyExact(storedRows, each.positions())).orElse(storedRows);
  }

  private int straightColumns() {
    return window.map(Window::columns).orElse(storedColumns) + (one ? 1 : 0);
  }

  /**
   * Returns the index of the word in {@code row}, {@code column}, counted through the stored rows;
   * or {@link #ONE}, or {@link #ZERO}.
   */
  public int index(int row, int column) {
    int straightRow = transposed ? column : row;
    int straightColumn = transposed ? row : column;
    if (one && straightColumn == straightColumns() - 1) {
      return ONE;
    }
    if (window.isEmpty()) {
      return straightRow * storedColumns + straightColumn;
    }
    int positions = window.get().positions();
    int inImage = window.get().index(straightRow % positions, straightColumn);
    return inImage == Window.PADDING ? ZERO : straightRow / positions * storedColumns + inImage;
  }
}
