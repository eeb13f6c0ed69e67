package org.backflow.plan;

/**
 * The windows of an image of height x width x channels words, channels last: at every position
 * {@code kernelHeight} x {@code kernelWidth} x channels words, {@code stride} apart, over an image
 * with {@code padding} rows and columns of zeros on every side.
 *
 * @param channels words of a pixel
 * @param padding less than the kernel, so that no window lies in it whole
 */
public record Window(
    int height,
    int width,
    int channels,
    int kernelHeight,
    int kernelWidth,
    int stride,
    int padding) {

  /** Says that a word of a window is no word of the image, but padding. */
  public static final int PADDING = -1;

  /** Checks that at least one window fits. */
  public Window {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "an image of " + height + " x " + width + " x " + channels + "; expected at least 1");
    }
    if (kernelHeight < 1 || kernelWidth < 1 || stride < 1 || padding < 0) {
      throw new IllegalArgumentException(
          "a kernel of "
              + kernelHeight
              + " x "
              + kernelWidth
              + ", stride "
              + stride
              + ", padding "
              + padding
              + "; expected a kernel and a stride of at least 1, and no negative padding");
    }
    if (padding >= kernelHeight || padding >= kernelWidth) {
      throw new IllegalArgumentException(
          "padding of "
              + padding
              + " around a kernel of "
              + kernelHeight
              + " x "
              + kernelWidth
              + "; expected less than the kernel");
    }
    if (kernelHeight > height + 2L * padding || kernelWidth > width + 2L * padding) {
      throw new IllegalArgumentException(
          "a kernel of "
              + kernelHeight
              + " x "
              + kernelWidth
              + " does not fit an image of "
              + height
              + " x "
              + width
              + " with padding "
              + padding
              + "; expected at most "
              + (height + 2L * padding)
              + " x "
              + (width + 2L * padding));
    }
  }

  /** Returns the same windows of images of {@code count} channels. */
  public Window ofChannels(int count) {
    return new Window(height, width, count, kernelHeight, kernelWidth, stride, padding);
  }

  /** Returns the windows of a column of the image. */
  public int outputHeight() {
    return (height + 2 * padding - kernelHeight) / stride + 1;
  }

  /** Returns the windows of a row of the image. */
  public int outputWidth() {
    return (width + 2 * padding - kernelWidth) / stride + 1;
  }

  /** Returns the windows of an image. */
  public int positions() {
    return Math.multiplyExact(outputHeight(), outputWidth());
  }

  /** Returns the words of a window. */
  public int columns() {
    return Math.multiplyExact(Math.multiplyExact(kernelHeight, kernelWidth), channels);
  }

  /** Returns the words of an image. */
  public int imageWords() {
    return Math.multiplyExact(Math.multiplyExact(height, width), channels);
  }

  /** Returns the pixels of the window at {@code position} that are no padding. */
  public int pixels(int position) {
    return inside(position / outputWidth(), kernelHeight, height)
        * inside(position % outputWidth(), kernelWidth, width);
  }

  private int inside(int output, int kernel, int length) {
    int first = output * stride - padding;
    return Math.min(length, first + kernel) - Math.max(0, first);
  }

  /** Returns the windows that hold {@code pixel}, which is y width + x. */
  public int windowsOver(int pixel) {
    int y = pixel / width;
    int x = pixel % width;
    int down = lastOver(y, outputHeight()) - firstOver(y, kernelHeight) + 1;
    int across = lastOver(x, outputWidth()) - firstOver(x, kernelWidth) + 1;
    return Math.max(0, down) * Math.max(0, across);
  }

  /** Returns the first row of windows that reaches to row {@code y} of the image, or beyond. */
  public int firstRowOver(int y) {
    return firstOver(y, kernelHeight);
  }

  /** Returns the last row of windows that begins at row {@code y} of the image, or before. */
  public int lastRowOver(int y) {
    return lastOver(y, outputHeight());
  }

  /** Returns the first column of windows that reaches to column {@code x}, or beyond. */
  public int firstColumnOver(int x) {
    return firstOver(x, kernelWidth);
  }

  /** Returns the last column of windows that begins at column {@code x}, or before. */
  public int lastColumnOver(int x) {
    return lastOver(x, outputWidth());
  }

  private int firstOver(int coordinate, int kernel) {
    int before = coordinate + padding - kernel;
    return before < 0 ? 0 : before / stride + 1;
  }

  private int lastOver(int coordinate, int outputs) {
    return Math.min(outputs - 1, (coordinate + padding) / stride);
  }

  /**
   * Returns the words of all windows of an image that are no padding, each as often as it is read.
   */
  public long windowWords() {
    long rows = 0;
    for (int output = 0; output < outputHeight(); output++) {
      rows += inside(output, kernelHeight, height);
    }
    long columns = 0;
    for (int output = 0; output < outputWidth(); output++) {
      columns += inside(output, kernelWidth, width);
    }
    return Count.product(Count.product(rows, columns), channels);
  }

  /**
   * Returns which word of a window is word {@code column} of those of one group of channels.
   *
   * @param groups how many groups of neighbours the channels fall into
   * @param group from zero
   */
  public int grouped(int groups, int group, int column) {
    int share = channels / groups;
    return column / share * channels + group * share + column % share;
  }

  /**
   * Returns where word {@code column} of the window at {@code position} lies in the image, or
   * {@link #PADDING}.
   */
  public int index(int position, int column) {
    int pixel = column / channels;
    int y = position / outputWidth() * stride - padding + pixel / kernelWidth;
    int x = position % outputWidth() * stride - padding + pixel % kernelWidth;
    return y < 0 || x < 0 || y >= height || x >= width
        ? PADDING
        : (y * width + x) * channels + column % channels;
  }
}
