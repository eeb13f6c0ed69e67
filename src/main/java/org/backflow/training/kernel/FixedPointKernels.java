package org.backflow.training.kernel;

import org.backflow.fixedpoint.RandomBits;

/**
 * The inner loops of training in fixed point: exact sums, then one conversion.
 *
 * <p>Matrices lie as for {@link FloatKernels}: a row of {@code lanes} words per input and a last
 * row for the bias, from {@link Lanes#FIRST} on if inputs are pixels, else in {@link Blocks}. Lane
 * i draws from register {@code register + i} (or i, where none is given), once for every inexact
 * conversion and in the order of the rows; lanes that stand for no unit hold zeros and draw
 * nothing. Sums being exact, all implementations give the same bits.
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
   * Computes the words of a W of one sample of all networks, from {@code to} on.
   *
   * @param a has the inputs of the first network from {@code from} on
   * @param one the factor of the row after those of the inputs; zero where there is none
   */
  void multiply(
      int[] a,
      int from,
      Blocks blocks,
      int one,
      int[] weights,
      ExactProduct product,
      RandomBits random,
      int register,
      int[] words,
      int to);

  /** Computes the {@code lanes} words of delta = e a (1 - a), the derivative a (1 - a) first. */
  void deltas(
      int[] errors,
      int[] activations,
      int from,
      int lanes,
      DeltaProducts products,
      RandomBits random,
      int[] deltas);

  /** Computes the {@code lanes} words of factor delta. */
  void scale(
      int factor,
      int[] deltas,
      int from,
      int lanes,
      LaneProduct product,
      RandomBits random,
      int[] words);

  /** Subtracts a<sup>T</sup> g of an image from W, converting every element. */
  void subtractOuter(
      InputCodes inputs,
      int image,
      int[] weights,
      int lanes,
      int[] g,
      RowUpdate update,
      RandomBits random);

  /**
   * Subtracts a<sup>T</sup> g of one sample from W of all networks, converting every element.
   *
   * @param a has the inputs of the first network from {@code from} on
   * @param one the input of the bias; zero where there is none
   */
  void subtractOuter(
      int[] a,
      int from,
      Blocks blocks,
      int one,
      int[] weights,
      int[] g,
      RowUpdate update,
      RandomBits random);

  /**
   * Subtracts from W the sum over the images of a minibatch of a<sup>T</sup> g, converting every
   * element once.
   *
   * @param inputs their code of {@link MinibatchPixels#BIAS} is that of one
   * @param g a row of {@code lanes} words per image, from {@link Lanes#FIRST} on
   */
  void subtractOuter(
      InputCodes inputs,
      MinibatchPixels batch,
      int[] weights,
      int lanes,
      int[] g,
      RowUpdate update,
      RandomBits random);

  /**
   * Subtracts from W of all networks the sum over {@code samples} of a<sup>T</sup> g, converting
   * every element once.
   *
   * @param a has the inputs of the first network and sample from {@code from} on
   * @param one the input of the bias
   * @param g a row of words per sample
   */
  void subtractOuter(
      int[] a,
      int from,
      Blocks blocks,
      int one,
      int samples,
      int[] weights,
      int[] g,
      RowUpdate update,
      RandomBits random);
}
