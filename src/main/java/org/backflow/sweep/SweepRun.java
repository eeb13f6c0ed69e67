package org.backflow.sweep;

import java.util.List;
import org.backflow.files.FolderLock;

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
   * @throws org.backflow.files.FolderLockException when another run has the folder
   * @throws SweepFolderException when the folder cannot be used
   * @throws org.backflow.data.InvalidDataException when images cannot be used
   */
  public SweepCounts run(Engine engine, SweepListener listener) {
    try (FolderLock held = FolderLock.take(folder.path(), "a sweep")) {
      return run(engine, listener, held);
    }
  }

  /**
   * Does the same in a folder that the caller has.
   *
   * @param held the lock of the folder
   * @throws SweepFolderException when the folder cannot be used
   * @throws org.backflow.data.InvalidDataException when images cannot be used
   */
  public SweepCounts run(Engine engine, SweepListener listener, FolderLock held) {
    held.requireOf(folder.path());
    try (Journal journal = folder.journal(sweep)) {
      if (!journal.damage().isEmpty()) {
        listener.damaged(journal.file(), journal.damage());
      }
      Batches batches = Batches.of(sweep, point -> !journal.has(point));
      listener.started(sweep.size(), journal.count(), batches.networks().count());
      try {
        engine.run(
            sweep,
            batches.iterator(),
            folder.checkpoints(),
            lines -> {
              journal.add(lines);
              List<Integer> points = lines.stream().map(CsvRows::point).toList();
              listener.advanced(points.size(), batches.networks().finishedBy(points));
            });
      } finally {
        listener.finished();
      }
      return folder.finish(sweep, journal);
    }
  }
}
