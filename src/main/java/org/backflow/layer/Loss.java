package org.backflow.layer;

/**
 * What training makes small: its derivative begins the way back. One file each; other jars bring
 * more by {@link java.util.ServiceLoader}.
 */
public interface Loss {

  /** Returns the name as it is written in experiments: {@code half-squared-error}. */
  String name();

  /**
   * Checks that it is for such an output.
   *
   * @throws IllegalArgumentException naming the loss, the output's activation and what would fit
   */
  void requireFit(Output output);

  /**
   * Emits the error of the sums of the last layer, delta<sub>L</sub>: the derivative of the loss,
   * summed over the samples, by those sums.
   */
  void emit(Lowering step, Output output);

  /**
   * Returns the loss of one sample.
   *
   * @param output what the network says, as {@link Output#tensor} holds it
   * @param target as many values
   */
  double value(double[] output, double[] target);

  /**
   * Returns what reports show of a sample: the loss, or the multiple of it that is usual.
   *
   * @param output as in {@link #value}
   */
  default double reported(double[] output, double[] target) {
    return value(output, target);
  }

  /**
   * Returns what the output says of the classes, 0 to 1 where the network says how likely they are.
   *
   * @param output as in {@link #value}
   */
  default double[] likelihoods(double[] output) {
    return output;
  }
}
