package org.backflow.plan;

import java.util.Optional;

/**
 * A tensor as a product reads it: rows of it as they are stored, or the windows of its images; with
 * a constant one behind every row, where a bias is to be multiplied; with rows and columns
 * exchanged; one group of its columns at a time.
 *
 * <p>The channels of a row fall into groups of neighbours, of equal size. The channels of a window
 * are those of its image, so a group takes its share of every pixel; all other rows are channels
 * themselves. The view of a group is what a product of that group sees: each ends with the one.
 *
 * @param tensor what is read
 * @param storedRows the first rows of it, or all
 * @param storedColumns the words of a row
 * @param window how images are cut into rows; then {@code storedRows} are images
 * @param one whether every row ends with a constant one that is not stored
 * @param transposed whether rows are read as columns
 * @param groups how many there are; 1 is the whole row
 */
public record View(
    Tensor tensor,
    int storedRows,
    int storedColumns,
    Optional<Window> window,
    boolean one,
    boolean transposed,
    int groups) {

  /** Stands for the constant one. */
  public static final int ONE = -1;

  /** Stands for a word of the padding, which is zero. */
  public static final int ZERO = -2;

  /** Checks that the window fits the rows, and that the groups divide the channels. */
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
    int channels = window.map(Window::channels).orElse(storedColumns);
    if (groups < 1 || channels % groups != 0) {
      throw new IllegalArgumentException(
          tensor + " has " + channels + " channels, which " + groups + " groups do not divide");
    }
  }

  /** Returns {@code rows} x {@code columns} words as they are stored. */
  public static View of(Tensor tensor, int rows, int columns) {
    return new View(tensor, rows, columns, Optional.empty(), false, false, 1);
  }

  /** Returns the windows of {@code images}, one per row. */
  public static View of(Tensor tensor, int images, Window window) {
    return new View(tensor, images, window.imageWords(), Optional.of(window), false, false, 1);
  }

  /** Returns the same with a constant one behind every row. */
  public View withOne() {
    return new View(tensor, storedRows, storedColumns, window, true, transposed, groups);
  }

  /** Returns the same with rows and columns exchanged. */
  public View transpose() {
    return new View(tensor, storedRows, storedColumns, window, one, !transposed, groups);
  }

  /** Returns the same in {@code count} groups. */
  public View grouped(int count) {
    return new View(tensor, storedRows, storedColumns, window, one, transposed, count);
  }

  /** Returns the rows that the product of a group sees. */
  public int rows() {
    return transposed ? straightColumns() : straightRows();
  }

  /** Returns the columns that the product of a group sees. */
  public int columns() {
    return transposed ? straightRows() : straightColumns();
  }

  private int straightRows() {
    return window.map(each -> Math.multiplyExact(storedRows, each.positions())).orElse(storedRows);
  }

  private int straightColumns() {
    return window.map(Window::columns).orElse(storedColumns) / groups + (one ? 1 : 0);
  }

  /**
   * Returns the index of the word in {@code row}, {@code column} of the only group, counted through
   * the stored rows; or {@link #ONE}, or {@link #ZERO}.
   */
  public int index(int row, int column) {
    return index(0, row, column);
  }

  /** Returns the same of group {@code group}, from zero. */
  public int index(int group, int row, int column) {
    int straightRow = transposed ? column : row;
    int straightColumn = transposed ? row : column;
    if (one && straightColumn == straightColumns() - 1) {
      return ONE;
    }
    if (window.isEmpty()) {
      return straightRow * storedColumns + group * (storedColumns / groups) + straightColumn;
    }
    int positions = window.get().positions();
    int word = window.get().grouped(groups, group, straightColumn);
    int inImage = window.get().index(straightRow % positions, word);
    return inImage == Window.PADDING ? ZERO : straightRow / positions * storedColumns + inImage;
  }
}
