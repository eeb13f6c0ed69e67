package org.backflow.training.kernel;

import java.util.Arrays;
import org.backflow.data.NonZeroPixels;
import org.backflow.function.FloatSigmoid;

/** The plain meaning of {@link FloatKernels}, in loops that a compiler may vectorise by itself. */
final class ScalarFloatKernels implements FloatKernels {

  private final SumBuffers buffers = new SumBuffers();

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
      float[] a, int from, Blocks blocks, boolean bias, float[] weights, float[] z, int to) {
    Arrays.fill(z, to, to + blocks.lanes(), 0.0f);
    for (int network = 0; network < blocks.networks(); network++) {
      int first = blocks.inputAt(from, network, 0);
      int sum = to + network * blocks.block();
      for (int i = 0; i < blocks.inputs(); i++) {
        addRow(a[first + i], weights, blocks.at(i, network), blocks.block(), z, sum);
      }
      if (bias) {
        addRow(1.0f, weights, blocks.at(blocks.inputs(), network), blocks.block(), z, sum);
      }
    }
  }

  @Override
  public void addOuter(
      float[] a, int from, Blocks blocks, boolean bias, float[] weights, float[] s, int sFrom) {
    for (int network = 0; network < blocks.networks(); network++) {
      int first = blocks.inputAt(from, network, 0);
      int step = sFrom + network * blocks.block();
      for (int i = 0; i < blocks.inputs(); i++) {
        addRow(a[first + i], s, step, blocks.block(), weights, blocks.at(i, network));
      }
      if (bias) {
        addRow(1.0f, s, step, blocks.block(), weights, blocks.at(blocks.inputs(), network));
      }
    }
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
    float[] sums = buffers.floats(lanes);
    for (int row = 0; row < batch.rows(); row++) {
      Arrays.fill(sums, 0, lanes, 0.0f);
      for (int p = batch.starts()[row]; p < batch.starts()[row + 1]; p++) {
        int from = Lanes.FIRST + batch.samples()[p] * lanes;
        addRow(inputs[batch.values()[p] & 0xFF], s, from, lanes, sums, 0);
      }
      subtractRow(sums, lanes, weights, Lanes.FIRST + row * lanes);
    }
  }

  @Override
  public void subtractOuter(
      float[] a, int from, Blocks blocks, int samples, float[] weights, float[] s) {
    float[] sums = buffers.floats(blocks.block());
    for (int network = 0; network < blocks.networks(); network++) {
      for (int row = 0; row <= blocks.inputs(); row++) {
        Arrays.fill(sums, 0, blocks.block(), 0.0f);
        for (int sample = 0; sample < samples; sample++) {
          int x = blocks.inputAt(from, network, sample) + row;
          float input = row < blocks.inputs() ? a[x] : 1.0f;
          addRow(input, s, blocks.at(sample, network), blocks.block(), sums, 0);
        }
        subtractRow(sums, blocks.block(), weights, blocks.at(row, network));
      }
    }
  }

  private static void subtractRow(float[] sums, int lanes, float[] weights, int row) {
    for (int lane = 0; lane < lanes; lane++) {
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
