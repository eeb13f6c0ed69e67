package org.backflow.training.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.backflow.data.NonZeroPixels;

/**
 * The two loops over the non-zero pixels of an image, for every number of vectors that a row is cut
 * into: their sums, or their steps, stay in registers while the rows pass by. Only variables of
 * their own, not an array of vectors, are kept there.
 */
final class VectorPixelRows {

  static final VectorSpecies<Float> FLOATS =
      FloatVector.SPECIES_PREFERRED.length() > Lanes.MULTIPLE
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  static final int WIDTH = FLOATS.length();

  private VectorPixelRows() {}

  /**
   * Returns how many of the {@code left} vectors of a row the next pass takes: all of them if there
   * is a loop for that, and otherwise as many as leave no short pass, whose additions would wait
   * for each other.
   */
  private static int block(int left) {
    if (left <= 5 || left == 8) {
      return left;
    }
    return left % 5 == 0 || left == 7 ? 5 : left == 6 ? 3 : left < 12 ? 4 : 8;
  }

  static void multiply(
      NonZeroPixels pixels,
      int image,
      float[] inputs,
      float[] weights,
      int lanes,
      float[] z,
      int to) {
    int lane = 0;
    while (lane < lanes) {
      int vectors = block((lanes - lane) / WIDTH);
      switch (vectors) {
        case 8 -> multiplyEight(pixels, image, inputs, weights, lanes, lane, z, to + lane);
        case 5 -> multiplyFive(pixels, image, inputs, weights, lanes, lane, z, to + lane);
        case 4 -> multiplyFour(pixels, image, inputs, weights, lanes, lane, z, to + lane);
        case 3 -> multiplyThree(pixels, image, inputs, weights, lanes, lane, z, to + lane);
        case 2 -> multiplyTwo(pixels, image, inputs, weights, lanes, lane, z, to + lane);
        default -> multiplyOne(pixels, image, inputs, weights, lanes, lane, z, to + lane);
      }
      lane += vectors * WIDTH;
    }
  }

