package org.backflow.feedback;

import java.util.Optional;
import org.backflow.network.Initialization;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.random.RandomStream;

/**
 * Feedback alignment: F<sub>l</sub> = B<sub>l</sub>, a fixed random matrix (Lillicrap, Cownden,
 * Tweed, Akerman 2014, arXiv 1411.0247, "Random feedback weights support learning in deep neural
 * networks": delta h = B e).
 *
 * <p>B<sub>l</sub> is drawn from the law of the weights it stands in for, as in the code of the
 * experiment at siarez.com (siarez/random_feedback_weights).
 */
final class RandomFeedback implements FeedbackScheme {

  @Override
  public String name() {
    return "random";
  }

  @Override
  public String description() {
    return "a fixed random matrix";
  }

  @Override
  public String publication() {
    return "Lillicrap et al. 2014, arXiv 1411.0247";
  }

  @Override
  public FeedbackOperator operator() {
    return FeedbackOperator.STORED_MATRIX;
  }

  @Override
  public boolean waitsForWeights() {
    return false;
  }

  @Override
  public Optional<Matrix> draw(
      NetworkShape network, int layer, Initialization initialization, RandomStream random) {
    return Optional.of(initialization.feedback(network, layer, layer + 1, random));
  }
}
