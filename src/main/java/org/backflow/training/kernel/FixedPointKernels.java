package org.backflow.training.kernel;

import org.backflow.fixedpoint.RandomBits;

/**
 * The inner loops of training in fixed point: exact sums, then one conversion.
 *
 * <p>Matrices lie as for {@link FloatKernels}: a row of {@code lanes} words per input and a last
 * row for the bias. Lane i draws from register {@code register + i} (or i, where none is given),
 * once for every inexact conversion and in the order of the rows; lanes that stand for no unit hold
 * zeros and draw nothing. Sums being exact, all implementations give the same bits.
 */
public interface FixedPointKernels {

  /** Computes the {@code lanes} words of an image's a W, from {@code to} on. */
  void multiply(
      InputCodes inputs,
      int image,
      int[] weights,
      int lanes,
      ExactProduct product,
      RandomBits random,
      int[] words,
      int to);

  /**
   * Computes the {@code lanes} words of a W, from {@code to} on.
   *
   * @param a has {@code inputs} words from {@code from} on
   * @param one the factor of the row after those of the inputs; zero where there is none
   */
  void multiply(
      int[] a,
      int from,
      int inputs,
      int one,
      int[] weights,
      int lanes,
      ExactProduct product,
      RandomBits random,
      int register,
      int[] words,
      int to);

  /** Computes the words of left times right, element by element. */
  void multiply(
      int[] left,
      int leftFrom,
      int[] right,
      int rightFrom,
      int lanes,
      LaneConversion conversion,
      RandomBits random,
      int register,
      int[] words,
      int to);

  /** Subtracts a<sup>T</sup> g of an image from W, converting every element. */
  void subtractOuter(
      InputCodes inputs,
      int image,
      int[] weights,
      int lanes,
      int[] g,
      RowUpdate update,
      RandomBits random);

  /** Subtracts a<sup>T</sup> g from W, converting every element. */
  void subtractOuter(
      int[] a,
      int from,
      int inputs,
      int one,
      int[] weights,
      int lanes,
      int[] g,
      RowUpdate update,
      RandomBits random);

  /**
   * Adds a<sup>T</sup> g of an image to sums, which have the shape of W.
   *
   * @param sums within a row in an order of the kernels' own
   * @param update what {@link #subtract} will be given
   */
  void addOuter(
      InputCodes inputs, int image, long[] sums, int lanes, int[] g, int from, RowUpdate update);

  /** Adds a<sup>T</sup> g to sums, as for an image. */
  void addOuter(
      int[] a,
      int from,
      int inputs,
      int one,
      long[] sums,
      int lanes,
      int[] g,
      int gFrom,
      RowUpdate update);

  /** Subtracts sums from W, converting every element. */
  void subtract(int[] weights, long[] sums, int lanes, RowUpdate update, RandomBits random);
}
