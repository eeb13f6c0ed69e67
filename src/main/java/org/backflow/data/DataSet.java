package org.backflow.data;

import java.util.Locale;

/**
 * An immutable set of labelled grey-scale images: the official training images first, then the
 * official test images.
 *
 * <p>Pixels lie in one array, image after image, each row by row; a pixel and a label are unsigned
 * bytes. The arrays that this class hands out are its own, not copies, so that training can run
 * over them directly: callers only read them.
 */
public final class DataSet {
  /** The most pixels that an image may have: 256 by 256, or any other shape of as many. */
  public static final int MAX_PIXELS_PER_IMAGE = 65_536;

  /** The most classes that a data set may have, because a label is one byte. */
  public static final int MAX_CLASSES = 256;

  private final int rows;
  private final int columns;
  private final int classes;
  private final int officialTrainCount;
  private final byte[] pixels;
  private final byte[] labels;
  private final NonZeroPixels nonZeroPixels;
  private final Origin origin;

  /**
   * What messages say of where images come from.
   *
   * @param images the file, and where in it the size of an image stands
   * @param largestLabel the file, and where in it the largest label stands
   * @param firstLabel what was subtracted from every label
   * @param smallestLabel the smallest label as it is written
   */
  record Origin(String images, String largestLabel, int firstLabel, int smallestLabel) {
    static final Origin UNKNOWN = new Origin("the data set", "the data set", 0, 0);
  }

  private DataSet(
      int rows,
      int columns,
      int classes,
      int officialTrainCount,
      byte[] pixels,
      byte[] labels,
      Origin origin) {
    this.origin = origin;
    this.rows = rows;
    this.columns = columns;
    this.classes = classes;
    this.officialTrainCount = officialTrainCount;
    this.pixels = pixels;
    this.labels = labels;
    this.nonZeroPixels = NonZeroPixels.of(pixels, labels.length);
  }

  /**
   * {@return the data set of these images}
   *
   * @param rows height of every image in pixels
   * @param columns width of every image in pixels
   * @param classes number of classes; labels are 0 to {@code classes - 1}
   * @param officialTrainCount how many images, from the first, are the official training set; the
   *     others are the official test set
   * @param pixels {@code count * rows * columns} unsigned bytes; the data set takes ownership
   * @param labels one unsigned byte per image, so {@code count} of them; the data set takes
   *     ownership
   * @throws IllegalArgumentException if there is no image, an image has no pixel or more than
   *     {@value #MAX_PIXELS_PER_IMAGE}, or sizes, counts and labels do not fit together
   */
  public static DataSet of(
      int rows, int columns, int classes, int officialTrainCount, byte[] pixels, byte[] labels) {
    return of(rows, columns, classes, officialTrainCount, pixels, labels, Origin.UNKNOWN);
  }

  static DataSet of(
      int rows,
      int columns,
      int classes,
      int officialTrainCount,
      byte[] pixels,
      byte[] labels,
      Origin origin) {
    int count = labels.length;
    String size = rows + " x " + columns;
    require(count >= 1, "images", 0, "at least 1");
    require(rows >= 1 && columns >= 1, "image size", size, "at least 1 x 1");
    require(
        (long) rows * columns <= MAX_PIXELS_PER_IMAGE,
        "image size",
        size,
        "at most " + MAX_PIXELS_PER_IMAGE + " pixels");
    require(
        pixels.length == (long) count * rows * columns,
        "pixels",
        pixels.length,
        count + " images of " + size);
    require(classes >= 1 && classes <= MAX_CLASSES, "classes", classes, "1 to " + MAX_CLASSES);
    require(
        officialTrainCount >= 0 && officialTrainCount <= count,
        "official training images",
        officialTrainCount,
        "0 to " + count);
    int largest = largestLabel(labels);
    require(largest < classes, "largest label", largest, "0 to " + (classes - 1));
    return new DataSet(rows, columns, classes, officialTrainCount, pixels, labels, origin);
  }

  /**
   * Checks that a network has an input for every pixel and an output for every label.
   *
   * @param inputs of the network
   * @param outputs of the network
   * @param network what messages call it
   * @throws InvalidDataException which names the file and the key of the experiment that disagree
   */
  public void requireFit(int inputs, int outputs, String network) {
    if (inputs != pixelsPerImage()) {
      throw new InvalidDataException(
          String.format(
              Locale.ROOT,
              "%s: found images of %d x %d, %d pixels, expected %d: the network %s (key 'layers')"
                  + " has %d inputs",
              origin.images,
              rows,
              columns,
              pixelsPerImage(),
              inputs,
              network,
              inputs));
    }
    if (outputs < classes) {
      throw new InvalidDataException(
          String.format(
              Locale.ROOT,
              "%s: found label %d, expected %d to %d: the network %s (key 'layers') has %d outputs%s",
              origin.largestLabel,
              classes - 1 + origin.firstLabel,
              origin.firstLabel,
              outputs - 1 + origin.firstLabel,
              network,
              outputs,
              offset()));
    }
  }

  /** Offers to number the classes from zero where the labels do not. */
  private String offset() {
    int smallest = origin.smallestLabel;
    return smallest <= origin.firstLabel
        ? ""
        : String.format(
            Locale.ROOT,
            "; labels run from %d on, data.firstLabel=%d makes them 0 to %d",
            smallest,
            smallest,
            classes - 1 + origin.firstLabel - smallest);
  }

  /** {@return the number of images, training and test together} */
  public int count() {
    return labels.length;
  }

  /** {@return the height of every image in pixels} */
  public int rows() {
    return rows;
  }

  /** {@return the width of every image in pixels} */
  public int columns() {
    return columns;
  }

  /** {@return the number of pixels of one image, {@code rows * columns}} */
  public int pixelsPerImage() {
    return rows * columns;
  }

  /** {@return the number of classes} */
  public int classes() {
    return classes;
  }

  /** {@return how many images, from the first, are the official training set} */
  public int officialTrainCount() {
    return officialTrainCount;
  }

  /** {@return all pixels, those of image i from {@code i * pixelsPerImage()}; only to be read} */
  public byte[] pixels() {
    return pixels;
  }

  /** {@return the label of every image, as unsigned bytes; only to be read} */
  public byte[] labels() {
    return labels;
  }

  /**
   * {@return the label of one image, 0 to {@code classes() - 1}}
   *
   * @param image index of the image, 0 to {@code count() - 1}
   */
  public int label(int image) {
    return Byte.toUnsignedInt(labels[image]);
  }

  /** {@return the same pixels without the zeros, of which most images largely consist} */
  public NonZeroPixels nonZeroPixels() {
    return nonZeroPixels;
  }

  /** {@return the largest of these unsigned labels, or -1 if there is none} */
  static int largestLabel(byte[] labels) {
    int largest = -1;
    for (byte label : labels) {
      largest = Math.max(largest, Byte.toUnsignedInt(label));
    }
    return largest;
  }

  private static void require(boolean holds, String what, Object found, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(what + ": found " + found + ", expected " + expected);
    }
  }
}
