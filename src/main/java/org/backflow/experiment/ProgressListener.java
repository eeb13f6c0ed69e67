package org.backflow.experiment;

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

  /** The task has ended, well or not. */
  void finished();
}
