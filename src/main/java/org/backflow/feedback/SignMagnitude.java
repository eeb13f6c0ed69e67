package org.backflow.feedback;

import org.backflow.network.NetworkShape;

/**
 * The magnitude 2<sup>-s</sup> of feedback that has signs only: the power of two nearest to 1 /
 * sqrt(n<sub>l</sub> + 1), s = round(log2 sqrt(n<sub>l</sub> + 1)).
 *
 * <p>That is the standard deviation of the weights W<sub>l+1</sub> that leave layer l, so the norm
 * of F<sub>l</sub> is that of {@code random} within a factor of sqrt(2), and applying it is a
 * shift. A magnitude of one would drive the errors of a layer with 100 units out of every narrow
 * format.
 */
final class SignMagnitude {

  private SignMagnitude() {}

  /** Returns s for hidden layer {@code layer}. */
  static int shift(NetworkShape network, int layer) {
    return (int) StrictMath.rint(0.5 * StrictMath.log(network.width(layer) + 1.0) / LN_2);
  }

  private static final double LN_2 = StrictMath.log(2.0);
}
