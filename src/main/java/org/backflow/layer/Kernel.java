package org.backflow.layer;

import static org.backflow.configuration.kind.Key.optional;
import static org.backflow.configuration.kind.Key.required;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.listOf;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.backflow.configuration.kind.Keys;
import org.backflow.configuration.kind.ValueKind;
import org.backflow.data.DataSet;
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

  private static final ValueKind<List<Integer>> SIZE =
      integer(1, DataSet.MAX_PIXELS_PER_IMAGE)
          .asSome(
              "pixels of a side",
              side -> List.of(side, side),
              size -> Optional.of(size.get(0)).filter(size.get(1)::equals))
          .or(listOf(integer(1, DataSet.MAX_PIXELS_PER_IMAGE), 2, 2));

  /**
   * Returns the windows that the keys {@code kernel}, {@code stride} and {@code padding} describe.
   *
   * @param kernel of a layer that has them
   */
  static <L extends Layer> Kernel of(Keys<L> keys, Function<L, Kernel> kernel) {
    List<Integer> size =
        keys.of(
            required("kernel", SIZE, "Pixels of a side of the window, or [height, width].")
                .startingWith("5"),
            layer -> List.of(kernel.apply(layer).height(), kernel.apply(layer).width()));
    return new Kernel(
        size.get(0),
        size.get(1),
        keys.of(
            optional(
                "stride",
                integer(1, DataSet.MAX_PIXELS_PER_IMAGE),
                1,
                "Pixels from window to window."),
            layer -> kernel.apply(layer).stride()),
        keys.of(
            optional(
                "padding",
                integer(0, DataSet.MAX_PIXELS_PER_IMAGE),
                0,
                "Rows and columns of zeros around the image; less than the kernel."),
            layer -> kernel.apply(layer).padding()));
  }

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