  static void addOuter(
      NonZeroPixels pixels,
      int image,
      float[] inputs,
      float[] weights,
      int lanes,
      float[] s,
      int from) {
    int lane = 0;
    while (lane < lanes) {
      int vectors = block((lanes - lane) / WIDTH);
      switch (vectors) {
        case 8 -> addEight(pixels, image, inputs, weights, lanes, lane, s, from + lane);
        case 5 -> addFive(pixels, image, inputs, weights, lanes, lane, s, from + lane);
        case 4 -> addFour(pixels, image, inputs, weights, lanes, lane, s, from + lane);
        case 3 -> addThree(pixels, image, inputs, weights, lanes, lane, s, from + lane);
        case 2 -> addTwo(pixels, image, inputs, weights, lanes, lane, s, from + lane);
        default -> addOne(pixels, image, inputs, weights, lanes, lane, s, from + lane);
      }
      lane += vectors * WIDTH;
    }
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

  private static void multiplyTwo(
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
    for (int p = pixels.starts()[image]; p < end; p++) {
      FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
      int row = positions[p] * lanes + lane;
      z0 = z0.add(x.mul(load(weights, row)));
      z1 = z1.add(x.mul(load(weights, row + WIDTH)));
    }
    int bias = weights.length - lanes + lane;
    z0.add(load(weights, bias)).intoArray(z, to);
    z1.add(load(weights, bias + WIDTH)).intoArray(z, to + WIDTH);
  }

  private static void multiplyThree(
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
    for (int p = pixels.starts()[image]; p < end; p++) {
      FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
      int row = positions[p] * lanes + lane;
      z0 = z0.add(x.mul(load(weights, row)));
      z1 = z1.add(x.mul(load(weights, row + WIDTH)));
      z2 = z2.add(x.mul(load(weights, row + 2 * WIDTH)));
    }
    int bias = weights.length - lanes + lane;
    z0.add(load(weights, bias)).intoArray(z, to);
    z1.add(load(weights, bias + WIDTH)).intoArray(z, to + WIDTH);
    z2.add(load(weights, bias + 2 * WIDTH)).intoArray(z, to + 2 * WIDTH);
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

  private static void multiplyEight(
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
    FloatVector z5 = z0;
    FloatVector z6 = z0;
    FloatVector z7 = z0;
    for (int p = pixels.starts()[image]; p < end; p++) {
      FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
      int row = positions[p] * lanes + lane;
      z0 = z0.add(x.mul(load(weights, row)));
      z1 = z1.add(x.mul(load(weights, row + WIDTH)));
      z2 = z2.add(x.mul(load(weights, row + 2 * WIDTH)));
      z3 = z3.add(x.mul(load(weights, row + 3 * WIDTH)));
      z4 = z4.add(x.mul(load(weights, row + 4 * WIDTH)));
      z5 = z5.add(x.mul(load(weights, row + 5 * WIDTH)));
      z6 = z6.add(x.mul(load(weights, row + 6 * WIDTH)));
      z7 = z7.add(x.mul(load(weights, row + 7 * WIDTH)));
    }
    int bias = weights.length - lanes + lane;
    z0.add(load(weights, bias)).intoArray(z, to);
    z1.add(load(weights, bias + WIDTH)).intoArray(z, to + WIDTH);
    z2.add(load(weights, bias + 2 * WIDTH)).intoArray(z, to + 2 * WIDTH);
    z3.add(load(weights, bias + 3 * WIDTH)).intoArray(z, to + 3 * WIDTH);
    z4.add(load(weights, bias + 4 * WIDTH)).intoArray(z, to + 4 * WIDTH);
    z5.add(load(weights, bias + 5 * WIDTH)).intoArray(z, to + 5 * WIDTH);
    z6.add(load(weights, bias + 6 * WIDTH)).intoArray(z, to + 6 * WIDTH);
    z7.add(load(weights, bias + 7 * WIDTH)).intoArray(z, to + 7 * WIDTH);
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

  private static void addTwo(
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
    for (int p = pixels.starts()[image]; p < end; p++) {
      FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
      int row = positions[p] * lanes + lane;
      add(weights, row, x.mul(s0));
      add(weights, row + WIDTH, x.mul(s1));
    }
    int bias = weights.length - lanes + lane;
    add(weights, bias, s0);
    add(weights, bias + WIDTH, s1);
  }

  private static void addThree(
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
    for (int p = pixels.starts()[image]; p < end; p++) {
      FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
      int row = positions[p] * lanes + lane;
      add(weights, row, x.mul(s0));
      add(weights, row + WIDTH, x.mul(s1));
      add(weights, row + 2 * WIDTH, x.mul(s2));
    }
    int bias = weights.length - lanes + lane;
    add(weights, bias, s0);
    add(weights, bias + WIDTH, s1);
    add(weights, bias + 2 * WIDTH, s2);
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

  private static void addEight(
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
    FloatVector s5 = load(s, from + 5 * WIDTH);
    FloatVector s6 = load(s, from + 6 * WIDTH);
    FloatVector s7 = load(s, from + 7 * WIDTH);
    for (int p = pixels.starts()[image]; p < end; p++) {
      FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
      int row = positions[p] * lanes + lane;
      add(weights, row, x.mul(s0));
      add(weights, row + WIDTH, x.mul(s1));
      add(weights, row + 2 * WIDTH, x.mul(s2));
      add(weights, row + 3 * WIDTH, x.mul(s3));
      add(weights, row + 4 * WIDTH, x.mul(s4));
      add(weights, row + 5 * WIDTH, x.mul(s5));
      add(weights, row + 6 * WIDTH, x.mul(s6));
      add(weights, row + 7 * WIDTH, x.mul(s7));
    }
    int bias = weights.length - lanes + lane;
    add(weights, bias, s0);
    add(weights, bias + WIDTH, s1);
    add(weights, bias + 2 * WIDTH, s2);
    add(weights, bias + 3 * WIDTH, s3);
    add(weights, bias + 4 * WIDTH, s4);
    add(weights, bias + 5 * WIDTH, s5);
    add(weights, bias + 6 * WIDTH, s6);
    add(weights, bias + 7 * WIDTH, s7);
  }

  static FloatVector load(float[] values, int from) {
    return FloatVector.fromArray(FLOATS, values, from);
  }

  static void add(float[] weights, int from, FloatVector step) {
    load(weights, from).add(step).intoArray(weights, from);
  }
}
