package org.backflow.experiment;

import java.util.Locale;
import org.backflow.data.DataSet;
import org.backflow.layer.LayeredNetwork;
import org.backflow.plan.StepPlan;
import org.backflow.plan.Tensor;

/**
 * The least memory that the trainings of an experiment take that run at a time: weights,
 * activations and errors of all networks, and the images. Feedback matrices and whatever else there
 * is come on top, so what does not fit by this count does not fit.
 *
 * @param trainings that run at a time
 * @param bytesEach of each of them
 * @param bytesShared of what they all read
 */
record TrainingMemory(int trainings, long bytesEach, long bytesShared) {

  static TrainingMemory of(Experiment experiment, DataSet data) {
    long networks = experiment.schemes().size();
    long words = 0;
    long units = 0;
    StepPlan plan = experiment.plan(experiment.schemes().get(0));
    for (Tensor weight : plan.weights()) {
      words += plan.shape(weight).elements();
    }
    LayeredNetwork network = experiment.model().network();
    for (int layer = 1; layer <= network.layers().size(); layer++) {
      units += network.shape(layer).values();
    }
    long minibatch = experiment.training().protocol().minibatch();
    int arithmetics = experiment.training().numerics() == Numerics.BOTH ? 2 : 1;
    return new TrainingMemory(
        Math.min(experiment.training().threads(), experiment.training().runs() * arithmetics),
        // The weights are drawn as doubles, then every network has its own in 32 bits; activations
        // and errors, too.
        Double.BYTES * words + Integer.BYTES * networks * (words + 2 * minibatch * units),
        data.bytes());
  }

  long bytes() {
    return trainings * bytesEach + bytesShared;
  }

  /**
   * Refuses what does not fit.
   *
   * @param available bytes
   * @throws TrainingMemoryException saying how much is needed and what may be done
   */
  void requireAtMost(long available) {
    if (bytes() > available) {
      throw new TrainingMemoryException(
          String.format(
              Locale.ROOT,
              "training needs at least %,d MiB of memory, for %d at a time; Java may take %,d MiB:"
                  + " give it more with BACKFLOW_JAVA_OPTS=-Xmx%dg, or take fewer threads, units or"
                  + " schemes, or a smaller minibatch",
              bytes() >> 20,
              trainings,
              available >> 20,
              (((bytes() + (bytes() / 2)) >> 30) + 1)));
    }
  }
}
