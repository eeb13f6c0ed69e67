package org.backflow.training;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.data.TensorFile;
import org.backflow.data.TensorWords;
import org.backflow.network.Matrix;

/**
 * Trains several networks on the same samples, in lockstep: one pass over an input serves all of
 * them. Samples are indices into the data set.
 */
public interface Trainer {

  /** Returns the number of networks. */
  int networks();

  /**
   * Tells what is going to be read again and again, so that it can be laid out for that. Changes no
   * result, and other samples may still be asked for.
   *
   * @param order the samples of every epoch
   * @param test the samples that are evaluated after every epoch
   */
  void expect(int[] order, int[] test);

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

  /** Returns what each network makes of {@code samples}. */
  List<Evaluation> evaluate(int[] samples);

  /**
   * Returns how well the feedback of each network agrees with backpropagation on {@code samples},
   * [network][hidden layer]. Leaves everything that decides the training as it is.
   */
  List<List<FeedbackAlignment>> measureAlignment(int[] samples);

  /**
   * Returns what decides all further training, by name: {@code SCHEME.W1} and so on, in fixed point
   * as codes, with the states of the random bits, {@code SCHEME.registers1}. Between epochs only:
   * {@link #beginEpoch} forms everything else anew.
   */
  Map<String, TensorWords> save();

  /**
   * Takes the state that a trainer of the same start saved.
   *
   * @throws IOException when a tensor is missing or does not fit this trainer; the message
   *     completes "it "
   */
  void restore(TensorFile saved) throws IOException;

  /** Returns a copy of W<sub>layer</sub> of network {@code network}, as values. */
  Matrix weights(int network, int layer);

  /**
   * Returns a copy of the stored F<sub>layer</sub> of network {@code network}, as values with the
   * scale of the epoch that began last; nothing where the scheme reads the weights.
   */
  Optional<Matrix> feedback(int network, int layer);
}
