package org.backflow.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.backflow.parallel.Tasks;
import org.jspecify.annotations.Nullable;

/**
 * Where labelled samples are and how they are to be read.
 *
 * <p>Each file is kept plain, or compressed by gzip with {@code .gz} after its name; the plain one
 * is read if there are both. Samples may be of any shape up to {@value
 * DataSet#MAX_PIXELS_PER_IMAGE} values. If the folder has a file {@code SHA256SUMS}, every file
 * that it names must have the digest that it states, which is of the uncompressed content.
 *
 * @param folder of the files
 * @param format of the files
 * @param files by name
 * @param labels which they are, and what they mean
 * @param hasHeader whether the first line of a table names its columns
 * @param shape of a sample, where the files do not say it: of npy and CSV
 * @param scaling what is made of the numbers
 */
public record DataDescription(
    Path folder,
    DataFormat format,
    Files files,
    Labels labels,
    boolean hasHeader,
    Optional<ImageShape> shape,
    Scaling scaling) {

  /**
   * The names of the files in the folder, without {@code .gz}.
   *
   * @param train the files to train on
   * @param test the files to test on; there may be none
   */
  public record Files(List<String> train, List<String> test) {
    /** Copies the lists. */
    public Files {
      train = List.copyOf(train);
      test = List.copyOf(test);
    }

    /** Returns the names that files of a format usually have. */
    public static Files of(DataFormat format) {
      return new Files(format.trainFiles(), format.testFiles());
    }
  }

  /**
   * Labels.
   *
   * @param column where they are: of CSV, or {@code fine} or {@code coarse} of CIFAR-100
   * @param classes the names that stand for them in CSV, in the order of the classes
   * @param first the label of the first class, 0 to {@value DataSet#MAX_CLASSES} - 1, which the
   *     data set calls 0: EMNIST letters begin at 1
   */
  public record Labels(Optional<LabelColumn> column, List<String> classes, int first) {
    /** Numbers from zero on, where the format usually has them. */
    public static final Labels USUAL = new Labels(Optional.empty(), List.of(), 0);

    /** Copies the list. */
    public Labels {
      classes = List.copyOf(classes);
      if (first < 0 || first >= DataSet.MAX_CLASSES) {
        throw new IllegalArgumentException(
            "firstLabel: found " + first + ", expected 0 to " + (DataSet.MAX_CLASSES - 1));
      }
    }
  }

  /** Returns what is usual of a format. */
  public static DataDescription of(Path folder, DataFormat format) {
    return new DataDescription(
        folder, format, Files.of(format), Labels.USUAL, true, Optional.empty(), Scaling.USUAL);
  }

  /** Returns the shape of a sample where it is stated, or given by the format. */
  public Optional<ImageShape> statedShape() {
    return switch (format) {
      case CIFAR_10, CIFAR_100 -> Optional.of(CifarReader.SHAPE);
      case IDX, NPY, CSV -> shape;
    };
  }

  /** Returns the same, or that of known data; the files may say otherwise. */
  public Optional<ImageShape> likelyShape() {
    return statedShape().or(() -> KnownData.shapeIn(folder));
  }

  /**
   * Checks that there is a folder.
   *
   * @throws InvalidDataException if there is none; of a known data set with what to put where
   */
  public void requireFolder() {
    DataFolder.open(folder, format);
  }

  /**
   * {@return the data set, with as many classes as its largest label needs}
   *
   * @throws InvalidDataException if anything in the folder is not as it must be; the message names
   *     the file, the byte of its uncompressed content or the line and column, what was found and
   *     what was expected
   */
  public DataSet load() {
    DataFolder listed = DataFolder.open(folder, format);
    List<String> wanted = new ArrayList<>(files.train);
    wanted.addAll(files.test);
    List<DataFile> sources = listed.require(wanted);
    Checksums checksums = Checksums.in(listed);
    PartReader reader = reader();
    int trainFiles = files.train.size();
    // The training samples are most of the work; the others are read beside them.
    List<Callable<Part>> parts = new ArrayList<>();
    parts.add(() -> Part.of(reader, sources.subList(0, trainFiles), checksums));
    parts.add(() -> Part.of(reader, sources.subList(trainFiles, sources.size()), checksums));
    List<LabelledSamples> samples = new ArrayList<>();
    int trainParts = 0;
    for (Part part : Tasks.run(Tasks.processors(), parts)) {
      trainParts = samples.isEmpty() ? part.samplesOrThrow().size() : trainParts;
      samples.addAll(part.samplesOrThrow());
    }
    Set<String> read = new HashSet<>(wanted);
    checksums.verifyAllBut(read);
    return LabelledSamples.pool(samples, trainParts, labels.first, scaling);
  }

  private PartReader reader() {
    return switch (format) {
      case IDX -> new IdxReader();
      case CIFAR_10 -> CifarReader.cifar10();
      case CIFAR_100 -> CifarReader.cifar100(labels.column);
      case NPY -> new NpyReader(shape);
      case CSV ->
          new CsvReader(
              labels.column.orElse(LabelColumn.named("label")), labels.classes, hasHeader, shape);
    };
  }

  /** What came of reading a part, kept so that of several bad files the first is reported. */
  private record Part(
      @Nullable List<LabelledSamples> samples, @Nullable InvalidDataException refusal) {
    static Part of(PartReader reader, List<DataFile> files, Checksums checksums) {
      try {
        return new Part(files.isEmpty() ? List.of() : reader.read(files, checksums), null);
      } catch (InvalidDataException e) {
        return new Part(null, e);
      }
    }

    List<LabelledSamples> samplesOrThrow() {
      if (samples == null) {
        throw refusal;
      }
      return samples;
    }
  }
}
