package org.backflow.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.checkpoint.CheckpointFolder;
import org.backflow.experiment.file.ExperimentCodec;

/**
 * The networks that are being trained: what they are after their last epoch, each with a checksum,
 * until the rows of all their points are kept. So a sweep that is stopped trains nothing twice, not
 * even a part of a network.
 */
public final class NetworkCheckpoints {
  private static final String POINT = "point-";

  private final Path folder;
  private final String toolVersion;

  NetworkCheckpoints(Path folder, String toolVersion) {
    this.folder = folder;
    this.toolVersion = toolVersion;
  }

  /** Returns the checkpoints of the networks that {@code trained} trains, by their first point. */
  CheckpointFolder of(int firstPoint, Experiment trained) {
    return of(folder.resolve(POINT + firstPoint), ExperimentCodec.hash(trained));
  }

  /** Discards the networks of points whose rows are kept. */
  public void forget(Collection<Integer> points) {
    Set<String> names = new HashSet<>();
    points.forEach(point -> names.add(POINT + point));
    for (Path each : folders()) {
      if (names.contains(each.getFileName().toString())) {
        delete(each);
      }
    }
  }

  /** Discards all. */
  void delete() {
    if (Files.exists(folder)) {
      folders().forEach(this::delete);
      try {
        Files.deleteIfExists(folder);
      } catch (IOException e) {
        throw new SweepFolderException(folder + " cannot be deleted", e);
      }
    }
  }

  private void delete(Path each) {
    of(each, "").delete();
  }

  private CheckpointFolder of(Path each, String experimentHash) {
    return new CheckpointFolder(each, experimentHash, toolVersion, true);
  }

  private List<Path> folders() {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found.toList();
    } catch (IOException e) {
      throw new SweepFolderException(folder + " cannot be read", e);
    }
  }
}
