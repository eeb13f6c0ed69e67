package org.backflow.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.backflow.parallel.Tasks;
import org.jspecify.annotations.Nullable;

/**
 * A folder of four IDX files, named as those of MNIST are: {@code train-images-idx3-ubyte}, {@code
 * train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}.
 *
 * <p>Each is kept plain, or compressed by gzip with {@code .gz} after its name; the plain one is
 * read if there are both. Images may be of any size up to {@value DataSet#MAX_PIXELS_PER_IMAGE}
 * pixels, and a file may have nearly a gibibyte. If the folder has a file {@code SHA256SUMS}, every
 * file that it names must have the digest that it states, which is of the uncompressed content.
 */
public final class IdxFolder {
  private static final List<String> NAMES =
      List.of(
          "train-images-idx3-ubyte",
          "train-labels-idx1-ubyte",
          "t10k-images-idx3-ubyte",
          "t10k-labels-idx1-ubyte");
  private static final List<IdxKind> KINDS =
      List.of(IdxKind.IMAGES, IdxKind.LABELS, IdxKind.IMAGES, IdxKind.LABELS);

  private final LabelledImages train;
  private final LabelledImages test;

  private IdxFolder(LabelledImages train, LabelledImages test) {
    this.train = train;
    this.test = test;
    test.requireSizeOf(train);
  }

  /**
   * {@return the data set of a folder, with as many classes as its largest label needs}
   *
   * @param folder path of the folder
   * @throws InvalidDataException if anything in the folder is not as it must be; the message names
   *     the file, the byte of its uncompressed content, what was found and what was expected
   */
  public static DataSet load(Path folder) {
    return load(folder, 0);
  }

  /**
   * {@return the data set of a folder, with as many classes as its largest label needs}
   *
   * @param folder path of the folder
   * @param firstLabel the label of the first class, 0 to {@value DataSet#MAX_CLASSES} - 1, which
   *     the data set calls 0: EMNIST letters begin at 1
   * @throws InvalidDataException as {@link #load(Path)} does, or if a label is less
   * @throws IllegalArgumentException if the first label is out of range
   */
  public static DataSet load(Path folder, int firstLabel) {
    if (firstLabel < 0 || firstLabel >= DataSet.MAX_CLASSES) {
      throw new IllegalArgumentException(
          "firstLabel: found " + firstLabel + ", expected 0 to " + (DataSet.MAX_CLASSES - 1));
    }
    IdxFolder files = read(folder);
    files.train.requireLabelsFrom(firstLabel);
    files.test.requireLabelsFrom(firstLabel);
    return files.pool(firstLabel);
  }

  /**
   * Checks that there is a folder of images.
   *
   * @throws InvalidDataException if there is none; of MNIST with what to put where
   */
  public static void requireFolder(Path folder) {
    DataFolder.open(folder);
  }

  private static IdxFolder read(Path path) {
    DataFolder folder = DataFolder.open(path);
    List<DataFile> sources = folder.require(NAMES);
    Checksums checksums = Checksums.in(folder);
    // The training images are most of the work; the other files are read beside them.
    List<Callable<Outcome>> readers = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      DataFile source = sources.get(i);
      IdxKind kind = KINDS.get(i);
      readers.add(() -> Outcome.of(source, kind, checksums));
    }
    List<Outcome> outcomes = Tasks.run(Tasks.processors(), readers);
    List<IdxFile> files = outcomes.stream().map(Outcome::fileOrThrow).toList();
    checksums.verifyAllBut(Set.copyOf(NAMES));
    return new IdxFolder(
        new LabelledImages(files.get(0), files.get(1)),
        new LabelledImages(files.get(2), files.get(3)));
  }

  private DataSet pool(int firstLabel) {
    IdxHeader header = train.images().header();
    byte[] labels = join(train.labels(), test.labels());
    if (firstLabel > 0) {
      for (int image = 0; image < labels.length; image++) {
        labels[image] -= (byte) firstLabel;
      }
    }
    LabelledImages largest = test.largestLabel() > train.largestLabel() ? test : train;
    return DataSet.of(
        header.rows(),
        header.columns(),
        1 + largest.largestLabel() - firstLabel,
        train.count(),
        join(train.images(), test.images()),
        labels,
        new DataSet.Origin(
            train.images().source().at(IdxHeader.ROWS_OFFSET),
            largest.placeOfLargestLabel(),
            firstLabel,
            Math.min(train.smallestLabel(), test.smallestLabel())));
  }

  private static byte[] join(IdxFile first, IdxFile second) {
    // No overflow: a body has at most half the length of the longest array.
    byte[] joined = Arrays.copyOf(first.body(), first.body().length + second.body().length);
    System.arraycopy(second.body(), 0, joined, first.body().length, second.body().length);
    return joined;
  }

  /** What came of reading a file, kept so that of several bad files the first is reported. */
  private record Outcome(@Nullable IdxFile file, @Nullable InvalidDataException refusal) {
    static Outcome of(DataFile source, IdxKind kind, Checksums checksums) {
      try {
        return new Outcome(IdxFile.read(source, kind, checksums), null);
      } catch (InvalidDataException e) {
        return new Outcome(null, e);
      }
    }

    IdxFile fileOrThrow() {
      if (file == null) {
        throw refusal;
      }
      return file;
    }
  }
}
