package org.backflow.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Adds windows back to the images that they were cut from, in ascending order of the windows: the
 * error of the input of a convolution, and of a pooling.
 *
 * @param source a row per window: of all words of the window, or of one word per channel
 * @param images how many there are
 * @param perChannel whether a row of {@code source} has one word per channel, which goes to every
 *     pixel of the window
 * @param divisor what a sum is divided by as it is converted
 * @param groups into how many the channels fall whose words of a window stand together in a row of
 *     {@code source}; 1 where they stand as in the window
 * @param chosen the index within the window of the only pixel that takes the word, by channel
 */
public record Fold(
    String name,
    Phase phase,
    int layer,
    Tensor source,
    int images,
    Window window,
    boolean perChannel,
    int divisor,
    int groups,
    Tensor result,
    Optional<Tensor> chosen)
    implements Operation {

  /** Checks that a choice is made by channel, and that the groups divide the channels. */
  public Fold {
    if (chosen.isPresent() && !perChannel) {
      throw new IllegalArgumentException(name + " chooses pixels, but not by channel");
    }
    if (divisor < 1) {
      throw new IllegalArgumentException(name + " divides by " + divisor + "; expected 1 or more");
    }
    if (groups < 1 || window.channels() % groups != 0) {
      throw new IllegalArgumentException(
          name
              + " folds "
              + window.channels()
              + " channels, which "
              + groups
              + " groups do not divide");
    }
  }

  /** Creates one whose rows have the order of the windows. */
  public Fold(
      String name,
      Phase phase,
      int layer,
      Tensor source,
      int images,
      Window window,
      boolean perChannel,
      int divisor,
      Tensor result,
      Optional<Tensor> chosen) {
    this(name, phase, layer, source, images, window, perChannel, divisor, 1, result, chosen);
  }

  /** Returns pixels (M), channels (N) and the most windows that share a pixel (K). */
  @Override
  public Extent extent() {
    long pixels = (long) window.height() * window.width();
    return new Extent(
        Math.toIntExact(Count.product(images, pixels)), window.channels(), mostWindows());
  }

  private int mostWindows() {
    long rows = Count.parts(window.kernelHeight(), window.stride());
    long columns = Count.parts(window.kernelWidth(), window.stride());
    return Math.toIntExact(
        Math.min(rows, window.outputHeight()) * Math.min(columns, window.outputWidth()));
  }

  @Override
  public List<Tensor> reads() {
    List<Tensor> reads = new ArrayList<>(List.of(source));
    chosen.ifPresent(reads::add);
    return reads;
  }

  @Override
  public long macs() {
    return 0;
  }

  @Override
  public long multiplies() {
    return 0;
  }

  /** Returns the words that are added: one for every choice, else all but those of the padding. */
  @Override
  public long adds() {
    return Count.product(
        images,
        chosen.isPresent()
            ? Count.product(window.positions(), window.channels())
            : window.windowWords());
  }

  /** What is done with a word of a window. */
  public interface Term {
    /**
     * Takes a word.
     *
     * @param source its index in the source
     * @param pixel the index in the result of the word that it is added to
     */
    void add(int source, int pixel);
  }

  /**
   * Visits all words that are added, windows and their words as they stand in the source.
   *
   * @param choice the choice of a window and channel; not asked where nothing is chosen
   */
  public void forEach(IntUnaryOperator choice, Term term) {
    int positions = window.positions();
    int channels = window.channels();
    for (int row = 0; row < images * positions; row++) {
      for (int place = 0; place < window.columns(); place++) {
        int share = window.columns() / groups;
        int column = window.grouped(groups, place / share, place % share);
        int inImage = window.index(row % positions, column);
        int source =
            perChannel ? row * channels + column % channels : row * window.columns() + place;
        boolean taken =
            chosen.isEmpty()
                || choice.applyAsInt(row * channels + column % channels) == column / channels;
        if (inImage != Window.PADDING && taken) {
          term.add(source, row / positions * window.imageWords() + inImage);
        }
      }
    }
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
