package org.backflow.accelerator.memory;

import java.util.HashMap;
import java.util.Map;
import org.backflow.plan.Count;
import org.backflow.plan.Window;

/**
 * The windows that hold the pixels of images, a row for each pixel, image after image: what an
 * image needs that is gathered from one word per window and channel.
 */
public final class PixelRows implements GatheredOperand.Rows {

  private final Window window;
  private final Map<Span, Long> known = new HashMap<>();

  /** Pixels of one image. */
  private record Span(int first, int end) {}

  /** Creates the pixels of images that {@code window} cuts. */
  public PixelRows(Window window) {
    this.window = window;
  }

  @Override
  public long words(int first, int end) {
    int pixels = window.height() * window.width();
    int firstImage = first / pixels;
    int lastImage = (end - 1) / pixels;
    int from = first % pixels;
    int to = (end - 1) % pixels + 1;
    if (firstImage == lastImage) {
      return inImage(from, to);
    }
    long between = Count.product(lastImage - firstImage - 1L, inImage(0, pixels));
    return Count.sum(between, inImage(from, pixels) + inImage(0, to));
  }

  private long inImage(int first, int end) {
    return known.computeIfAbsent(new Span(first, end), this::counted);
  }

  private long counted(Span span) {
    WordSet windows = new WordSet();
    int across = window.outputWidth();
    int width = window.width();
    int lastLine = (span.end() - 1) / width;
    for (int y = span.first() / width; y <= lastLine; y++) {
      int left = y == span.first() / width ? span.first() % width : 0;
      int right = y == lastLine ? (span.end() - 1) % width : width - 1;
      int first = window.firstColumnOver(left);
      int last = window.lastColumnOver(right);
      for (int row = window.firstRowOver(y); row <= window.lastRowOver(y) && first <= last; row++) {
        windows.add(row * across + first, row * across + last + 1);
      }
    }
    return windows.count(0, window.positions()) * window.channels();
  }
}
