package org.backflow.training.kernel;

import static org.backflow.training.kernel.FloatVectors.FLOATS;
import static org.backflow.training.kernel.FloatVectors.WIDTH;
import static org.backflow.training.kernel.FloatVectors.add;
import static org.backflow.training.kernel.FloatVectors.load;
import static org.backflow.training.kernel.WordVectors.shiftLeft;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import org.backflow.data.NonZeroPixels;
import org.backflow.function.FloatSigmoid;

/**
 * {@link FloatKernels} in vector registers; what passes over the pixels of an image is in {@link
 * FloatRowLoops}.
 *
 * <p>Nothing is fused: a fused product would round once where {@link ScalarFloatKernels} rounds
 * twice, and the multiplier is not what limits these loops.
 */
final class VectorFloatKernels implements FloatKernels {

  private final SumBuffers buffers = new SumBuffers();
  private final SparseRow entries = new SparseRow();

  @Override
  public void multiply(
      NonZeroPixels pixels,
      int image,
      float[] inputs,
      float[] weights,
      int lanes,
      float[] z,
      int to) {
    int begin = pixels.starts()[image];
    int end = pixels.starts()[image + 1];
    entries.at(pixels.positions(), pixels.values(), begin, end);
    FloatRowLoops.sum(entries, inputs, weights, lanes, z, to);
    int bias = weights.length - lanes;
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      add(z, to + lane, load(weights, bias + lane));
    }
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
    int begin = pixels.starts()[image];
    int end = pixels.starts()[image + 1];
    entries.at(pixels.positions(), pixels.values(), begin, end);
    FloatRowLoops.add(entries, inputs, s, from, weights, lanes);
    int bias = weights.length - lanes;
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      add(weights, bias + lane, load(s, from + lane));
    }
  }

  @Override
  public void multiply(
      float[] a, int from, Blocks blocks, boolean bias, float[] weights, float[] z, int to) {
    int lanes = blocks.lanes();
    int inputs = blocks.inputs();
    for (int network = 0; network < blocks.networks(); network++) {
      int x = blocks.inputAt(from, network, 0);
      int end = blocks.at(0, network + 1);
      for (int lane = blocks.at(0, network); lane < end; lane += WIDTH) {
        FloatVector sum = FloatVector.zero(FLOATS);
        for (int i = 0; i < inputs; i++) {
          sum = sum.add(load(weights, i * lanes + lane).mul(a[x + i]));
        }
        if (bias) {
          sum = sum.add(load(weights, inputs * lanes + lane));
        }
        sum.intoArray(z, to + lane);
      }
    }
  }

  @Override
  public void addOuter(
      float[] a, int from, Blocks blocks, boolean bias, float[] weights, float[] s, int sFrom) {
    int lanes = blocks.lanes();
    int inputs = blocks.inputs();
    for (int network = 0; network < blocks.networks(); network++) {
      int x = blocks.inputAt(from, network, 0);
      int end = blocks.at(0, network + 1);
      for (int lane = blocks.at(0, network); lane < end; lane += WIDTH) {
        FloatVector step = load(s, sFrom + lane);
        for (int i = 0; i < inputs; i++) {
          add(weights, i * lanes + lane, step.mul(a[x + i]));
        }
        if (bias) {
          add(weights, inputs * lanes + lane, step);
        }
      }
    }
  }

  @Override
  public void subtractOuter(
      MinibatchPixels batch, float[] inputs, float[] weights, int lanes, float[] s) {
    float[] sums = buffers.floats(lanes);
    for (int row = 0; row < batch.rows(); row++) {
      int begin = batch.starts()[row];
      int end = batch.starts()[row + 1];
      entries.at(batch.samples(), batch.values(), begin, end);
      FloatRowLoops.sum(entries, inputs, s, lanes, sums, 0);
      for (int lane = 0; lane < lanes; lane += WIDTH) {
        int to = Lanes.FIRST + row * lanes + lane;
        load(weights, to).sub(load(sums, lane)).intoArray(weights, to);
      }
    }
  }

  @Override
  public void subtractOuter(
      float[] a, int from, Blocks blocks, int samples, float[] weights, float[] s) {
    int lanes = blocks.lanes();
    int inputs = blocks.inputs();
    int stride = blocks.sampleStride();
    for (int network = 0; network < blocks.networks(); network++) {
      int first = blocks.inputAt(from, network, 0);
      int end = blocks.at(0, network + 1);
      for (int lane = blocks.at(0, network); lane < end; lane += WIDTH) {
        int row = 0;
        for (; row + 4 <= inputs; row += 4) {
          int to = row * lanes + lane;
          subtractFour(a, first + row, stride, samples, weights, to, lanes, s, lane);
        }
        for (; row <= inputs; row++) {
          FloatVector sum = FloatVector.zero(FLOATS);
          for (int sample = 0; sample < samples; sample++) {
            float x = row < inputs ? a[first + row + sample * stride] : 1.0f;
            sum = sum.add(load(s, sample * lanes + lane).mul(x));
          }
          int to = row * lanes + lane;
          load(weights, to).sub(sum).intoArray(weights, to);
        }
      }
    }
  }

  /** Subtracts from a vector of four rows, whose sums need not wait for each other. */
  private static void subtractFour(
      float[] a,
      int from,
      int stride,
      int samples,
      float[] weights,
      int to,
      int lanes,
      float[] s,
      int lane) {
    FloatVector sum0 = FloatVector.zero(FLOATS);
    FloatVector sum1 = sum0;
    FloatVector sum2 = sum0;
    FloatVector sum3 = sum0;
    for (int sample = 0; sample < samples; sample++) {
      FloatVector step = load(s, sample * lanes + lane);
      int x = from + sample * stride;
      sum0 = sum0.add(step.mul(a[x]));
      sum1 = sum1.add(step.mul(a[x + 1]));
      sum2 = sum2.add(step.mul(a[x + 2]));
      sum3 = sum3.add(step.mul(a[x + 3]));
    }
    load(weights, to).sub(sum0).intoArray(weights, to);
    load(weights, to + lanes).sub(sum1).intoArray(weights, to + lanes);
    load(weights, to + 2 * lanes).sub(sum2).intoArray(weights, to + 2 * lanes);
    load(weights, to + 3 * lanes).sub(sum3).intoArray(weights, to + 3 * lanes);
  }

  @Override
  public void sigmoid(float[] z, int from, int to) {
    for (int i = from; i < to; i += WIDTH) {
      FloatVector y = load(z, i).neg().min(FloatSigmoid.LIMIT).max(-FloatSigmoid.LIMIT);
      FloatVector shifted = y.mul(FloatSigmoid.INVERSE_LN_2).add(FloatSigmoid.TO_INTEGER);
      FloatVector n = shifted.sub(FloatSigmoid.TO_INTEGER);
      FloatVector r = y.sub(n.mul(FloatSigmoid.LN_2_HIGH)).sub(n.mul(FloatSigmoid.LN_2_LOW));
      FloatVector p = r.mul(FloatSigmoid.C7).add(FloatSigmoid.C6);
      p = p.mul(r).add(FloatSigmoid.C5);
      p = p.mul(r).add(FloatSigmoid.C4);
      p = p.mul(r).add(FloatSigmoid.C3);
      p = p.mul(r).add(FloatSigmoid.C2);
      FloatVector e = p.mul(r.mul(r)).add(r).add(1.0f);
      IntVector exponent = shiftLeft(shifted.reinterpretAsInts(), FloatSigmoid.EXPONENT_SHIFT);
      FloatVector power = exponent.add(FloatSigmoid.ONE_BITS).reinterpretAsFloats();
      FloatVector.broadcast(FLOATS, 1.0f).div(e.mul(power).add(1.0f)).intoArray(z, i);
    }
  }

  @Override
  public void deltas(float[] errors, float[] activations, float[] deltas, int count) {
    FloatVector one = FloatVector.broadcast(FLOATS, 1.0f);
    for (int i = 0; i < count; i += WIDTH) {
      FloatVector a = load(activations, i);
      load(errors, i).mul(a.mul(one.sub(a))).intoArray(deltas, i);
    }
  }

  @Override
  public void scale(float factor, float[] deltas, float[] s, int count) {
    for (int i = 0; i < count; i += WIDTH) {
      load(deltas, i).mul(factor).intoArray(s, i);
    }
  }
}
