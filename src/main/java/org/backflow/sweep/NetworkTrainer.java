package org.backflow.sweep;

import java.util.List;
import java.util.Optional;
import org.backflow.data.DataSet;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.TrainedNetwork;
import org.backflow.experiment.checkpoint.CheckpointFolder;

/** Trains the networks of an experiment. */
@FunctionalInterface
interface NetworkTrainer {

  /**
   * Returns what was measured, in the order of the schemes.
   *
   * @param kept where the state after every epoch is kept, and gone on from
   */
  List<TrainedNetwork> train(Experiment part, DataSet images, Optional<CheckpointFolder> kept);
}
