package org.backflow.training.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.backflow.data.NonZeroPixels;
import org.backflow.reference.FloatSigmoid;

/**
 * {@link FloatKernels} in vector registers: the sums of a block of four vectors, or their steps,
 * stay in registers while the rows of an image pass by.
 *
 * <p>Nothing is fused: a fused product would round once where {@link ScalarFloatKernels} rounds
 * twice, and the multiplier is not what limits these loops.
 */
final class VectorFloatKernels implements FloatKernels {

  private static final VectorSpecies<Float> FLOATS =
      FloatVector.SPECIES_PREFERRED.length() > Lanes.MULTIPLE
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  private static final int WIDTH = FLOATS.length();
  private static final int BLOCK = 4 * WIDTH;

  @Override
  public void multiply(
      NonZeroPixels pixels,
      int image,
      float[] inputs,
      float[] weights,
      int lanes,
      float[] z,
      int to) {
    int first = pixels.starts()[image];
    int end = pixels.starts()[image + 1];
    char[] positions = pixels.positions();
    byte[] values = pixels.values();
    int bias = weights.length - lanes;
    int lane = 0;
    for (; lane <= lanes - BLOCK; lane += BLOCK) {
      FloatVector z0 = FloatVector.zero(FLOATS);
      FloatVector z1 = z0;
      FloatVector z2 = z0;
      FloatVector z3 = z0;
      for (int p = first; p < end; p++) {
        FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
        int row = positions[p] * lanes + lane;
        z0 = z0.add(x.mul(load(weights, row)));
        z1 = z1.add(x.mul(load(weights, row + WIDTH)));
        z2 = z2.add(x.mul(load(weights, row + 2 * WIDTH)));
        z3 = z3.add(x.mul(load(weights, row + 3 * WIDTH)));
      }
      z0.add(load(weights, bias + lane)).intoArray(z, to + lane);
      z1.add(load(weights, bias + lane + WIDTH)).intoArray(z, to + lane + WIDTH);
      z2.add(load(weights, bias + lane + 2 * WIDTH)).intoArray(z, to + lane + 2 * WIDTH);
      z3.add(load(weights, bias + lane + 3 * WIDTH)).intoArray(z, to + lane + 3 * WIDTH);
    }
    for (; lane < lanes; lane += WIDTH) {
      FloatVector sum = FloatVector.zero(FLOATS);
      for (int p = first; p < end; p++) {
        FloatVector row = load(weights, positions[p] * lanes + lane);
        sum = sum.add(row.mul(inputs[values[p] & 0xFF]));
      }
      sum.add(load(weights, bias + lane)).intoArray(z, to + lane);
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
    int first = pixels.starts()[image];
    int end = pixels.starts()[image + 1];
    char[] positions = pixels.positions();
    byte[] values = pixels.values();
    int bias = weights.length - lanes;
    int lane = 0;
    for (; lane <= lanes - BLOCK; lane += BLOCK) {
      FloatVector s0 = load(s, from + lane);
      FloatVector s1 = load(s, from + lane + WIDTH);
      FloatVector s2 = load(s, from + lane + 2 * WIDTH);
      FloatVector s3 = load(s, from + lane + 3 * WIDTH);
      for (int p = first; p < end; p++) {
        FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
        int row = positions[p] * lanes + lane;
        add(weights, row, x.mul(s0));
        add(weights, row + WIDTH, x.mul(s1));
        add(weights, row + 2 * WIDTH, x.mul(s2));
        add(weights, row + 3 * WIDTH, x.mul(s3));
      }
      add(weights, bias + lane, s0);
      add(weights, bias + lane + WIDTH, s1);
      add(weights, bias + lane + 2 * WIDTH, s2);
      add(weights, bias + lane + 3 * WIDTH, s3);
    }
    for (; lane < lanes; lane += WIDTH) {
      FloatVector step = load(s, from + lane);
      for (int p = first; p < end; p++) {
        add(weights, positions[p] * lanes + lane, step.mul(inputs[values[p] & 0xFF]));
      }
      add(weights, bias + lane, step);
    }
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

  private static FloatVector load(float[] values, int from) {
    return FloatVector.fromArray(FLOATS, values, from);
  }

  private static void add(float[] weights, int from, FloatVector step) {
    load(weights, from).add(step).intoArray(weights, from);
  }
}
