package org.backflow.training;

import java.util.List;

/** Accompanies one run: hears how far it is, and may keep and give back what it needs to go on. */
@FunctionalInterface
public interface RunObserver {

  /**
   * Is asked once before the first epoch. An observer that kept an earlier, interrupted training of
   * the same run gives the trainer its state back.
   *
   * @return what was measured after each epoch of that training; the run goes on after the last
   */
  default List<TrainingRun.Epoch> resume(Trainer trainer) {
    return List.of();
  }

  /** So many samples have been trained since the last call. */
  void trained(long samples);

  /**
   * An epoch has ended; {@link Trainer#save} gives the state that belongs to {@code epochs}.
   *
   * @param epochs what was measured after each epoch so far
   */
  default void measured(Trainer trainer, List<TrainingRun.Epoch> epochs) {}
}
