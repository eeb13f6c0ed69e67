package org.backflow.experiment;

import org.backflow.training.Trainer;

/** Is handed the networks of every run once they are trained; by several threads at a time. */
@FunctionalInterface
public interface NetworkListener {

  /** Does nothing. */
  NetworkListener NONE = (run, arithmetic, trainer) -> {};

  /**
   * Takes the networks of one run, one per scheme, with feedback matrices as in the last epoch.
   *
   * @param run counted from zero
   * @param arithmetic {@code float} or {@code fixed}
   */
  void trained(int run, String arithmetic, Trainer trainer);
}
