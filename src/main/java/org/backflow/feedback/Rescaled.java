package org.backflow.feedback;

import java.util.Optional;
import org.backflow.network.Initialization;
import org.backflow.network.Matrix;
import org.backflow.network.NetworkShape;
import org.backflow.random.RandomStream;

/**
 * A scheme whose stored matrix has a scale of its own, whatever the protocol says: so that one
 * experiment trains {@code random-constant} beside {@code random-ln(t+e)}, from the same start and
 * with the same matrix.
 *
 * @param unscaled the scheme that draws the matrix
 * @param scale the factor on it
 */
record Rescaled(FeedbackScheme unscaled, FeedbackScale scale) implements FeedbackScheme {

  Rescaled {
    if (!unscaled.operator().storesFeedback()) {
      throw new IllegalArgumentException(
          unscaled.name() + " stores no feedback matrix that " + scale.label() + " could scale");
    }
  }

  @Override
  public String name() {
    return unscaled.name() + "-" + scale.label();
  }

  @Override
  public String description() {
    return unscaled.description()
        + (scale == FeedbackScale.CONSTANT ? ", not scaled" : ", scaled by " + scale.label());
  }

  @Override
  public String publication() {
    return unscaled.publication();
  }

  @Override
  public FeedbackOperator operator() {
    return unscaled.operator();
  }

  @Override
  public boolean waitsForWeights() {
    return unscaled.waitsForWeights();
  }

  @Override
  public Optional<FeedbackScale> ownScale() {
    return Optional.of(scale);
  }

  @Override
  public int source(NetworkShape network, int layer) {
    return unscaled.source(network, layer);
  }

  @Override
  public int terms(NetworkShape network, int layer) {
    return unscaled.terms(network, layer);
  }

  @Override
  public int shift(NetworkShape network, int layer) {
    return unscaled.shift(network, layer);
  }

  @Override
  public void requireFit(NetworkShape network) {
    unscaled.requireFit(network);
  }

  @Override
  public Optional<Matrix> draw(
      NetworkShape network, int layer, Initialization initialization, RandomStream random) {
    return unscaled.draw(network, layer, initialization, random);
  }
}
