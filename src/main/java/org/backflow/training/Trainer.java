package org.backflow.training;

import java.util.List;
import org.backflow.network.Matrix;

/**
 * Trains several networks on the same samples, in lockstep: one pass over an input serves all of
 * them. Samples are indices into the data set.
 */
public interface Trainer {

  /** Returns the number of networks. */
  int networks();

  /** Starts epoch {@code epoch}, counted from zero: feedback matrices take their scale. */
  void beginEpoch(int epoch);

  /**
   * Runs one step of every network.
   *
   * @param order the samples of the epoch
   * @param from the first position of the minibatch in {@code order}
   * @param to one past its last position
   */
  void step(int[] order, int from, int to);

  /**
   * Returns the sum over output units and samples of (a - t)<sup>2</sup> since the last call, of
   * each network, and starts again from zero. The outputs are those before the update.
   */
  double[] takeLoss();

  /**
   * Returns how many of {@code samples} each network classifies correctly: the largest output wins,
   * the lowest class among equals.
   */
  int[] countCorrect(int[] samples);

  /**
   * Returns how well the feedback of each network agrees with backpropagation on {@code samples},
   * [network][hidden layer]. Leaves everything that decides the training as it is.
   */
  List<List<FeedbackAlignment>> measureAlignment(int[] samples);

  /** Returns a copy of W<sub>layer</sub> of network {@code network}, as values. */
  Matrix weights(int network, int layer);
}
