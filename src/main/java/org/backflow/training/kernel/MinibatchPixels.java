package org.backflow.training.kernel;

import java.util.Arrays;
import org.backflow.data.NonZeroPixels;

/**
 * The non-zero pixels of a minibatch by their position: one row per input of W<sub>1</sub>, with
 * the samples that have it in ascending order. The last row is that of the bias, which every sample
 * has with the value {@value #BIAS}, whose input is one. A sample is numbered in 16 bits, so that a
 * row of samples reads like the positions of an image.
 */
public final class MinibatchPixels {

  /** The pixel value that stands for one. */
  static final int BIAS = 255;

  private final int[] starts;
  private char[] samples = new char[0];
  private byte[] values = new byte[0];

  /** Creates an empty minibatch of images with {@code positions} pixels. */
  public MinibatchPixels(int positions) {
    // One more than the rows have ends: while entries are placed, starts[row + 1] is where the next
    // entry of the row goes.
    this.starts = new int[positions + 3];
  }

  /** Takes the first {@code count} of {@code images}. */
  public void gather(NonZeroPixels pixels, int[] images, int count) {
    int[] imageStarts = pixels.starts();
    char[] positions = pixels.positions();
    byte[] pixelValues = pixels.values();
    int[] next = starts; // as a local variable: the loops store, and would read a field again
    int bias = rows() - 1;
    Arrays.fill(next, 0);
    for (int sample = 0; sample < count; sample++) {
      int image = images[sample];
      for (int p = imageStarts[image]; p < imageStarts[image + 1]; p++) {
        next[positions[p] + 2]++;
      }
    }
    next[bias + 2] = count;
    for (int row = 0; row < rows(); row++) {
      next[row + 2] += next[row + 1];
    }
    int entries = next[bias + 2];
    if (samples.length < entries) {
      samples = new char[Math.max(entries, samples.length + samples.length / 4)];
      values = new byte[samples.length];
    }
    char[] toSamples = samples;
    byte[] toValues = values;
    for (int sample = 0; sample < count; sample++) {
      int image = images[sample];
      int end = imageStarts[image + 1];
      for (int p = imageStarts[image]; p < end; p++) {
        int entry = next[positions[p] + 1]++;
        toSamples[entry] = (char) sample;
        toValues[entry] = pixelValues[p];
      }
      int entry = next[bias + 1]++;
      toSamples[entry] = (char) sample;
      toValues[entry] = (byte) BIAS;
    }
  }

  /** Returns the rows of W<sub>1</sub>, that of the bias included. */
  int rows() {
    return starts.length - 2;
  }

  /** Returns the first entry of every row and where the last row ends; only to be read. */
  int[] starts() {
    return starts;
  }

  /** Returns which sample of the minibatch an entry is of; only to be read. */
  char[] samples() {
    return samples;
  }

  /** Returns the pixel of an entry as an unsigned byte; only to be read. */
  byte[] values() {
    return values;
  }
}
