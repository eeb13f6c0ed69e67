package org.backflow.experiment;

import org.backflow.training.TrainingRun;

/**
 * Is told how far a comparison has come. Calls may come from several threads, one at a time never
 * guaranteed.
 */
public interface ProgressListener {

  /** Ignores everything. */
  ProgressListener SILENT =
      new ProgressListener() {
        @Override
        public void started(String task, long total) {}

        @Override
        public void advanced(long amount) {}

        @Override
        public void finished() {}
      };

  /** A task begins that will advance by {@code total} in all, in samples trained. */
  void started(String task, long total);

  /** The task has advanced by {@code amount} more. */
  void advanced(long amount);

  /** {@code amount} had been done before, by a comparison that was interrupted. */
  default void resumed(long amount) {
    advanced(amount);
  }

  /**
   * An epoch of one training has ended.
   *
   * @param training which one, such as {@code run 3 in fixed}; runs count from zero
   * @param epochs how many of its epochs have ended
   * @param measured what was measured after the last of them
   */
  default void measured(String training, int epochs, TrainingRun.Epoch measured) {}

  /** Something about the task should be known to who reads its results. */
  default void remarked(String remark) {}

  /** The task has ended, well or not. */
  void finished();
}
