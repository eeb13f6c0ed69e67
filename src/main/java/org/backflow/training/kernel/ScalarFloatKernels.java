package org.backflow.training.kernel;

import java.util.Arrays;
import org.backflow.data.NonZeroPixels;
import org.backflow.reference.FloatSigmoid;

/** The plain meaning of {@link FloatKernels}, in loops that a compiler may vectorise by itself. */
final class ScalarFloatKernels implements FloatKernels {

  @Override
  public void multiply(
      NonZeroPixels pixels,
      int image,
      float[] inputs,
      float[] weights,
      int lanes,
      float[] z,
      int to) {
    Arrays.fill(z, to, to + lanes, 0.0f);
    for (int p = pixels.starts()[image]; p < pixels.starts()[image + 1]; p++) {
      float x = inputs[pixels.values()[p] & 0xFF];
      addRow(x, weights, Lanes.FIRST + pixels.positions()[p] * lanes, lanes, z, to);
    }
    addRow(1.0f, weights, weights.length - lanes, lanes, z, to);
  }

  @Override
  public void addOuter(
      NonZeroPixels pixels,
      int image,
      float[] inputs,
      float[] weights,
      int lanes,
      float[] s,
      int from) {
    for (int p = pixels.starts()[image]; p < pixels.starts()[image + 1]; p++) {
      float x = inputs[pixels.values()[p] & 0xFF];
      addRow(x, s, from, lanes, weights, Lanes.FIRST + pixels.positions()[p] * lanes);
    }
    addRow(1.0f, s, from, lanes, weights, weights.length - lanes);
  }

  @Override
  public void multiply(
      float[] a,
      int from,
      int inputs,
      boolean bias,
      float[] weights,
      int lanes,
      float[] z,
      int to) {
    Arrays.fill(z, to, to + lanes, 0.0f);
    for (int i = 0; i < inputs; i++) {
      addRow(a[from + i], weights, i * lanes, lanes, z, to);
    }
    if (bias) {
      addRow(1.0f, weights, inputs * lanes, lanes, z, to);
    }
  }

  @Override
  public void addOuter(
      float[] a, int from, int inputs, float[] weights, int lanes, float[] s, int sFrom) {
    for (int i = 0; i < inputs; i++) {
      addRow(a[from + i], s, sFrom, lanes, weights, i * lanes);
    }
    addRow(1.0f, s, sFrom, lanes, weights, inputs * lanes);
  }

  /** Adds x row to sum, lane by lane. */
  private static void addRow(float x, float[] rows, int row, int lanes, float[] sums, int sum) {
    for (int lane = 0; lane < lanes; lane++) {
      sums[sum + lane] += x * rows[row + lane];
    }
  }

  @Override
  public void subtractOuter(
      MinibatchPixels batch, float[] inputs, float[] weights, int lanes, float[] s) {
    float[] sums = new float[lanes];
    for (int row = 0; row < batch.rows(); row++) {
      Arrays.fill(sums, 0.0f);
      for (int p = batch.starts()[row]; p < batch.starts()[row + 1]; p++) {
        int from = Lanes.FIRST + batch.samples()[p] * lanes;
        addRow(inputs[batch.values()[p] & 0xFF], s, from, lanes, sums, 0);
      }
      subtractRow(sums, weights, Lanes.FIRST + row * lanes);
    }
  }

  @Override
  public void subtractOuter(
      float[] a,
      int from,
      int stride,
      int inputs,
      int samples,
      float[] weights,
      int lanes,
      float[] s) {
    float[] sums = new float[lanes];
    for (int row = 0; row <= inputs; row++) {
      Arrays.fill(sums, 0.0f);
      for (int sample = 0; sample < samples; sample++) {
        float x = row < inputs ? a[from + sample * stride + row] : 1.0f;
        addRow(x, s, sample * lanes, lanes, sums, 0);
      }
      subtractRow(sums, weights, row * lanes);
    }
  }

  private static void subtractRow(float[] sums, float[] weights, int row) {
    for (int lane = 0; lane < sums.length; lane++) {
      weights[row + lane] -= sums[lane];
    }
  }

  @Override
  public void sigmoid(float[] z, int from, int to) {
    for (int i = from; i < to; i++) {
      z[i] = FloatSigmoid.of(z[i]);
    }
  }

  @Override
  public void deltas(float[] errors, float[] activations, float[] deltas, int count) {
    for (int i = 0; i < count; i++) {
      deltas[i] = errors[i] * (activations[i] * (1.0f - activations[i]));
    }
  }

  @Override
  public void scale(float factor, float[] deltas, float[] s, int count) {
    for (int i = 0; i < count; i++) {
      s[i] = factor * deltas[i];
    }
  }
}
