package org.backflow.sweep;

/**
 * Evaluates all points of a sweep and writes what comes of them.
 *
 * @param sweep what is swept
 * @param folder where the results go
 */
public record SweepRun(Sweep sweep, SweepFolder folder) {

  /**
   * Runs the sweep, or goes on where one was interrupted, to the same bytes in the end.
   *
   * @throws SweepFolderException when the folder cannot be used
   * @throws org.backflow.data.InvalidDataException when images cannot be used
   */
  public SweepCounts run(Engine engine, SweepListener listener) {
    try (Journal journal = folder.journal(sweep)) {
      listener.started(sweep.size(), journal.count());
      try {
        engine.run(
            sweep,
            Batches.of(sweep, point -> !journal.has(point)),
            lines -> {
              journal.add(lines);
              listener.advanced(lines.size());
            });
      } finally {
        listener.finished();
      }
      return folder.finish(sweep, journal);
    }
  }
}
