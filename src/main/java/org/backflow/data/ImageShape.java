package org.backflow.data;

import java.util.List;

/**
 * The shape of a sample: rows of pixels of channels, the channel running fastest. A vector of
 * features is an image of one row and one column that has a channel per feature.
 *
 * @param height rows of an image
 * @param width pixels of a row
 * @param channels values of a pixel: 1 of a grey-scale image, 3 of one in colour
 */
public record ImageShape(int height, int width, int channels) {

  /** Returns the shape of a vector of features. */
  public static ImageShape vector(int features) {
    return new ImageShape(1, 1, features);
  }

  /**
   * Returns how many values a sample has.
   *
   * @throws ArithmeticException when they are more than an int counts
   */
  public int values() {
    return Math.multiplyExact(Math.multiplyExact(height, width), channels);
  }

  /** Returns whether it is that of a vector. */
  public boolean isVector() {
    return height == 1 && width == 1;
  }

  /** Returns height, width and channels. */
  public List<Integer> sizes() {
    return List.of(height, width, channels);
  }

  /**
   * Returns the shape of these sizes.
   *
   * @param sizes as {@link #sizes} returns them
   * @throws IllegalArgumentException if a sample may not have so many values, or none
   */
  public static ImageShape of(List<Integer> sizes) {
    ImageShape shape = new ImageShape(sizes.get(0), sizes.get(1), sizes.get(2));
    if (!shape.isPossible()) {
      throw new IllegalArgumentException(
          "a sample has at most " + DataSet.MAX_PIXELS_PER_IMAGE + " values");
    }
    return shape;
  }

  /** Returns whether there are values, and no more of them than a sample may have. */
  boolean isPossible() {
    return height >= 1
        && width >= 1
        && channels >= 1
        && (long) height * width <= DataSet.MAX_PIXELS_PER_IMAGE / channels;
  }

  /** Returns what a sample of it is called. */
  String noun() {
    return isVector() ? "sample" : "image";
  }

  /** Returns how messages put it: {@code 28 x 28}, {@code 32 x 32 x 3}, {@code 13 features}. */
  @Override
  public String toString() {
    if (isVector() && channels > 1) {
      return channels + " features";
    }
    return height + " x " + width + (channels == 1 ? "" : " x " + channels);
  }
}
