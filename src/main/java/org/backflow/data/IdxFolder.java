package org.backflow.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
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
    IdxFolder files = read(folder);
    return files.pool(1 + Math.max(files.train.largestLabel(), files.test.largestLabel()));
  }

  /**
   * {@return the data set of a folder, with this number of classes}
   *
   * @param folder path of the folder
   * @param classes number of classes, 1 to {@value DataSet#MAX_CLASSES}; every label must be less
   * @throws InvalidDataException as {@link #load(Path)} does, or if a label is not less
   * @throws IllegalArgumentException if the number of classes is out of range
   */
  public static DataSet load(Path folder, int classes) {
    if (classes < 1 || classes > DataSet.MAX_CLASSES) {
      throw new IllegalArgumentException(
          "classes: found " + classes + ", expected 1 to " + DataSet.MAX_CLASSES);
    }
    IdxFolder files = read(folder);
    files.train.requireLabelsBelow(classes);
    files.test.requireLabelsBelow(classes);
    return files.pool(classes);
  }

  private static IdxFolder read(Path path) {
    DataFolder folder = DataFolder.open(path);
    List<SourceFile> sources = folder.require(NAMES);
    Checksums checksums = Checksums.in(folder);
    // The training images are most of the work; the other files are read beside them.
    List<Outcome> outcomes =
        IntStream.range(0, NAMES.size())
            .parallel()
            .mapToObj(i -> Outcome.of(sources.get(i), KINDS.get(i), checksums))
            .toList();
    List<IdxFile> files = outcomes.stream().map(Outcome::fileOrThrow).toList();
    checksums.verifyAllBut(Set.copyOf(NAMES));
    return new IdxFolder(
        new LabelledImages(files.get(0), files.get(1)),
        new LabelledImages(files.get(2), files.get(3)));
  }

  private DataSet pool(int classes) {
    IdxHeader header = train.images().header();
    return DataSet.of(
        header.rows(),
        header.columns(),
        classes,
        train.count(),
        join(train.images(), test.images()),
        join(train.labels(), test.labels()));
  }

  private static byte[] join(IdxFile first, IdxFile second) {
    // No overflow: a body has at most half the length of the longest array.
    byte[] joined = Arrays.copyOf(first.body(), first.body().length + second.body().length);
    System.arraycopy(second.body(), 0, joined, first.body().length, second.body().length);
    return joined;
  }

  /** What came of reading a file, kept so that of several bad files the first is reported. */
  private record Outcome(@Nullable IdxFile file, @Nullable InvalidDataException refusal) {
    static Outcome of(SourceFile source, IdxKind kind, Checksums checksums) {
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
