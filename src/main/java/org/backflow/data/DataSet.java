package org.backflow.data;

import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * An immutable set of labelled samples, images or vectors of features: the official training
 * samples first, then the official test samples.
 *
 * <p>Samples are numbers as a file holds them, sample after sample, and a rule for what a network
 * sees of them. A label is an unsigned byte. The arrays that this class hands out are its own, not
 * copies, so that training can run over them directly: callers only read them.
 */
public final class DataSet {
  /** The most values that a sample may have: 256 by 256 pixels, or any other shape of as many. */
  public static final int MAX_PIXELS_PER_IMAGE = 65_536;

  /** The most classes that a data set may have, because a label is one byte. */
  public static final int MAX_CLASSES = 256;

  private static final double WHITE = 255;

  private final ImageShape shape;
  private final int classes;
  private final int officialTrainCount;
  private final ScaledSamples samples;
  private final byte[] labels;
  private final Origin origin;

  /**
   * What messages say of where samples come from.
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
      ImageShape shape,
      int classes,
      int officialTrainCount,
      ScaledSamples samples,
      byte[] labels,
      Origin origin) {
    this.origin = origin;
    this.shape = shape;
    this.classes = classes;
    this.officialTrainCount = officialTrainCount;
    this.samples = samples;
    this.labels = labels;
  }

  /**
   * {@return the data set of these grey-scale images, whose pixels are divided by 255}
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
    return of(
        new ImageShape(rows, columns, 1),
        classes,
        officialTrainCount,
        new Samples.Bytes(pixels),
        Scaling.USUAL.dividingBy(WHITE),
        labels,
        Origin.UNKNOWN);
  }

  /**
   * {@return the data set of samples of any shape}
   *
   * @param shape of every sample
   * @param classes number of classes; labels are 0 to {@code classes - 1}
   * @param officialTrainCount how many samples, from the first, are the official training set
   * @param numbers of all samples, one after another, finite; copied
   * @param scaling what a network sees of the numbers, divided by 1 unless it says otherwise
   * @param labels one unsigned byte per sample; the data set takes ownership
   * @throws IllegalArgumentException if there is no sample, or sizes, counts and labels do not fit
   *     together
   */
  public static DataSet of(
      ImageShape shape,
      int classes,
      int officialTrainCount,
      float[] numbers,
      Scaling scaling,
      byte[] labels) {
    Samples.Buffer samples = new Samples.Buffer();
    for (float number : numbers) {
      require(Float.isFinite(number), "number", number, "a finite one");
      samples.add(number);
    }
    return of(
        shape,
        classes,
        officialTrainCount,
        samples.samples(),
        scaling.dividingBy(1),
        labels,
        Origin.UNKNOWN);
  }

  static DataSet of(
      ImageShape shape,
      int classes,
      int officialTrainCount,
      Samples samples,
      Scaling scaling,
      byte[] labels,
      Origin origin) {
    int count = labels.length;
    require(count >= 1, "images", 0, "at least 1");
    require(shape.isPossible(), "image size", shape, "1 to " + MAX_PIXELS_PER_IMAGE + " pixels");
    require(
        samples.length() == (long) count * shape.values(),
        "pixels",
        samples.length(),
        count + " images of " + shape);
    require(classes >= 1 && classes <= MAX_CLASSES, "classes", classes, "1 to " + MAX_CLASSES);
    require(
        officialTrainCount >= 0 && officialTrainCount <= count,
        "official training images",
        officialTrainCount,
        "0 to " + count);
    int largest = largestLabel(labels);
    require(largest < classes, "largest label", largest, "0 to " + (classes - 1));
    return new DataSet(
        shape,
        classes,
        officialTrainCount,
        new ScaledSamples(samples, shape, scaling),
        labels,
        origin);
  }

  /**
   * Checks that a network takes the shape of a sample, any shape where it sees a vector, and has an
   * output for every label.
   *
   * @param input of the network
   * @param outputs of the network
   * @param network what messages call it
   * @throws InvalidDataException which names the file and the key of the experiment that disagree
   */
  public void requireFit(ImageShape input, int outputs, String network) {
    if (!input.isVector() && !input.equals(shape)) {
      throw new InvalidDataException(
          String.format(
              Locale.ROOT,
              "%s: found %ss of %s, expected %s: the input (key 'input') of the network %s",
              origin.images,
              shape.noun(),
              shape,
              input,
              network));
    }
    requireFit(input.values(), outputs, network);
  }

  /**
   * Checks that a network that sees a sample as a vector has an input for every pixel and an output
   * for every label.
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
              "%s: found %ss of %s, %d %s, expected %d: the network %s (key 'layers') has %d"
                  + " inputs",
              origin.images,
              shape.noun(),
              shape,
              pixelsPerImage(),
              shape.channels() == 1 ? "pixels" : "values",
              inputs,
              network,
              inputs));
    }
    if (outputs < classes) {
      throw new InvalidDataException(
          String.format(
              Locale.ROOT,
              "%s: found label %d, expected %d to %d: the network %s (key 'layers') has %d"
                  + " outputs%s",
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

  /** {@return the shape of every sample} */
  public ImageShape shape() {
    return shape;
  }

  /** {@return the number of values of one sample} */
  public int pixelsPerImage() {
    return shape.values();
  }

  /** {@return the number of classes} */
  public int classes() {
    return classes;
  }

  /** {@return how many images, from the first, are the official training set} */
  public int officialTrainCount() {
    return officialTrainCount;
  }

  /**
   * {@return what a network sees at one place of a sample}
   *
   * @param image index of the sample, 0 to {@code count() - 1}
   * @param position {@code (row * width + column) * channels + channel}
   */
  public double value(int image, int position) {
    return samples.at(image * pixelsPerImage() + position, position % shape.channels());
  }

  /**
   * Copies what a network sees of a sample, row by row, pixel by pixel, channel by channel.
   *
   * @param image index of the sample, 0 to {@code count() - 1}
   * @param target receives {@link #pixelsPerImage} values
   * @param from where the first of them goes
   */
  public void read(int image, double[] target, int from) {
    for (int position = 0; position < pixelsPerImage(); position++) {
      target[from + position] = value(image, position);
    }
  }

  /**
   * {@return what a network sees of every byte, 256 values for all channels or for each of them;
   * nothing where the files hold other numbers than bytes} Only to be read.
   */
  public double[] byteValues() {
    return samples.byteValues();
  }

  /** {@return how many bytes of memory the samples take} */
  public long bytes() {
    return samples.samples().bytes();
  }

  /** {@return a checksum of samples and labels as the files hold them} */
  public long checksum() {
    CRC32C checksum = new CRC32C();
    samples.samples().addTo(checksum);
    checksum.update(labels);
    return checksum.getValue();
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

  /** {@return whether {@link #nonZeroPixels} holds its values} */
  public boolean hasFewValues() {
    return samples.nonZero().isPresent();
  }

  /**
   * {@return the same values without the zeros, of which most images largely consist}
   *
   * @throws InvalidDataException if there are too many different values for it
   */
  public NonZeroPixels nonZeroPixels() {
    return samples
        .nonZero()
        .orElseThrow(
            () ->
                new InvalidDataException(
                    String.format(
                        Locale.ROOT,
                        "%s: found %ss of more than %d different values, 0 and 1 included, expected"
                            + " at most as many: a network of dense logistic layers reads no more",
                        origin.images,
                        shape.noun(),
                        ScaledSamples.PALETTE)));
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
