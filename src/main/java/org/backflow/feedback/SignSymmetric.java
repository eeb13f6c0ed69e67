package org.backflow.feedback;

import java.util.Optional;
import org.backflow.network.Initialization;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.random.RandomStream;

/**
 * Sign-symmetric feedback: F<sub>l</sub> = 2<sup>-s</sup> sign(W<sub>l+1</sub>) transposed.
 *
 * <p>It is the uniform variant of Liao, Leibo, Poggio 2016, "How important is weight symmetry in
 * backpropagation?", arXiv 1510.05067, section 3. They find that the signs of the feedback matter
 * and that its magnitudes do not. Moskovitz, Litwin-Kumar, Abbott 2018, "Feedback alignment in deep
 * convolutional networks", arXiv 1812.06488, make it competitive by normalising it.
 *
 * <p>The sign of a weight of zero is plus, as its sign bit says. The magnitude is that of {@link
 * SignMagnitude}.
 */
final class SignSymmetric implements FeedbackScheme {

  @Override
  public String name() {
    return "sign-symmetric";
  }

  @Override
  public String description() {
    return "the signs of the transposed forward weights, a power of two in size";
  }

  @Override
  public String publication() {
    return "Liao, Leibo, Poggio 2016, arXiv 1510.05067; Moskovitz et al. 2018, arXiv 1812.06488";
  }

  @Override
  public FeedbackOperator operator() {
    return FeedbackOperator.TRANSPOSED_SIGNS;
  }

  @Override
  public boolean waitsForWeights() {
    return true;
  }

  @Override
  public int shift(NetworkShape network, int layer) {
    return SignMagnitude.shift(network, layer);
  }

  @Override
  public Optional<Matrix> draw(
      NetworkShape network, int layer, Initialization initialization, RandomStream random) {
    return Optional.empty();
  }
}
