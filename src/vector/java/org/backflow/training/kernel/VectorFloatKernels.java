package org.backflow.training.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.backflow.data.NonZeroPixels;
import org.backflow.reference.FloatSigmoid;

/**
 * {@link FloatKernels} in vector registers: the sums of a block of five or four vectors, or their
 * steps, stay in registers while the rows of an image pass by.
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

  @Override
  public void multiply(
      NonZeroPixels pixels,
      int image,
      float[] inputs,
      float[] weights,
      int lanes,
      float[] z,
      int to) {
    int lane = 0;
    while (lane < lanes) {
      int left = (lanes - lane) / WIDTH;
      if (left % 4 != 0 && left >= 5) {
        multiplyFive(pixels, image, inputs, weights, lanes, lane, z, to + lane);
        lane += 5 * WIDTH;
      } else if (left >= 4) {
        multiplyFour(pixels, image, inputs, weights, lanes, lane, z, to + lane);
        lane += 4 * WIDTH;
      } else {
        multiplyOne(pixels, image, inputs, weights, lanes, lane, z, to + lane);
        lane += WIDTH;
      }
    }
  }

  private static void multiplyFive(
      NonZeroPixels pixels,
      int image,
      float[] inputs,
      float[] weights,
      int lanes,
      int lane,
      float[] z,
      int to) {
    char[] positions = pixels.positions();
    byte[] values = pixels.values();
    int end = pixels.starts()[image + 1];
    FloatVector z0 = FloatVector.zero(FLOATS);
    FloatVector z1 = z0;
    FloatVector z2 = z0;
    FloatVector z3 = z0;
    FloatVector z4 = z0;
    for (int p = pixels.starts()[image]; p < end; p++) {
      FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
      int row = positions[p] * lanes + lane;
      z0 = z0.add(x.mul(load(weights, row)));
      z1 = z1.add(x.mul(load(weights, row + WIDTH)));
      z2 = z2.add(x.mul(load(weights, row + 2 * WIDTH)));
      z3 = z3.add(x.mul(load(weights, row + 3 * WIDTH)));
      z4 = z4.add(x.mul(load(weights, row + 4 * WIDTH)));
    }
    int bias = weights.length - lanes + lane;
    z0.add(load(weights, bias)).intoArray(z, to);
    z1.add(load(weights, bias + WIDTH)).intoArray(z, to + WIDTH);
    z2.add(load(weights, bias + 2 * WIDTH)).intoArray(z, to + 2 * WIDTH);
    z3.add(load(weights, bias + 3 * WIDTH)).intoArray(z, to + 3 * WIDTH);
    z4.add(load(weights, bias + 4 * WIDTH)).intoArray(z, to + 4 * WIDTH);
  }

  private static void multiplyFour(
      NonZeroPixels pixels,
      int image,
      float[] inputs,
      float[] weights,
      int lanes,
      int lane,
      float[] z,
      int to) {
    char[] positions = pixels.positions();
    byte[] values = pixels.values();
    int end = pixels.starts()[image + 1];
    FloatVector z0 = FloatVector.zero(FLOATS);
    FloatVector z1 = z0;
    FloatVector z2 = z0;
    FloatVector z3 = z0;
    for (int p = pixels.starts()[image]; p < end; p++) {
      FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
      int row = positions[p] * lanes + lane;
      z0 = z0.add(x.mul(load(weights, row)));
      z1 = z1.add(x.mul(load(weights, row + WIDTH)));
      z2 = z2.add(x.mul(load(weights, row + 2 * WIDTH)));
      z3 = z3.add(x.mul(load(weights, row + 3 * WIDTH)));
    }
    int bias = weights.length - lanes + lane;
    z0.add(load(weights, bias)).intoArray(z, to);
    z1.add(load(weights, bias + WIDTH)).intoArray(z, to + WIDTH);
    z2.add(load(weights, bias + 2 * WIDTH)).intoArray(z, to + 2 * WIDTH);
    z3.add(load(weights, bias + 3 * WIDTH)).intoArray(z, to + 3 * WIDTH);
  }

  private static void multiplyOne(
      NonZeroPixels pixels,
      int image,
      float[] inputs,
      float[] weights,
      int lanes,
      int lane,
      float[] z,
      int to) {
    char[] positions = pixels.positions();
    byte[] values = pixels.values();
    int end = pixels.starts()[image + 1];
    FloatVector z0 = FloatVector.zero(FLOATS);
    for (int p = pixels.starts()[image]; p < end; p++) {
      FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
      int row = positions[p] * lanes + lane;
      z0 = z0.add(x.mul(load(weights, row)));
    }
    int bias = weights.length - lanes + lane;
    z0.add(load(weights, bias)).intoArray(z, to);
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
    int lane = 0;
    while (lane < lanes) {
      int left = (lanes - lane) / WIDTH;
      if (left % 4 != 0 && left >= 5) {
        addFive(pixels, image, inputs, weights, lanes, lane, s, from + lane);
        lane += 5 * WIDTH;
      } else if (left >= 4) {
        addFour(pixels, image, inputs, weights, lanes, lane, s, from + lane);
        lane += 4 * WIDTH;
      } else {
        addOne(pixels, image, inputs, weights, lanes, lane, s, from + lane);
        lane += WIDTH;
      }
    }
  }

  private static void addFive(
      NonZeroPixels pixels,
      int image,
      float[] inputs,
      float[] weights,
      int lanes,
      int lane,
      float[] s,
      int from) {
    char[] positions = pixels.positions();
    byte[] values = pixels.values();
    int end = pixels.starts()[image + 1];
    FloatVector s0 = load(s, from);
    FloatVector s1 = load(s, from + WIDTH);
    FloatVector s2 = load(s, from + 2 * WIDTH);
    FloatVector s3 = load(s, from + 3 * WIDTH);
    FloatVector s4 = load(s, from + 4 * WIDTH);
    for (int p = pixels.starts()[image]; p < end; p++) {
      FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
      int row = positions[p] * lanes + lane;
      add(weights, row, x.mul(s0));
      add(weights, row + WIDTH, x.mul(s1));
      add(weights, row + 2 * WIDTH, x.mul(s2));
      add(weights, row + 3 * WIDTH, x.mul(s3));
      add(weights, row + 4 * WIDTH, x.mul(s4));
    }
    int bias = weights.length - lanes + lane;
    add(weights, bias, s0);
    add(weights, bias + WIDTH, s1);
    add(weights, bias + 2 * WIDTH, s2);
    add(weights, bias + 3 * WIDTH, s3);
    add(weights, bias + 4 * WIDTH, s4);
  }

  private static void addFour(
      NonZeroPixels pixels,
      int image,
      float[] inputs,
      float[] weights,
      int lanes,
      int lane,
      float[] s,
      int from) {
    char[] positions = pixels.positions();
    byte[] values = pixels.values();
    int end = pixels.starts()[image + 1];
    FloatVector s0 = load(s, from);
    FloatVector s1 = load(s, from + WIDTH);
    FloatVector s2 = load(s, from + 2 * WIDTH);
    FloatVector s3 = load(s, from + 3 * WIDTH);
    for (int p = pixels.starts()[image]; p < end; p++) {
      FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
      int row = positions[p] * lanes + lane;
      add(weights, row, x.mul(s0));
      add(weights, row + WIDTH, x.mul(s1));
      add(weights, row + 2 * WIDTH, x.mul(s2));
      add(weights, row + 3 * WIDTH, x.mul(s3));
    }
    int bias = weights.length - lanes + lane;
    add(weights, bias, s0);
    add(weights, bias + WIDTH, s1);
    add(weights, bias + 2 * WIDTH, s2);
    add(weights, bias + 3 * WIDTH, s3);
  }

  private static void addOne(
      NonZeroPixels pixels,
      int image,
      float[] inputs,
      float[] weights,
      int lanes,
      int lane,
      float[] s,
      int from) {
    char[] positions = pixels.positions();
    byte[] values = pixels.values();
    int end = pixels.starts()[image + 1];
    FloatVector s0 = load(s, from);
    for (int p = pixels.starts()[image]; p < end; p++) {
      FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
      int row = positions[p] * lanes + lane;
      add(weights, row, x.mul(s0));
    }
    int bias = weights.length - lanes + lane;
    add(weights, bias, s0);
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
