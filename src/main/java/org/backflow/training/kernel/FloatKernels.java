package org.backflow.training.kernel;

import org.backflow.data.NonZeroPixels;

/**
 * The inner loops of training in single precision.
 *
 * <p>A matrix is a row of {@code lanes} values per input and a last row for the bias, whose input
 * is one. Lanes never mix: every lane adds its products one after the other, in ascending order of
 * the input, the bias last, each product rounded before it is added. All implementations therefore
 * give the same bits. The number of lanes is a {@linkplain Lanes#padded whole number of vectors}.
 * Of layers above the first, a row holds a {@linkplain Blocks block} of every network.
 * W<sub>1</sub>, whose inputs are pixels, begins at {@link Lanes#FIRST}, other matrices at 0.
 */
public interface FloatKernels {

  /**
   * Computes z = a W of an image from its non-zero pixels.
   *
   * @param inputs the input that each pixel value stands for
   * @param z receives {@code lanes} sums from {@code to} on
   */
  void multiply(
      NonZeroPixels pixels,
      int image,
      float[] inputs,
      float[] weights,
      int lanes,
      float[] z,
      int to);

  /**
   * Adds a<sup>T</sup> s of an image to W; {@code s} has {@code lanes} values from {@code from}.
   */
  void addOuter(
      NonZeroPixels pixels,
      int image,
      float[] inputs,
      float[] weights,
      int lanes,
      float[] s,
      int from);

  /**
   * Computes z = a W of one sample of all networks.
   *
   * @param a has the inputs of the first network from {@code from} on
   * @param bias whether the row after those of the inputs is added
   * @param z receives a row from {@code to} on
   */
  void multiply(
      float[] a, int from, Blocks blocks, boolean bias, float[] weights, float[] z, int to);

  /**
   * Adds a<sup>T</sup> s of one sample to W of all networks.
   *
   * @param a has the inputs of the first network from {@code from} on
   * @param bias whether s is added to the row after those of the inputs
   * @param s has a row from {@code sFrom} on
   */
  void addOuter(
      float[] a, int from, Blocks blocks, boolean bias, float[] weights, float[] s, int sFrom);

  /**
   * Subtracts from W the sum over the images of a minibatch of a<sup>T</sup> s, added up in the
   * order of the images.
   *
   * @param inputs as of the images; that of {@link MinibatchPixels#BIAS} is one
   * @param s a row of {@code lanes} values per image, from {@link Lanes#FIRST} on
   */
  void subtractOuter(MinibatchPixels batch, float[] inputs, float[] weights, int lanes, float[] s);

  /**
   * Subtracts from W of all networks the sum over {@code samples} of a<sup>T</sup> s, added up in
   * their order, the bias row included.
   *
   * @param a has the inputs of the first network and sample from {@code from} on
   * @param s a row per sample
   */
  void subtractOuter(float[] a, int from, Blocks blocks, int samples, float[] weights, float[] s);

  /** Replaces z by {@link org.backflow.function.FloatSigmoid} of z from {@code from} to before. */
  void sigmoid(float[] z, int from, int to);

  /** Computes delta = e a (1 - a), the derivative first, for the elements before {@code count}. */
  void deltas(float[] errors, float[] activations, float[] deltas, int count);

  /** Computes s = factor delta for the elements before {@code count}. */
  void scale(float factor, float[] deltas, float[] s, int count);
}
