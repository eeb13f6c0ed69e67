package org.backflow.sweep;

/** Is told how far a sweep has come. Calls may come from several threads. */
public interface SweepListener {

  /** Ignores everything. */
  SweepListener SILENT =
      new SweepListener() {
        @Override
        public void started(int points, int done) {}

        @Override
        public void advanced(int points) {}

        @Override
        public void finished() {}
      };

  /** There are {@code points} in all, of which {@code done} were done before. */
  void started(int points, int done);

  /** Some more points are done. */
  void advanced(int points);

  /** The last point is done, or the sweep has failed. */
  void finished();
}
