package org.backflow.layer;

/**
 * How weights follow their gradients. One file each; other jars bring more by {@link
 * java.util.ServiceLoader}.
 *
 * <p>Eta multiplies the errors of the units, not the gradients of the weights, so a gradient comes
 * with eta in it: v = mu v + eta g; W -= v, as Sutskever et al. 2013 write it ("On the importance
 * of initialization and momentum in deep learning", ICML). PyTorch's {@code SGD} leaves eta out of
 * v: v = mu v + g; W -= eta v. For a constant eta both are the same; where a schedule changes it,
 * the step so far keeps the eta that it was made with here, and takes the new one there.
 */
public interface Optimiser {

  /** Returns the name as it is written in experiments: {@code nesterov}. */
  String name();

  /** Returns mu, the share of the last step that is kept; 0 where there is none. */
  double momentum();

  /** Returns lambda: lambda W is added to the gradient, as in PyTorch's {@code weight_decay}. */
  double weightDecay();

  /**
   * Returns the same with other constants.
   *
   * @param momentum 0 where it has none, else above 0 and below 1
   * @param weightDecay 0 or more
   * @throws IllegalArgumentException saying what was expected, when one is not for it
   */
  Optimiser with(double momentum, double weightDecay);

  /** Emits the update of the weights of a layer. */
  void emit(WeightUpdate update);
}
