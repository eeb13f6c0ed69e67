package org.backflow.data;

import java.util.Arrays;

/**
 * The values of a data set without the zeros, as compressed sparse rows, one row per image: a zero
 * changes neither a sum nor a weight, so training visits only these. A value is an unsigned byte
 * that stands for a number of the palette, 0 for zero and 255 for one.
 *
 * <p>The entries of image i are those from {@code starts()[i]} to {@code starts()[i + 1] - 1}, in
 * ascending position. The arrays are handed out without a copy: callers only read them. An int
 * numbers the entries without overflow because they are no more than the pixels, which lie in one
 * array.
 */
public final class NonZeroPixels {
  private final int[] starts;
  private final char[] positions;
  private final byte[] values;
  private final double[] palette;

  private NonZeroPixels(int[] starts, char[] positions, byte[] values, double[] palette) {
    this.starts = starts;
    this.positions = positions;
    this.values = values;
    this.palette = palette;
  }

  /** Gathers in one pass, since counting first would read all pixels once more. */
  static NonZeroPixels of(byte[] pixels, int images, double[] palette) {
    int pixelsPerImage = pixels.length / images;
    int[] starts = new int[images + 1];
    char[] positions = new char[Math.max(pixels.length / 4, pixelsPerImage)];
    byte[] values = new byte[positions.length];
    for (int image = 0; image < images; image++) {
      int entry = starts[image];
      if (positions.length - entry < pixelsPerImage) {
        int doubled = (int) Math.min(pixels.length, 2L * positions.length);
        positions = Arrays.copyOf(positions, doubled);
        values = Arrays.copyOf(values, doubled);
      }
      int from = image * pixelsPerImage;
      starts[image + 1] = gather(pixels, from, pixelsPerImage, positions, values, entry);
    }
    int entries = starts[images];
    return new NonZeroPixels(
        starts, Arrays.copyOf(positions, entries), Arrays.copyOf(values, entries), palette);
  }

  /**
   * {@return the same images in another order, entries of neighbours side by side} Reading images
   * in the order in which they lie is faster than jumping between them.
   *
   * @param images the image that comes to lie at every place
   */
  public NonZeroPixels inOrder(int[] images) {
    int[] ordered = new int[images.length + 1];
    for (int place = 0; place < images.length; place++) {
      ordered[place + 1] = ordered[place] + starts[images[place] + 1] - starts[images[place]];
    }
    char[] orderedPositions = new char[ordered[images.length]];
    byte[] orderedValues = new byte[orderedPositions.length];
    for (int place = 0; place < images.length; place++) {
      int from = starts[images[place]];
      int entries = starts[images[place] + 1] - from;
      System.arraycopy(positions, from, orderedPositions, ordered[place], entries);
      System.arraycopy(values, from, orderedValues, ordered[place], entries);
    }
    return new NonZeroPixels(ordered, orderedPositions, orderedValues, palette);
  }

  /** {@return the first entry of every image, then the number of all entries: count + 1 of them} */
  public int[] starts() {
    return starts;
  }

  /** {@return for every entry, the position within its image, the channel running fastest} */
  public char[] positions() {
    return positions;
  }

  /** {@return for every entry, its place in the palette as an unsigned byte, 1 to 255} */
  public byte[] values() {
    return values;
  }

  /** {@return the number that every value stands for, 256 of them} */
  public double[] palette() {
    return palette;
  }

  private static int gather(
      byte[] pixels, int from, int length, char[] positions, byte[] values, int firstEntry) {
    int entry = firstEntry;
    for (int position = 0; position < length; position++) {
      byte value = pixels[from + position];
      if (value != 0) {
        positions[entry] = (char) position;
        values[entry] = value;
        entry++;
      }
    }
    return entry;
  }
}
