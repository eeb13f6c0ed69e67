package org.backflow.experiment.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.backflow.data.DataSet;
import org.backflow.files.AtomicFile;
import org.backflow.files.FailureReason;
import org.backflow.training.Trainer;
import org.backflow.training.TrainingRun;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of a comparison: a file per run and arithmetic, replaced after every epoch in one
 * step, so that a process that dies at any moment leaves whole epochs behind. What is random in a
 * run comes from (seed, run, epoch), so weights and registers are all there is to keep.
 */
public final class CheckpointFolder {

  private static final String EXTENSION = ".safetensors";

  /** What earlier versions of Backflow wrote, in a format of their own. */
  private static final String OLD_EXTENSION = ".bin";

  private static final String FILES = "run-*{" + EXTENSION + "," + OLD_EXTENSION + "}";
  private static final Pattern NAME =
      Pattern.compile("run-(\\d+)-([a-z]+)" + Pattern.quote(EXTENSION));

  private static final long SPARE_BYTES = 1L << 20;

  private final Path folder;
  private final String experimentHash;
  private final String toolVersion;
  private final boolean resume;

  /**
   * The trainings of a comparison.
   *
   * @param count how many there are
   * @param epochs of each
   * @param hiddenLayers of each network
   * @param threads how many train at a time
   */
  public record Trainings(int count, int epochs, int hiddenLayers, int threads) {}

  /** Trainings write side by side; {@link #stop} waits for them and lets no one begin. */
  private final ReentrantReadWriteLock writing = new ReentrantReadWriteLock();

  private String configuration = "";

  /**
   * Names the folder.
   *
   * @param experimentHash tells the experiment that is trained from any that trains to other bits
   * @param toolVersion another version of Backflow may train to other bits
   * @param resume whether checkpoints that are there are gone on from; otherwise there may be none
   */
  public CheckpointFolder(Path folder, String experimentHash, String toolVersion, boolean resume) {
    this.folder = folder;
    this.experimentHash = experimentHash;
    this.toolVersion = toolVersion;
    this.resume = resume;
  }

  /** Returns the folder. */
  public Path path() {
    return folder;
  }

  /**
   * Returns whether a comparison was interrupted here.
   *
   * @throws CheckpointException when the folder cannot be read
   */
  public boolean hasCheckpoints() {
    return !files().isEmpty();
  }

  /**
   * Deletes the folder with all that was written to it.
   *
   * @throws CheckpointException when that cannot be done
   */
  public void delete() {
    try {
      for (Path file : files()) {
        Files.deleteIfExists(file);
      }
      AtomicFile.removeLeftovers(folder);
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Waits until no file is half written and lets no further one be begun: for a clean exit. */
  public void stop() {
    writing.writeLock().lock();
  }

  /**
   * Proves, before hours are spent, that the checkpoints will fit and that those that are there
   * belong to this comparison.
   *
   * @param trainer one that keeps as much as any other of the comparison
   */
  public void begin(Trainings trainings, DataSet data, Trainer trainer) {
    configuration =
        "configuration "
            + experimentHash
            + ", data "
            + Long.toHexString(data.checksum())
            + ", Backflow "
            + toolVersion;
    if (!resume && hasCheckpoints()) {
      throw new CheckpointException(
          folder
              + " holds checkpoints of a comparison that was interrupted; go on from them with"
              + " --resume, or start over with --restart");
    }
    requireSpace(trainings, trainer);
    for (Path file : files()) {
      refuseOldFormat(file);
      Matcher name = NAME.matcher(file.getFileName().toString());
      if (name.matches()) {
        read(file, name.group(1), name.group(2));
      }
    }
  }

  private static void refuseOldFormat(Path file) {
    if (file.toString().endsWith(OLD_EXTENSION)) {
      throw new CheckpointException(
          file
              + " was written by an earlier version of Backflow, in a format that this one does not"
              + " read; go on with that version, or start over with --restart");
    }
  }

  private void requireSpace(Trainings trainings, Trainer trainer) {
    long bytes =
        Checkpoint.mostBytes(
            owner("0", ""),
            trainer.networks(),
            trainings.hiddenLayers(),
            trainings.epochs(),
            trainer.save());
    // Each replaces itself, so as many again are there for a moment as threads write.
    long needed = bytes * (trainings.count() + trainings.threads()) + SPARE_BYTES;
    try {
      Files.createDirectories(folder);
      long usable = Files.getFileStore(folder).getUsableSpace();
      if (usable < needed && !hasCheckpoints()) {
        throw new CheckpointException(
            folder
                + " has no room for checkpoints: "
                + (usable >> 10)
                + " KiB are free, up to "
                + (needed >> 10)
                + " are needed");
      }
      AtomicFile.probe(folder, (int) Math.min(bytes, SPARE_BYTES));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Gives {@code trainer} back the state that was kept of its training, if any was. */
  public List<TrainingRun.Epoch> resume(int run, String arithmetic, Trainer trainer) {
    Path file = file(run, arithmetic);
    if (!resume || Files.notExists(file)) {
      return List.of();
    }
    Checkpoint kept = read(file, Integer.toString(run), arithmetic);
    try {
      trainer.restore(kept.state());
    } catch (IOException e) {
      throw unusable(file, String.valueOf(e.getMessage()), e);
    }
    return kept.epochs();
  }

  /** Keeps the state of {@code trainer} in place of what was kept before. */
  public void save(int run, String arithmetic, Trainer trainer, List<TrainingRun.Epoch> epochs) {
    Path file = file(run, arithmetic);
    byte[] bytes =
        Checkpoint.of(owner(Integer.toString(run), arithmetic), epochs, trainer.save()).encoded();
    try {
      writing.readLock().lock();
      try {
        AtomicFile.writeDurably(file, bytes);
      } finally {
        writing.readLock().unlock();
      }
    } catch (IOException e) {
      throw new CheckpointException(
          unwritable(e).getMessage() + "; once that is mended, go on with --resume", e);
    }
  }

  private Checkpoint read(Path file, String run, String arithmetic) {
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.decode(Files.readAllBytes(file));
    } catch (IOException e) {
      throw unusable(file, String.valueOf(e.getMessage()), e);
    }
    String owner = owner(run, arithmetic);
    if (!checkpoint.owner().equals(owner)) {
      throw unusable(file, "belongs to " + checkpoint.owner() + "; this is " + owner, null);
    }
    return checkpoint;
  }

  private String owner(String run, String arithmetic) {
    return "run " + run + " in " + arithmetic + ", " + configuration;
  }

  private Path file(int run, String arithmetic) {
    return folder.resolve("run-" + run + "-" + arithmetic + EXTENSION);
  }

  private List<Path> files() {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      PathMatcher matcher = folder.getFileSystem().getPathMatcher("glob:" + FILES);
      return found.filter(file -> matcher.matches(file.getFileName())).sorted().toList();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static CheckpointException unusable(Path file, String why, @Nullable IOException cause) {
    return new CheckpointException(
        file
            + " "
            + why
            + "; delete it to train that run from its beginning, or start over with --restart",
        cause);
  }

  private CheckpointException unwritable(IOException cause) {
    return new CheckpointException(
        "checkpoints cannot be kept in " + folder + ": " + FailureReason.of(cause), cause);
  }
}
