package org.backflow.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * result = the sum, or the largest, of the words of every window, channel by channel: pooling.
 *
 * @param source images, one per row
 * @param images how many there are
 * @param divisor what a sum is divided by as it is converted; 1 of the largest
 * @param chosen where the index within the window of the largest goes, the first of equals
 */
public record Reduce(
    String name,
    Phase phase,
    int layer,
    Kind kind,
    Tensor source,
    int images,
    Window window,
    int divisor,
    Tensor result,
    Optional<Tensor> chosen)
    implements Operation {

  /** The most words of a window whose largest is chosen: an index has 8 bits. */
  public static final int MOST_CHOICES = 1 << 8;

  /** What becomes of the words of a window. */
  public enum Kind {
    /** Their sum. */
    SUM,
    /** The largest. */
    MAX
  }

  /** Checks that padding takes no part in a largest, and that an index holds every choice. */
  public Reduce {
    int choices = window.columns() / window.channels();
    if (kind == Kind.MAX && window.padding() > 0) {
      throw new IllegalArgumentException(
          name
              + " looks for the largest in windows with padding "
              + window.padding()
              + "; expected none, for zeros are no words of the image");
    }
    if (chosen.isPresent() && choices > MOST_CHOICES) {
      throw new IllegalArgumentException(
          name
              + " looks for the largest of "
              + choices
              + " words; expected at most "
              + MOST_CHOICES);
    }
    if (divisor < 1) {
      throw new IllegalArgumentException(name + " divides by " + divisor + "; expected 1 or more");
    }
  }

  /**
   * Returns the sum, or the largest, of every row: {@code rows} words.
   *
   * @param columns words of a row of {@code source}
   */
  public static Reduce ofRows(
      String name,
      Phase phase,
      int layer,
      Kind kind,
      Tensor source,
      int rows,
      int columns,
      Tensor result) {
    Window row = new Window(columns, 1, 1, columns, 1, 1, 0);
    return new Reduce(name, phase, layer, kind, source, rows, row, 1, result, Optional.empty());
  }

  /** Returns windows (M), channels (N) and words of a window (K). */
  @Override
  public Extent extent() {
    return new Extent(
        Math.multiplyExact(images, window.positions()),
        window.channels(),
        window.columns() / window.channels());
  }

  @Override
  public List<Tensor> reads() {
    return List.of(source);
  }

  @Override
  public List<Tensor> writes() {
    List<Tensor> writes = new ArrayList<>(List.of(result));
    chosen.ifPresent(writes::add);
    return writes;
  }

  @Override
  public long macs() {
    return 0;
  }

  @Override
  public long multiplies() {
    return 0;
  }

  /** Returns the additions, one for every word but the padding; a comparison is a subtraction. */
  @Override
  public long adds() {
    return Count.product(images, window.windowWords());
  }

  /** Returns the bits of a choice: as many as an index within a window needs. */
  public int choiceBits() {
    return Count.indexBits(extent().k());
  }

  /** Returns the index in {@code source} of word {@code term}, or {@link View#ZERO}. */
  public int index(int row, int channel, int term) {
    int positions = window.positions();
    int inImage = window.index(row % positions, term * window.channels() + channel);
    return inImage == Window.PADDING ? View.ZERO : row / positions * window.imageWords() + inImage;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
