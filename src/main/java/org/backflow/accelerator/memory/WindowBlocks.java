package org.backflow.accelerator.memory;

import java.util.HashMap;
import java.util.Map;
import org.backflow.plan.Count;
import org.backflow.plan.Window;

/**
 * The windows of images, a row for each, image after image; a constant one behind a row is no
 * stored word.
 *
 * <p>Neighbouring windows share pixels, and which they share changes from row to row of the image
 * and at its edges. So words are not taken from a formula of averages: the intervals of every row
 * of the image that a block touches are joined and counted. Images are alike, so blocks that begin
 * at the same place of an image are counted once.
 */
public final class WindowBlocks implements ElementBlocks {

  private final Window window;
  private final int images;
  private final Map<Block, Long> known = new HashMap<>();

  /** Positions and words of windows of one image. */
  private record Block(int firstPosition, int endPosition, int firstColumn, int endColumn) {}

  /** Creates the windows of {@code images}. */
  public WindowBlocks(Window window, int images) {
    this.window = window;
    this.images = images;
  }

  @Override
  public long words(int firstRow, int endRow, int firstColumn, int endColumn) {
    int positions = window.positions();
    int end = Math.min(endColumn, window.columns());
    int firstImage = firstRow / positions;
    int lastImage = (endRow - 1) / positions;
    int from = firstRow % positions;
    int to = (endRow - 1) % positions + 1;
    if (firstColumn >= end) {
      return 0;
    }
    if (firstImage == lastImage) {
      return inImage(new Block(from, to, firstColumn, end));
    }
    long between = lastImage - firstImage - 1L;
    long inner =
        between == 0
            ? 0
            : Count.product(between, inImage(new Block(0, positions, firstColumn, end)));
    return Count.sum(
        inner,
        inImage(new Block(from, positions, firstColumn, end))
            + inImage(new Block(0, to, firstColumn, end)));
  }

  private long inImage(Block block) {
    return known.computeIfAbsent(
        block,
        wanted -> {
          WordSet touched = new WordSet();
          touch(wanted, 0, touched);
          return touched.count(0, window.imageWords());
        });
  }

  @Override
  public long mark(int firstRow, int endRow, int firstColumn, int endColumn, WordSet seen) {
    int positions = window.positions();
    int end = Math.min(endColumn, window.columns());
    long fresh = 0;
    for (int row = firstRow; row < endRow && firstColumn < end; ) {
      int image = row / positions;
      int endInImage = (int) Math.min(endRow - (long) image * positions, positions);
      int word = image * window.imageWords();
      long before = seen.count(word, word + window.imageWords());
      touch(new Block(row % positions, endInImage, firstColumn, end), word, seen);
      fresh += seen.count(word, word + window.imageWords()) - before;
      row = image * positions + endInImage;
    }
    return fresh;
  }

  /** Adds the words of a block of the image whose first word is {@code offset}. */
  private void touch(Block block, int offset, WordSet touched) {
    int across = window.outputWidth();
    int rowWords = window.kernelWidth() * window.channels();
    int firstOutput = block.firstPosition() / across;
    int lastOutput = (block.endPosition() - 1) / across;
    int firstLine = block.firstColumn() / rowWords;
    int lastLine = (block.endColumn() - 1) / rowWords;
    for (int output = firstOutput; output <= lastOutput; output++) {
      int left = output == firstOutput ? block.firstPosition() % across : 0;
      int right = output == lastOutput ? (block.endPosition() - 1) % across : across - 1;
      for (int line = firstLine; line <= lastLine; line++) {
        int y = output * window.stride() - window.padding() + line;
        if (y >= 0 && y < window.height()) {
          int from = line == firstLine ? block.firstColumn() % rowWords : 0;
          int to = line == lastLine ? (block.endColumn() - 1) % rowWords + 1 : rowWords;
          int words = window.width() * window.channels();
          touchLine(offset + y * words, left, right, from, to, touched);
        }
      }
    }
  }

  /**
   * Adds words {@code from} to {@code to} of the lines of windows {@code left} to {@code right}.
   */
  private void touchLine(int start, int left, int right, int from, int to, WordSet touched) {
    int step = window.stride() * window.channels();
    int margin = window.padding() * window.channels();
    int words = window.width() * window.channels();
    boolean joined = to - from >= step;
    for (int x = left; x <= right; x += joined ? right - left + 1 : 1) {
      int last = joined ? right : x;
      int first = Math.max(0, x * step - margin + from);
      int end = Math.min(words, last * step - margin + to);
      if (first < end) {
        touched.add(start + first, start + end);
      }
    }
  }

  @Override
  public String toString() {
    return images + " x " + window;
  }
}
