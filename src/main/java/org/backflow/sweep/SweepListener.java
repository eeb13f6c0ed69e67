package org.backflow.sweep;

import java.nio.file.Path;
import java.util.Map;

/** Is told how far a sweep has come. Calls may come from several threads. */
public interface SweepListener {

  /** Ignores everything. */
  SweepListener SILENT =
      new SweepListener() {
        @Override
        public void started(int points, int done, int networks) {}

        @Override
        public void damaged(Path file, Map<Integer, String> lines) {}

        @Override
        public void advanced(int points, int networks) {}

        @Override
        public void finished() {}
      };

  /**
   * There are {@code points} in all, of which {@code done} were done before.
   *
   * @param networks that are to be trained for the others
   */
  void started(int points, int done, int networks);

  /**
   * Some rows that were kept are not as they were written: their points are evaluated again.
   *
   * @param lines what is wrong, by number of the line in {@code file}
   */
  void damaged(Path file, Map<Integer, String> lines);

  /**
   * Some more points are done.
   *
   * @param networks that none of the points to come has
   */
  void advanced(int points, int networks);

  /** The last point is done, or the sweep has failed. */
  void finished();
}
