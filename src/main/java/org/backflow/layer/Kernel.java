package org.backflow.layer;

import org.backflow.data.ImageShape;
import org.backflow.plan.Window;

/**
 * The windows of a layer, whatever the size of its input.
 *
 * @param height pixels of a column of a window
 * @param width pixels of a row of it
 * @param stride pixels from window to window
 * @param padding rows and columns of zeros around the image
 */
public record Kernel(int height, int width, int stride, int padding) {

  /** Returns square windows of {@code side} pixels. */
  public static Kernel square(int side, int stride, int padding) {
    return new Kernel(side, side, stride, padding);
  }

  /**
   * Returns the windows of images of shape {@code input}.
   *
   * @throws IllegalArgumentException when not one fits
   */
  Window over(ImageShape input) {
    return new Window(
        input.height(), input.width(), input.channels(), height, width, stride, padding);
  }

  /** Returns the size of a window: {@code 3x3}. */
  @Override
  public String toString() {
    return height + "x" + width;
  }
}
