package org.backflow.training.kernel;

import static org.backflow.training.kernel.VectorPixelRows.add;
import static org.backflow.training.kernel.VectorPixelRows.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.backflow.data.NonZeroPixels;
import org.backflow.reference.FloatSigmoid;

/**
 * {@link FloatKernels} in vector registers; what passes over the pixels of an image is in {@link
 * VectorPixelRows}.
 *
 * <p>Nothing is fused: a fused product would round once where {@link ScalarFloatKernels} rounds
 * twice, and the multiplier is not what limits these loops.
 */
final class VectorFloatKernels implements FloatKernels {

  private static final VectorSpecies<Float> FLOATS = VectorPixelRows.FLOATS;
  private static final int WIDTH = VectorPixelRows.WIDTH;

  @Override
  public void multiply(
      NonZeroPixels pixels,
      int image,
      float[] inputs,
      float[] weights,
      int lanes,
      float[] z,
      int to) {
    VectorPixelRows.multiply(pixels, image, inputs, weights, lanes, z, to);
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
    VectorPixelRows.addOuter(pixels, image, inputs, weights, lanes, s, from);
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
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      FloatVector sum = FloatVector.zero(FLOATS);
      for (int i = 0; i < inputs; i++) {
        sum = sum.add(load(weights, i * lanes + lane).mul(a[from + i]));
      }
      if (bias) {
        sum = sum.add(load(weights, inputs * lanes + lane));
      }
      sum.intoArray(z, to + lane);
    }
  }

  @Override
  public void addOuter(
      float[] a, int from, int inputs, float[] weights, int lanes, float[] s, int sFrom) {
    for (int lane = 0; lane < lanes; lane += WIDTH) {
      FloatVector step = load(s, sFrom + lane);
      for (int i = 0; i < inputs; i++) {
        add(weights, i * lanes + lane, step.mul(a[from + i]));
      }
      add(weights, inputs * lanes + lane, step);
    }
  }

  @Override
  public void subtract(float[] weights, float[] sums) {
    for (int i = 0; i < weights.length; i += WIDTH) {
      load(weights, i).sub(load(sums, i)).intoArray(weights, i);
    }
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
      IntVector exponent =
          shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, FloatSigmoid.EXPONENT_SHIFT);
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
