package org.backflow.training;

import org.backflow.data.DataSet;
import org.backflow.network.Matrix;

/**
 * The minibatches of one epoch as the interpreters take them: values of samples, one-hot targets.
 *
 * @param order the training samples, in the order of the epoch
 * @param minibatch samples of every minibatch; what is left over at the end forms none
 * @param outputs the width of the targets, at least the number of classes
 */
@SuppressWarnings("ArrayRecordComponent") // the order of an epoch, never compared
public record Minibatches(DataSet data, int[] order, int minibatch, int outputs) {

  /** Returns how many whole minibatches there are. */
  public int count() {
    return order.length / minibatch;
  }

  /** Returns the inputs of minibatch {@code step}, minibatch x values. */
  public Matrix inputs(int step) {
    int values = data.pixelsPerImage();
    Matrix inputs = Matrix.zeros(minibatch, values);
    for (int sample = 0; sample < minibatch; sample++) {
      data.read(order[step * minibatch + sample], inputs.values(), sample * values);
    }
    return inputs;
  }

  /** Returns the targets of minibatch {@code step}, minibatch x outputs. */
  public Matrix targets(int step) {
    Matrix targets = Matrix.zeros(minibatch, outputs);
    for (int sample = 0; sample < minibatch; sample++) {
      targets.set(sample, data.label(order[step * minibatch + sample]), 1.0);
    }
    return targets;
  }
}
