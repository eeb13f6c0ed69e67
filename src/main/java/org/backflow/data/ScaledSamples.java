package org.backflow.data;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a network sees of samples. */
final class ScaledSamples {
  /** How many different numbers {@link NonZeroPixels} can have. */
  static final int PALETTE = 256;

  private static final int ONE = PALETTE - 1;
  private static final int BYTE_VALUES = 256;

  private final Samples samples;
  private final ImageShape shape;
  private final Scaling scaling;

  /** 256 for all channels or for each of them; empty where samples are no bytes. */
  private final double[] byteValues;

  /** Made when it is asked for: it can take more memory than the samples. */
  private @Nullable NonZeroPixels nonZero;

  ScaledSamples(Samples samples, ImageShape shape, Scaling scaling) {
    this.samples = samples;
    this.shape = shape;
    this.scaling = scaling;
    this.byteValues = samples instanceof Samples.Bytes ? valuesOfBytes() : new double[0];
  }

  private double[] valuesOfBytes() {
    double[] values = new double[BYTE_VALUES * (scaling.isUniform() ? 1 : shape.channels())];
    for (int i = 0; i < values.length; i++) {
      values[i] = scaling.value(i % BYTE_VALUES, i / BYTE_VALUES);
    }
    return values;
  }

  /** Returns the numbers as the files hold them. */
  Samples samples() {
    return samples;
  }

  /** Returns what every byte stands for. */
  double[] byteValues() {
    return byteValues;
  }

  /** Returns the value at a place among all samples, which is of a channel. */
  double at(int index, int channel) {
    return samples instanceof Samples.Bytes bytes
        ? byteValues[byteValue(bytes.values()[index], channel)]
        : scaling.value(samples.at(index), channel);
  }

  private int byteValue(byte number, int channel) {
    return Byte.toUnsignedInt(number)
        + (byteValues.length == BYTE_VALUES ? 0 : BYTE_VALUES * channel);
  }

  /** Returns those that are not zero; nothing where there are more numbers than in a palette. */
  synchronized Optional<NonZeroPixels> nonZero() {
    if (nonZero == null) {
      int count = samples.length() / shape.values();
      boolean isPalette =
          byteValues.length == PALETTE && byteValues[0] == 0 && byteValues[ONE] == 1;
      if (isPalette && samples instanceof Samples.Bytes bytes) {
        nonZero = NonZeroPixels.of(bytes.values(), count, byteValues);
      } else {
        double[] palette = new double[PALETTE];
        nonZero =
            indices(palette).map(indices -> NonZeroPixels.of(indices, count, palette)).orElse(null);
      }
    }
    return Optional.ofNullable(nonZero);
  }

  /** Puts the different values into a palette, and returns the place of every value there. */
  private Optional<byte[]> indices(double[] palette) {
    palette[ONE] = 1;
    Map<Double, Integer> places = new HashMap<>(Map.of(0.0, 0, 1.0, ONE));
    // Of bytes, a look-up in an array in place of one by value.
    int[] known = new int[byteValues.length];
    byte[] indices = new byte[samples.length()];
    for (int i = 0; i < indices.length; i++) {
      int channel = i % shape.channels();
      int number =
          samples instanceof Samples.Bytes bytes ? byteValue(bytes.values()[i], channel) : -1;
      int place = number < 0 ? 0 : known[number] - 1;
      if (number < 0 || place < 0) {
        double value = at(i, channel) + 0.0; // -0.0 is zero, too
        Integer earlier = places.get(value);
        place = earlier == null ? places.size() - 1 : earlier;
        if (earlier == null) {
          if (place == ONE) {
            return Optional.empty();
          }
          places.put(value, place);
          palette[place] = value;
        }
        if (number >= 0) {
          known[number] = place + 1;
        }
      }
      indices[i] = (byte) place;
    }
    return Optional.of(indices);
  }
}
